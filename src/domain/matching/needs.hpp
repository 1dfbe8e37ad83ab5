// Small pieces that both flow solvers of one call a week use.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// Only the order of needs matters with one call a week (greedy on a matroid), so small ranks stand for them; need 0
/// keeps rank 0.
std::vector<int> need_ranks(const std::vector<std::int64_t>& need);

/// Adds the pinned students at their pins, with their costs.
void place_pins(const Instance& instance, Solution& solution);

}  // namespace tutorline::domain::matching
