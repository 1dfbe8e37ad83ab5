// One call a week, households of one: the exact match by min-cost flow.
#pragma once
#include <optional>

#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// The instance must not couple slots. Empty when out_of_time stopped it.
std::optional<Solution> solve_one_call(const Instance& instance, const SolveOptions& options);

/// A quick placement for when time is out: students in order of need, each at a cheap free seat. Its bounds are the
/// plain ones (all need, no cost), so the gap it shows is honest and large.
Solution place_in_order(const Instance& instance);

}  // namespace tutorline::domain::matching
