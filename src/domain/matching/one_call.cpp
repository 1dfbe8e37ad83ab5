#include "domain/matching/one_call.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/index.hpp"
#include "domain/matching/certificate.hpp"
#include "domain/matching/cost_scaling.hpp"
#include "domain/matching/flow_network.hpp"
#include "domain/matching/needs.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// Follows each placed student's unit to its seat.
void read_placements(const FlowNetwork& network, const Flow& flow, const Instance& instance, Solution& solution) {
    std::vector<int> first(at(network.node_count) + 1, 0), used;
    for (std::size_t i = 0; i < network.arcs.size(); ++i) first[at(network.arcs[i].from) + 1] += flow.on_arc[i];
    for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
    used.resize(at(first.back()));
    std::vector<int> next(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < network.arcs.size(); ++i)
        for (int unit = 0; unit < flow.on_arc[i]; ++unit)
            used[at(next[at(network.arcs[i].from)]++)] = network.arcs[i].to;
    next.assign(first.begin(), first.end() - 1);
    for (std::size_t node = 0; node < network.students.size(); ++node) {
        if (flow.unplaced[node]) continue;
        int v = static_cast<int>(node);
        while (!network.is_seat(v)) v = used[at(next[at(v)]++)];
        const auto [tutor, slot] = network.seat(v);
        const int student = network.students[node];
        solution.placed.push_back(
            {student, tutor, {slot}, instance.pair_cost(student, tutor) + instance.slot_cost(student, slot)});
    }
}

}  // namespace

std::optional<Solution> solve_one_call(const Instance& instance, const SolveOptions& options) {
    const FlowNetwork network = make_flow_network(instance);
    const std::vector<int> rank = need_ranks(network.need);
    const auto tick = [&](double share) {
        if (options.progress) options.progress({"flow", static_cast<std::int64_t>(share * 100), 100});
    };
    // A placement must be worth the longest chain of moves it may cause; start modest, since large prices cost
    // time, and raise until the proof of need holds.
    std::int64_t step = 8 * (network.arc_cost_max + 1);
    for (;; step *= 8) {
        std::vector<std::int64_t> unplaced_cost;
        for (const int r : rank) unplaced_cost.push_back(r * step);
        const Flow flow = solve_flow(network, unplaced_cost, options.out_of_time, tick);
        if (!flow.finished) return std::nullopt;
        if (!is_flow(network, flow)) throw std::logic_error("matching: the flow is not a flow");
        if (!need_is_proven(network, flow, rank)) continue;

        Solution solution;
        read_placements(network, flow, instance, solution);
        std::int64_t flow_cost = 0, left_out_cost = 0;
        for (const Placement& placement : solution.placed) flow_cost += placement.cost;
        for (std::size_t i = 0; i < rank.size(); ++i)
            if (flow.unplaced[i]) left_out_cost += unplaced_cost[i];
        const std::int64_t proven = dual_value(network, unplaced_cost, flow.potential) - left_out_cost;
        solution.bound.cost = proven;
        solution.optimal = proven == flow_cost;
        place_pins(instance, solution);
        for (const Placement& placement : solution.placed) {
            solution.cost += placement.cost;
            solution.need_placed += instance.students[at(placement.student)].need;
        }
        solution.bound.cost += solution.cost - flow_cost;
        solution.bound.need = solution.need_placed;
        std::sort(solution.placed.begin(), solution.placed.end(),
                  [](const Placement& a, const Placement& b) { return a.student < b.student; });
        return solution;
    }
}

Solution place_in_order(const Instance& instance) {
    constexpr int seats_looked_at_max = 64;  // of each slot
    Solution solution;
    place_pins(instance, solution);
    std::vector<std::vector<int>> offering(at(instance.slot_count));
    std::vector<int> room;
    for (std::size_t t = 0; t < instance.tutors.size(); ++t) {
        room.push_back(instance.tutors[t].students_max);
        for (const int slot : instance.tutors[t].slots) offering[at(slot)].push_back(static_cast<int>(t));
    }
    const auto take = [&](const Placement& placement) {
        --room[at(placement.tutor)];
        std::erase(offering[at(placement.slots.front())], placement.tutor);
        solution.cost += placement.cost;
        solution.need_placed += instance.students[at(placement.student)].need;
    };
    for (const Placement& pinned : solution.placed) take(pinned);
    std::vector<int> order;
    for (std::size_t s = 0; s < instance.students.size(); ++s) {
        solution.bound.need += instance.students[s].need;
        if (instance.students[s].pin_tutor == nobody && instance.students[s].need > 0)
            order.push_back(static_cast<int>(s));
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return instance.students[at(a)].need > instance.students[at(b)].need; });
    for (const int s : order) {
        Placement best{s, nobody, {0}, 0};
        for (const auto& wish : instance.students[at(s)].wishes) {
            int looked_at = 0;
            for (const int tutor : offering[at(wish.slot)]) {
                const std::int64_t pair = room[at(tutor)] > 0 ? instance.pair_cost(s, tutor) : Instance::not_allowed;
                if (pair == Instance::not_allowed) continue;
                if (best.tutor == nobody || pair + wish.cost < best.cost)
                    best = {s, tutor, {wish.slot}, pair + wish.cost};
                if (++looked_at == seats_looked_at_max) break;
            }
        }
        if (best.tutor == nobody) continue;
        take(best);
        solution.placed.push_back(best);
    }
    std::sort(solution.placed.begin(), solution.placed.end(),
              [](const Placement& a, const Placement& b) { return a.student < b.student; });
    solution.optimal = solution.bound.need == solution.need_placed && solution.cost == 0;
    return solution;
}

}  // namespace tutorline::domain::matching
