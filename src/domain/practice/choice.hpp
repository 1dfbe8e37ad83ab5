// Which problem comes next: within the skill that the ladder says, the one the child gets right about seven times in ten,
// and now and then a problem like one that was missed. The ladder and the checkpoint rule stay in charge of the level.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/practice/item.hpp"
#include "domain/practice/level.hpp"
#include "domain/practice/mastery.hpp"

namespace tutorline::domain {

constexpr double chance_wanted = 0.70;
constexpr int return_after = 2;  ///< so many other problems lie between a miss and its return

/// The belief before any child answered: from the item's band alone.
ItemMastery item_prior(const Item& item);

/// What was learned of items across children: one row per item of the bank, the prior where nobody answered yet.
class ItemMasteries {
  public:
    /// `item` must be of item_bank(), as everything is that find_item and the choices below return.
    ItemMastery& of(const Item& item);
    const ItemMastery& of(const Item& item) const;

  private:
    std::array<std::vector<ItemMastery>, all_skills.size()> rows_;  ///< of a skill: empty until one of its rows is asked for to be set
};

/// One problem the child has had, in the order they went out, with how it ended.
struct Practised {
    std::string item_id;
    bool right = false;    ///< right at last, also on the retry; unanswered counts as not right
    bool answered = true;  ///< an unanswered problem is no miss: it does not return, but is not sent again either
};

struct ChoiceInput {
    Skill skill = Skill::addition;  ///< skill_taught(placement)
    std::uint64_t child_seed = 0;
    std::span<const Practised> history;
    const ItemMasteries& items;
    const MasteryWeights& weights;
    const SkillMastery& skill_mastery;
    const ChildMastery& child;
    const ChildSkillMastery& child_skill;
    std::int64_t at = 0;  ///< seconds
};

struct ItemChoice {
    const Item* item = nullptr;  ///< nullptr: the child has had every practice item of the skill
    double chance = 0.0;         ///< of a right answer at the first try
    bool seen_before = false;    ///< a spaced return: another problem of the same shape as one missed
};

/// Never an item of the history. A due return goes first, but never two returns in a row.
ItemChoice choose_item(const ChoiceInput& input);

enum class Disagreement {
    ladder_ahead,   ///< the checkpoint was right, yet in practice the child mostly misses this skill
    ladder_behind,  ///< practice says mastered, yet the checkpoints keep the child at this skill
};

/// Compares the ladder with the model for one skill; none while there are too few answers to tell. The ladder decides all
/// the same: this is a note for tutor and coordinator.
std::optional<Disagreement> disagreement(const Placement& placement, Skill skill, double mastery, const ChildSkillMastery& child_skill);

}  // namespace tutorline::domain
