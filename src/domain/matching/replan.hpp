// A re-match beside what a full re-plan would reach: the choice that a coordinator has.
#pragma once
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

struct Replan {
    Solution kept;  ///< need first, then the fewest promised calls moved, then cost
    Solution anew;  ///< as if nobody were promised anything: need, then cost
};

/// Neither places less need than the other, and `anew` costs no more than `kept` where both place the same: where slots are
/// coupled each is a search that may find what the other missed, and then both have it. Without promises they are one.
Replan replan(const Problem& problem, const SolveOptions& options = {});

}  // namespace tutorline::domain::matching
