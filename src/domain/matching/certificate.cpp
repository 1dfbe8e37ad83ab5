#include "domain/matching/certificate.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// Arcs with room, by the node they leave: forward where below capacity, backward where used.
struct Residual {
    std::vector<int> first, head;

    Residual(const FlowNetwork& network, const Flow& flow) : first(at(network.node_count) + 1, 0) {
        each(network, flow, [&](int from, int) { ++first[at(from) + 1]; });
        for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
        head.resize(at(first.back()));
        std::vector<int> next(first.begin(), first.end() - 1);
        each(network, flow, [&](int from, int to) { head[at(next[at(from)]++)] = to; });
    }

    template <class Visit>
    static void each(const FlowNetwork& network, const Flow& flow, Visit visit) {
        for (std::size_t i = 0; i < network.arcs.size(); ++i) {
            const FlowArc& arc = network.arcs[i];
            if (flow.on_arc[i] < arc.capacity) visit(arc.from, arc.to);
            if (flow.on_arc[i] > 0) visit(arc.to, arc.from);
        }
    }
};

}  // namespace

bool need_is_proven(const FlowNetwork& network, const Flow& flow, const std::vector<int>& rank) {
    const int students = static_cast<int>(network.students.size());
    std::vector<int> left_out;
    for (int i = 0; i < students; ++i)
        if (flow.unplaced[at(i)] && rank[at(i)] > 0) left_out.push_back(i);
    std::stable_sort(left_out.begin(), left_out.end(), [&](int a, int b) { return rank[at(a)] > rank[at(b)]; });
    const Residual residual(network, flow);
    std::vector<char> seen(at(network.node_count), 0);
    std::vector<int> stack;
    for (const int start : left_out) {
        if (seen[at(start)]) continue;
        seen[at(start)] = 1;
        stack.assign(1, start);
        while (!stack.empty()) {
            const int node = stack.back();
            stack.pop_back();
            if (node == network.sink()) return false;
            if (node < students && !flow.unplaced[at(node)] && rank[at(node)] < rank[at(start)]) return false;
            for (int a = residual.first[at(node)]; a < residual.first[at(node) + 1]; ++a)
                if (const int next = residual.head[at(a)]; !seen[at(next)]) seen[at(next)] = 1, stack.push_back(next);
        }
    }
    return true;
}

std::int64_t dual_value(const FlowNetwork& network, const std::vector<std::int64_t>& unplaced_cost,
                        const std::vector<std::int64_t>& potential) {
    // Every student sends one unit to the sink: sum of (potential[sink] - potential[student]), less what arcs with a
    // negative reduced cost can save at most.
    const std::int64_t sink = potential[at(network.sink())];
    std::int64_t value = 0;
    for (std::size_t i = 0; i < network.students.size(); ++i)
        value += sink - potential[i] + std::min<std::int64_t>(0, unplaced_cost[i] + potential[i] - sink);
    for (const FlowArc& arc : network.arcs)
        value += arc.capacity * std::min<std::int64_t>(0, arc.cost + potential[at(arc.from)] - potential[at(arc.to)]);
    return value;
}

bool is_flow(const FlowNetwork& network, const Flow& flow) {
    std::vector<int> balance(at(network.node_count), 0);
    for (std::size_t i = 0; i < network.arcs.size(); ++i) {
        const FlowArc& arc = network.arcs[i];
        if (flow.on_arc[i] < 0 || flow.on_arc[i] > arc.capacity) return false;
        balance[at(arc.from)] -= flow.on_arc[i];
        balance[at(arc.to)] += flow.on_arc[i];
    }
    for (int v = 0; v < network.sink(); ++v) {
        const bool sends = v < static_cast<int>(network.students.size()) && !flow.unplaced[at(v)];
        if (balance[at(v)] != (sends ? -1 : 0)) return false;
    }
    return true;
}

}  // namespace tutorline::domain::matching
