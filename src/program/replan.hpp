// A plan against an earlier one: the sheets changed, and families were promised hours. Told before anything is applied.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "program/summary.hpp"

namespace tutorline::program {

/// Who has whom when, from what `plan --json` wrote; none when the text is not that.
std::optional<std::vector<domain::matching::Promise>> places_of_plan(std::string_view json);

/// `matched` is a match with promises (domain::match_again). Who changes, from where to where, why, and who gets a
/// text; then what a match without promises, `full`, would gain and move. `untold`: keys of students whose families get no
/// texts for what is not in the sheets (a stop).
std::string replan_text(const MatchedProgram& matched, const domain::matching::Solution& full, const Words& words, const std::set<std::string>& untold = {});

}  // namespace tutorline::program
