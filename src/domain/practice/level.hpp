// The ladder of levels and the rule that moves a child along it (FIELD.md facts 15-16, part e 'Level rule').
// A level names the highest operation mastered; what is taught is the one after it.
#pragma once
#include <optional>
#include <string_view>

#include "domain/practice/skill.hpp"

namespace tutorline::domain {

/// The codes are those of the programme's own data: 1..5, 77 past the ladder, -99 nobody assessed it yet.
enum class Level : int {
    beginner = 1,
    addition = 2,
    subtraction = 3,
    multiplication = 4,
    division = 5,
    finished = 77,
    not_assessed = -99,
};

/// Stable names for rows, files and the API: "beginner" .. "division", "finished", "not_assessed".
std::string_view name(Level value);
std::optional<Level> level_from(std::string_view name);
/// From the stable code (1..5, 77, -99); nothing else is a level.
std::optional<Level> level_from_code(int code);
constexpr int code(Level value) { return static_cast<int>(value); }
/// For 'rose by at least one level': beginner 0 .. division 4, finished 5; not_assessed has no rank.
std::optional<int> rank(Level value);

/// Where a child stands. `next` is what is taught now: addition..division, or finished = the extension.
struct Placement {
    Level mastered = Level::not_assessed;
    Level next = Level::addition;
    int extension_passed = 0;  ///< checkpoints passed past division: 0..3
    friend bool operator==(const Placement&, const Placement&) = default;
};

/// The level after this one: beginner -> addition .. multiplication -> division -> finished -> finished.
/// not_assessed -> addition: the first operation, until somebody assesses the child.
Level level_after(Level mastered);

/// After a diagnostic: teach the level after the one mastered. not_assessed keeps the plan as it is.
Placement after_diagnostic(const Placement& plan, Level mastered);

enum class Checkpoint { right, wrong, not_done };

/// After a call's checkpoint on what was taught (`plan.next`): right -> that operation is mastered, one up; past
/// division -> finished, where the extension's skills follow one another. Wrong or not done keeps the plan: one miss
/// never takes a level away (14-24 % of children who passed an operation miss the next checkpoint).
Placement after_checkpoint(const Placement& plan, Checkpoint result);
/// The same when the checkpoint was about another operation (the tutor chose): a harder one that was right counts,
/// an easier one or a miss changes nothing.
Placement after_checkpoint(const Placement& plan, Level asked, Checkpoint result);

/// The skill taught and practised now: the operation of `next`; past it place value, fractions, then word problems.
Skill skill_taught(const Placement& plan);
/// The skill of an operation's level; none for beginner, finished and not_assessed.
std::optional<Skill> skill_of(Level operation);
/// The level that mastering this skill stands for; finished for the extension's skills.
Level level_of(Skill skill);

}  // namespace tutorline::domain
