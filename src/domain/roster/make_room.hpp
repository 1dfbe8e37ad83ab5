// Room for who would stay without a place in a match that runs: a family alone moves over where that gives the place.
#pragma once

#include "domain/matching/solve.hpp"

namespace tutorline::domain {

/// `problem`: one call a week; students who keep their place have it as a pin. `solution`: of this problem. Returns one with
/// more need placed, if pinned students without siblings may be moved to another hour or tutor: most need, then the fewest
/// promised calls moved, then the least cost. Nobody who is placed loses the place, and who shares a household in `sheets`,
/// the problem with everybody in it, stays where they are. `solution` itself when nothing is gained. `bound.moved` equals
/// `calls_moved` where the fewest are proven.
matching::Solution make_room(const matching::Problem& sheets, const matching::Problem& problem, const matching::Solution& solution,
                             const matching::SolveOptions& options);

}  // namespace tutorline::domain
