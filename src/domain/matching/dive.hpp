// A placement out of tutors' weeks: at good prices most units sit in one week only. Those that sat longest with the same
// tutor are settled there, prices move on for the others, and so on until nobody is left to settle.
#pragma once
#include "domain/matching/solve.hpp"
#include "domain/matching/weeks.hpp"

namespace tutorline::domain::matching {

/// The best placement on the way, by need at its worth and cost; `weeks` should have ascended to good prices and is left
/// settled. `target`: a cost known to be reachable. It ends early when time is out.
Board dive(const Units& units, Weeks& weeks, std::int64_t target, const SolveOptions& options);

}  // namespace tutorline::domain::matching
