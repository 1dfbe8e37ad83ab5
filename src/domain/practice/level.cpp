#include "domain/practice/level.hpp"

#include <algorithm>
#include <array>

namespace tutorline::domain {
namespace {

struct LevelRow {
    Level level;
    std::string_view name;
};

// In the order of the ladder: the position is the rank.
constexpr std::array<LevelRow, 6> ladder{{{Level::beginner, "beginner"},
                                          {Level::addition, "addition"},
                                          {Level::subtraction, "subtraction"},
                                          {Level::multiplication, "multiplication"},
                                          {Level::division, "division"},
                                          {Level::finished, "finished"}}};
constexpr std::string_view not_assessed_name = "not_assessed";
constexpr std::array<Skill, 3> extension{Skill::place_value, Skill::fractions, Skill::word_problems};

}  // namespace

std::string_view name(Level value) {
    for (const auto& row : ladder)
        if (row.level == value) return row.name;
    return not_assessed_name;
}

std::optional<Level> level_from(std::string_view name) {
    for (const auto& row : ladder)
        if (row.name == name) return row.level;
    if (name == not_assessed_name) return Level::not_assessed;
    return std::nullopt;
}

std::optional<Level> level_from_code(int code) {
    for (const auto& row : ladder)
        if (static_cast<int>(row.level) == code) return row.level;
    if (code == static_cast<int>(Level::not_assessed)) return Level::not_assessed;
    return std::nullopt;
}

std::optional<int> rank(Level value) {
    for (std::size_t i = 0; i < ladder.size(); ++i)
        if (ladder[i].level == value) return static_cast<int>(i);
    return std::nullopt;
}

Level level_after(Level mastered) {
    const auto place = rank(mastered);
    if (!place) return Level::addition;
    return ladder[std::min<std::size_t>(static_cast<std::size_t>(*place) + 1, ladder.size() - 1)].level;
}

Placement after_diagnostic(const Placement& plan, Level mastered) {
    if (mastered == Level::not_assessed) return plan;
    return {mastered, level_after(mastered), 0};
}

Placement after_checkpoint(const Placement& plan, Checkpoint result) {
    return after_checkpoint(plan, plan.next, result);
}

Placement after_checkpoint(const Placement& plan, Level asked, Checkpoint result) {
    const auto asked_rank = rank(asked);
    const auto plan_rank = rank(plan.next);
    if (result != Checkpoint::right || !asked_rank || !plan_rank || *asked_rank < *plan_rank) return plan;
    const bool in_extension = asked == Level::finished && plan.next == Level::finished;
    const int passed = in_extension ? std::min(plan.extension_passed + 1, static_cast<int>(extension.size())) : 0;
    return {asked, level_after(asked), passed};
}

Skill skill_taught(const Placement& plan) {
    if (const auto operation = skill_of(plan.next)) return *operation;
    if (plan.next != Level::finished) return Skill::addition;
    return extension[static_cast<std::size_t>(std::clamp(plan.extension_passed, 0, static_cast<int>(extension.size()) - 1))];
}

std::optional<Skill> skill_of(Level operation) {
    switch (operation) {
        case Level::addition: return Skill::addition;
        case Level::subtraction: return Skill::subtraction;
        case Level::multiplication: return Skill::multiplication;
        case Level::division: return Skill::division;
        default: return std::nullopt;
    }
}

Level level_of(Skill skill) {
    switch (skill) {
        case Skill::addition: return Level::addition;
        case Skill::subtraction: return Level::subtraction;
        case Skill::multiplication: return Level::multiplication;
        case Skill::division: return Level::division;
        default: return Level::finished;
    }
}

}  // namespace tutorline::domain
