// Min-cost flow by cost scaling: push-relabel along short paths with price updates (Goldberg, Kharitonov 1992;
// Goldberg 1997), then an exact finish that either proves the flow optimal with integer potentials or cancels the
// negative cycles that are left. Deterministic: FIFO order, arcs in the order of the network.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "domain/matching/flow_network.hpp"

namespace tutorline::domain::matching {

struct Flow {
    bool finished = false;       ///< false: stopped by out_of_time, nothing below is meant
    std::vector<int> on_arc;     ///< units on each arc of the network
    std::vector<char> unplaced;  ///< student nodes that stay unplaced
    std::vector<std::int64_t>
        potential;  ///< cost + potential[from] - potential[to] >= 0 on every arc with room, <= 0 on every used one
};

/// `unplaced_cost[i]`: what it costs to leave student node i out. `tick(share)` is called now and then.
Flow solve_flow(const FlowNetwork& network, const std::vector<std::int64_t>& unplaced_cost,
                const std::function<bool()>& out_of_time, const std::function<void(double)>& tick);

}  // namespace tutorline::domain::matching
