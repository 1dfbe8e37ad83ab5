// Which tutors to look for next: the curve of tutors more.
#pragma once
#include <functional>
#include <vector>

#include "domain/matching/recruiting.hpp"
#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

/// The next tutors that place the most need, one after the other, each with the ones before already there: at most `count`,
/// fewer when one more would place nobody. Each has up to `places` students; of all the hours that those left out could
/// take, the ones its students have, and as many beside them as the share for retries takes. Each gain is that of a match
/// with the tutor in it. `solve` must solve a problem of
/// this roster; it may be stopped before the optimum, then everybody who has a place keeps it.
std::vector<matching::Recruit> recruits(const Program& program, const RosterMatch& match, int count, int places, const std::function<matching::Solution(const matching::Problem&)>& solve);

}  // namespace tutorline::domain
