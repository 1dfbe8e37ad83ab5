// What a child practises. The four operations are the ladder; place value, fractions and word problems are the
// extension for children who finished it (FIELD.md part e, level rule).
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace tutorline::domain {

enum class Skill { addition, subtraction, multiplication, division, place_value, fractions, word_problems };

constexpr std::array<Skill, 7> all_skills{Skill::addition,    Skill::subtraction, Skill::multiplication, Skill::division,
                                          Skill::place_value, Skill::fractions,   Skill::word_problems};

/// Stable names for rows, files and catalogs: "addition" .. "word_problems".
std::string_view name(Skill value);
std::optional<Skill> skill_from(std::string_view name);
/// Three letters for item ids: "add", "sub", "mul", "div", "pla", "fra", "wor".
std::string_view code(Skill value);
std::optional<Skill> skill_from_code(std::string_view code);

}  // namespace tutorline::domain
