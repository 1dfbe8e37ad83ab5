// What a search over coupled slots comes back with.
#pragma once
#include <cstdint>

#include "domain/matching/board.hpp"

namespace tutorline::domain::matching {

struct Found {
    Board board;
    std::int64_t need_bound;  ///< in the units' need (with pin_worth)
    std::int64_t cost_bound;  ///< in the choices' cost (with move_weight)
};

}  // namespace tutorline::domain::matching
