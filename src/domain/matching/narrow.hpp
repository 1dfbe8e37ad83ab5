// The ways worth searching: at good prices, what a placement uses is nearly always close to each unit's cheapest way.
#pragma once
#include <cstdint>
#include <limits>

#include "domain/matching/board.hpp"
#include "domain/matching/coupled_bound.hpp"

namespace tutorline::domain::matching {

/// Each unit's runs that are part of a way at most `margin` (in 1/price_one) above its cheapest at the prices, with its
/// `tutors_max` cheapest tutors at the most, and those it holds on the board. A bound over the result is none.
CandidateList narrowed(const Units& units, const CandidateList& list, const Prices& prices, const Board& board,
                       std::int64_t margin, std::size_t tutors_max = std::numeric_limits<std::size_t>::max());

}  // namespace tutorline::domain::matching
