// Several calls a week, households of several members, promises with either: coupled slots. Small problems are solved
// to the optimum; large ones by prices, insertion and exact search over small neighbourhoods, beside a certified bound.
#pragma once
#include "domain/matching/solve.hpp"
#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {

Solution solve_coupled(const Instance& instance, const SolveOptions& options);

}  // namespace tutorline::domain::matching
