// An item's answer and sum as they are written into texts, and the canonical forms read back as numbers.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/practice/item.hpp"

namespace tutorline::domain {

/// A canonical value: "81" -> {81}; "13r3" -> {13, 3}; "7/8" -> {7, -, 8}; "-4" -> {-4}.
struct CanonicalValue {
    long whole = 0;            ///< the number, the quotient, or what stands above the fraction's line
    std::optional<long> rest;  ///< the remainder
    long below = 1;            ///< what stands below the line
};

/// None for anything else (decimals, mixed numbers, choices) and for figures of more than nine digits.
std::optional<CanonicalValue> read_value(std::string_view value);

/// The answer in words: "81", "7/8", "13 resto 3".
std::string answer_text(std::string_view expected, const Catalog& catalog, std::span<const std::string> languages);

/// The bare sum, `34 + 47 = ?`; the story for items that have no other form.
std::string sum_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages);
/// The sum with its answer, `34 + 47 = 81`; the answer alone for stories.
std::string solved_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages);
/// For the tutor who asks it: `34 + 47 = 81`; a story in full with its answer in brackets.
std::string key_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages);

}  // namespace tutorline::domain
