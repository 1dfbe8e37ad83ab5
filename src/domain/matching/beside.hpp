// A match beside households whose places are fixed: they sit where they are, and the others share what is left. The same as
// solving the whole with their pins, in the time that the others take.
#pragma once
#include <functional>

#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// `solve` is asked once, for the problem of those who are not fixed. A household is fixed when all its members have pins that
/// let them sit together; no other one may be pinned to a seat of theirs (faults() finds that).
Solution solve_beside_fixed(const Problem& problem, const std::function<Solution(const Problem&)>& solve);

}  // namespace tutorline::domain::matching
