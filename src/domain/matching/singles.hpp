// One call a week with siblings: while households of several stay where they are, the others are a flow, solved exactly.
#pragma once
#include "domain/matching/board.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// Seats all students alone anew, the best there is beside the households and pins on the board: most need first, then
/// least cost. First matches with one call a week only, else nothing is done. Nor is it when out_of_time says so.
void seat_singles(const Units& units, Board& board, const SolveOptions& options);

}  // namespace tutorline::domain::matching
