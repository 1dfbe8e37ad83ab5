#include "lemon_peers.hpp"

#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace tutorline {
namespace bench {
namespace {

using Graph = lemon::StaticDigraph;

/// Runs a LEMON solver; 32-bit flows and 64-bit costs, as its documentation advises.
template <class Solver>
PeerResult run(const PeerNetwork& network) {
    // StaticDigraph wants its arcs by source.
    std::vector<std::size_t> order(network.from.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return network.from[a] < network.from[b]; });
    std::vector<std::pair<int, int>> ends;
    ends.reserve(order.size());
    for (const std::size_t i : order) ends.emplace_back(network.from[i], network.to[i]);
    Graph graph;
    graph.build(network.nodes, ends.begin(), ends.end());
    Graph::ArcMap<int> capacity(graph);
    Graph::ArcMap<std::int64_t> cost(graph);
    for (std::size_t i = 0; i < order.size(); ++i) {
        capacity[graph.arc(static_cast<int>(i))] = network.capacity[order[i]];
        cost[graph.arc(static_cast<int>(i))] = network.cost[order[i]];
    }
    Graph::NodeMap<int> supply(graph);
    for (int v = 0; v < network.nodes; ++v) supply[graph.node(v)] = network.supply[static_cast<std::size_t>(v)];
    Solver solver(graph);
    solver.upperMap(capacity).costMap(cost).supplyMap(supply);
    const auto begun = std::chrono::steady_clock::now();
    const auto status = solver.run();
    PeerResult result;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    result.cost = status == Solver::OPTIMAL ? solver.template totalCost<std::int64_t>() : -1;
    return result;
}

}  // namespace

PeerResult lemon_network_simplex(const PeerNetwork& network) {
    return run<lemon::NetworkSimplex<Graph, int, std::int64_t>>(network);
}
PeerResult lemon_cost_scaling(const PeerNetwork& network) {
    return run<lemon::CostScaling<Graph, int, std::int64_t>>(network);
}

}  // namespace bench
}  // namespace tutorline
