// Room for who would stay without a place in a match that runs: families move over where that gives the place.
#pragma once

#include "domain/matching/solve.hpp"

namespace tutorline::domain {

/// `problem`: students who keep their place have it as a pin. `solution`: of this problem. Returns one with more need placed, if
/// pinned students may be moved to other hours or another tutor, households as a whole: most need, then the fewest promised
/// calls moved, then the least cost. Nobody who is placed and was promised a tutor who is still there loses the place; a child
/// whose tutor left, or who comes new, may have to wait where that places more need.
/// Exact for one call a week of children alone; otherwise as make_room_together says (matching/room.hpp). Who shares
/// a household in `sheets`, the problem with everybody in it, with somebody who is apart from it in `problem` stays where they
/// are. `solution` itself when nothing is gained. `bound.moved` equals `calls_moved` where the fewest are proven.
matching::Solution make_room(const matching::Problem& sheets, const matching::Problem& problem, const matching::Solution& solution,
                             const matching::SolveOptions& options);

}  // namespace tutorline::domain
