// One call a week, households of one: the exact match by min-cost flow.
#pragma once
#include <optional>

#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// The instance must not couple slots. Empty when out_of_time stopped it.
std::optional<Solution> solve_one_call(const Instance& instance, const SolveOptions& options);

}  // namespace tutorline::domain::matching
