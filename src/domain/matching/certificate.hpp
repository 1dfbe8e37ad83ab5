// Proofs of optimality for the flow of one call a week, checked on every solve and independent of how it was found.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/cost_scaling.hpp"

namespace tutorline::domain::matching {

/// Need is the largest possible: no way through the network's room leads from a student left out to a free place or to
/// a placed student of lower rank (the sets of students that can be placed form a gammoid, so this local condition is
/// enough). `rank[i]`: need of student node i, as a rank. On failure raise the price of staying unplaced.
bool need_is_proven(const FlowNetwork& network, const Flow& flow, const std::vector<int>& rank);

/// Lower bound on (cost of the flow + price of the students left out) from the potentials alone (linear programming
/// duality); equals the flow's own value exactly when the flow is optimal.
std::int64_t dual_value(const FlowNetwork& network, const std::vector<std::int64_t>& unplaced_cost,
                        const std::vector<std::int64_t>& potential);

/// Units are kept at every node and no arc is over its capacity.
bool is_flow(const FlowNetwork& network, const Flow& flow);

}  // namespace tutorline::domain::matching
