// When a round is over: not so many weeks after its start, but when the last lesson of the match takes place, with the
// pauses and holidays of each family's department.
#pragma once
#include <chrono>
#include <map>
#include <string>

#include "program/summary.hpp"

namespace tutorline::program {

/// The date of the last lesson, on the family's clock, by department; a department where nobody has a place is left out.
std::map<std::string, std::chrono::sys_days> last_lessons(const MatchedProgram& matched);

/// The date of the last lesson of all; of the last programme week where nobody has a place; "-" where it never ends.
std::string round_ends(const domain::Program& program, const std::map<std::string, std::chrono::sys_days>& last);

/// A line with the departments of each date, the earliest first; empty where all end on one day.
std::string round_ends_by_department(const std::map<std::string, std::chrono::sys_days>& last, const Words& words);

}  // namespace tutorline::program
