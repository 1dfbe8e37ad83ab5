// LEMON's two best min-cost flow solvers on a network given as plain lists.
#pragma once
#include <cstdint>
#include <vector>

namespace tutorline::bench {

struct PeerNetwork {
    int nodes = 0;
    std::vector<int> supply;
    std::vector<int> from, to, capacity;
    std::vector<std::int64_t> cost;
    void arc(int a, int b, int units, std::int64_t price) {
        from.push_back(a), to.push_back(b), capacity.push_back(units), cost.push_back(price);
    }
};

struct PeerResult {
    double seconds = 0;  ///< of run() alone, without building LEMON's graph: the most favourable for the peer
    std::int64_t cost = 0;
};

PeerResult lemon_network_simplex(const PeerNetwork& network);
PeerResult lemon_cost_scaling(const PeerNetwork& network);

}  // namespace tutorline::bench
