// Improves a placement of coupled slots by cutting the week of one tutor after another into other bundles of seats, all
// units being assigned anew at the least cost each time (bundles.hpp); what is worse is kept with a chance that falls
// (simulated annealing). All arithmetic is in integers and the work is counted, so the same seed gives the same
// placement everywhere.
#pragma once
#include "domain/matching/board.hpp"
#include "domain/matching/candidates.hpp"
#include "domain/matching/cooling.hpp"

namespace tutorline::domain::matching {

/// Never leaves the board worse: most need first, then least cost. Pinned units stay where they are. For first matches
/// only. `pace.rounds`: how many cuts are tried.
void regroup(const Units& units, const CandidateList& list, Board& board, const Pace& pace, const SolveOptions& options);

}  // namespace tutorline::domain::matching
