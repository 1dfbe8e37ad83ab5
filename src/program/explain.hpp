// What `tutorline explain STUDENT` says: why this tutor and hour, who comes next and what would make them win; or why
// there is no place and the smallest change that gives one, tried by solving the match with it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "program/summary.hpp"

namespace tutorline::program {

/// Place in roster.students of exactly this key.
std::optional<int> student_with_key(const domain::Roster& roster, std::string_view key);
/// At most three keys that `key` may have been meant to be, nearest first.
std::vector<std::string> near_keys(const domain::Roster& roster, std::string_view key);

/// Sentences with names, keys, and hours on the family's clock; no phones. `student` is a place in roster.students. The
/// search is limited by steps, not time, so the same files give the same words. `progress` is told "change" while it lasts.
std::string explain_student(const MatchedProgram& matched, int student, const Words& words, const std::function<void(const domain::matching::Progress&)>& progress = {});

}  // namespace tutorline::program
