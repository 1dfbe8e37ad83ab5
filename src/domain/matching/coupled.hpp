// Several calls a week, households of several members, promises with either: coupled slots. Small problems are solved
// to the optimum; large ones by prices, insertion and exact search over small neighbourhoods, beside a certified bound.
#pragma once
#include <cstdint>
#include <optional>

#include "domain/matching/solve.hpp"
#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {

/// Whether the household of the student is in every placement with the most need: without it that much cannot be placed.
/// Empty when no look is left, or when there are too many choices to list.
std::optional<bool> needed_for_most(const Problem& problem, int student, std::int64_t& looks);

Solution solve_coupled(const Instance& instance, const SolveOptions& options);

/// At least as good as `start` (need, then promised calls moved, then cost), which may be a solution of the same problem
/// without its promises. `need_bound` is what is known already; nothing else is proven.
Solution improve_coupled(const Instance& instance, const Solution& start, std::int64_t need_bound, const SolveOptions& options);

}  // namespace tutorline::domain::matching
