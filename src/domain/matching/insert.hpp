// A first placement of coupled slots along prices.
#pragma once
#include "domain/matching/board.hpp"
#include "domain/matching/coupled_bound.hpp"

namespace tutorline::domain::matching {

/// Units that have no place yet, in order of need, each at its cheapest choice, prices included, beside those on the board.
/// `households_first`: where the others are seated anew afterwards, those of several go first.
void insert_by_prices(const Units& units, const CandidateList& list, const Prices& prices, Board& board, bool households_first = false);

}  // namespace tutorline::domain::matching
