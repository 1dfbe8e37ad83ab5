// What a search over coupled slots comes back with.
#pragma once
#include <cstdint>

#include "domain/matching/board.hpp"
#include "domain/matching/candidates.hpp"

namespace tutorline::domain::matching {

struct Found {
    Board board;
    std::int64_t need_bound;  ///< in the units' need (with pin_worth)
    std::int64_t cost_bound;  ///< in the choices' cost (with move_weight)
};

/// What was found, and its bounds, in the problem's own numbers.
Solution solution_of(const Units& units, const Found& found);

/// The placements as choices, each household's hours in the order that keeps and costs best. The solution may be of the same
/// problem without promises.
Board board_of(const Units& units, const CandidateList& list, const Solution& solution);

}  // namespace tutorline::domain::matching
