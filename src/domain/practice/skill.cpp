#include "domain/practice/skill.hpp"

namespace tutorline::domain {
namespace {

struct SkillRow {
    Skill skill;
    std::string_view name;
    std::string_view code;
};

constexpr std::array<SkillRow, 7> rows{{{Skill::addition, "addition", "add"},
                                        {Skill::subtraction, "subtraction", "sub"},
                                        {Skill::multiplication, "multiplication", "mul"},
                                        {Skill::division, "division", "div"},
                                        {Skill::place_value, "place_value", "pla"},
                                        {Skill::fractions, "fractions", "fra"},
                                        {Skill::word_problems, "word_problems", "wor"}}};

}  // namespace

std::string_view name(Skill value) { return rows[static_cast<std::size_t>(value)].name; }

std::string_view code(Skill value) { return rows[static_cast<std::size_t>(value)].code; }

std::optional<Skill> skill_from(std::string_view name) {
    for (const auto& row : rows)
        if (row.name == name) return row.skill;
    return std::nullopt;
}

std::optional<Skill> skill_from_code(std::string_view code) {
    for (const auto& row : rows)
        if (row.code == code) return row.skill;
    return std::nullopt;
}

}  // namespace tutorline::domain
