// Improves a placement of coupled slots by taking some units of a few tutors out and putting them and some who wait
// back in another order, many times; what is worse is kept with a chance that falls (simulated annealing: Schrimpf,
// Schneider, Stamm-Wilbrandt, Dueck 2000). All arithmetic is in integers and the work is counted in rounds, so the same
// seed gives the same placement everywhere.
#pragma once
#include "domain/matching/board.hpp"
#include "domain/matching/cooling.hpp"
#include "domain/matching/coupled_bound.hpp"

namespace tutorline::domain::matching {

/// Never leaves the board worse: most need first, then least cost. Returns where the walk ended, which is often cheaper
/// with a little more need left out: worth to be taken on from. Pinned units stay where they are. For first matches
/// only (a promise kept weighs more than this search can balance). `pace.rounds`: how many times something is taken out.
/// `prices`: what a seat is worth to others. `cooler`: 1 begins where whole needs are at stake, more that much below.
Board rebuild(const Units& units, const CandidateList& list, const Prices& prices, Board& board, const Pace& pace,
              std::int64_t cooler, const SolveOptions& options);

}  // namespace tutorline::domain::matching
