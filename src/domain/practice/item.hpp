// The bank of practice problems: constant data, the same in every programme, so that what is learned about an item's
// difficulty holds for all children. Sets are parallel: number n of every set has the same shape and difficulty band.
// Checkpoints and diagnostics have sets of their own, so a checkpoint is never a problem the child met in practice.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/messaging/catalog.hpp"
#include "domain/practice/skill.hpp"

namespace tutorline::domain {

enum class ItemUse { practice, checkpoint, diagnostic };

constexpr int practice_sets = 5;
constexpr int practice_numbers = 24;  ///< per skill and set: six of each band
constexpr int checkpoint_sets = 60;   ///< one problem per skill and set: more calls than three rounds of two a week
constexpr int checkpoint_numbers = 1;
constexpr int diagnostic_sets = 5;
constexpr int diagnostic_numbers = 3;
constexpr int item_bands = 4;  ///< 0 easiest .. 3

struct Item {
    std::string id;  ///< stable for ever: skill, use, set, number, as in "add-p3-07", "div-c12-1", "mul-d1-2"
    Skill skill = Skill::addition;
    ItemUse use = ItemUse::practice;
    int set = 1;     ///< from 1
    int number = 1;  ///< from 1
    int band = 0;
    std::vector<int> operands;  ///< in the order of the text: 34 + 47 is {34, 47}; 3/8 + 4/8 is {3, 4, 8}
    std::string expected;       ///< canonical answer: "81", "13r3", "7/8" (lowest terms)
    std::string text_key;       ///< message of the sum: "items.addition", "items.word_3"
    Arguments text_arguments;   ///< its placeholders: {{"a", "34"}, {"b", "47"}}
};

/// Every item, sorted by id. Built at first use, constant after.
const std::vector<Item>& item_bank();
/// Place of an item of the bank in it.
std::size_t bank_place(const Item& item);
/// nullptr when no item has this id.
const Item* find_item(std::string_view id);
/// Precondition: set and number within the limits above.
const Item& item(Skill skill, ItemUse use, int set, int number);

/// The n-th checkpoint (from 0) of a child in a skill: a set not used with this child before, in an order of the child's
/// own. After checkpoint_sets of them it starts again.
const Item& checkpoint_item(Skill skill, std::uint64_t child_seed, int n);
/// The n-th diagnostic problem (from 0), likewise.
const Item& diagnostic_item(Skill skill, std::uint64_t child_seed, int n);
/// All practice items of a skill in the child's own order: what a choice runs over. No two children of a household
/// get the same order unless their seeds are equal.
std::vector<const Item*> practice_order(Skill skill, std::uint64_t child_seed);
/// The first in that order whose id is not among `used` (any order); nullptr when the child has had them all.
const Item* next_unused(Skill skill, std::uint64_t child_seed, std::span<const std::string> used);

/// The sum in words: `34 + 47 = ?` or a short story, in the first of the languages that has it.
std::string item_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages);

}  // namespace tutorline::domain
