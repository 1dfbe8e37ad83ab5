// One call a week as a min-cost flow on a factored network:
//   student -> (student kind, department, slot) -> (tutor kind, department, slot) -> seat -> tutor -> sink
//              (student kind, department, slot) -> (student kind, slot) -> (tutor kind, slot) -> seat
// The pair cost depends on the two kinds, on equal departments and on the previous tutor only, so the same optimum is
// reached with arcs linear in the students; the previous tutor is a direct arc student -> seat, and every other way
// out of that student carries tutor_changed. A seat is one slot of one tutor. A kind node with one way out is left out.
// A placement may be cheaper than its way through the network (own department by the detour), never at the optimum.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/instance.hpp"

namespace tutorline::domain::matching {

struct FlowArc {
    int from;
    int to;
    int capacity;
    std::int64_t cost;
};

/// Nodes: one for each student of `students` first, then the inner ones, the sink last. Each student sends one unit.
struct FlowNetwork {
    std::vector<int> students;       ///< node -> student of the instance; pinned students are not in the network
    std::vector<std::int64_t> need;  ///< of those students
    int node_count = 0;
    int first_seat = 0;
    std::vector<std::pair<int, int>> seats;  ///< node - first_seat -> (tutor, slot)
    std::vector<FlowArc> arcs;  ///< without student -> sink, which the solver adds with the price of staying unplaced
    std::int64_t arc_cost_max = 0;

    int sink() const { return node_count - 1; }
    bool is_seat(int node) const { return node >= first_seat && node < first_seat + static_cast<int>(seats.size()); }
    const std::pair<int, int>& seat(int node) const { return seats[static_cast<std::size_t>(node - first_seat)]; }
};

/// The instance must not couple slots. Pinned students are taken out together with their seats.
FlowNetwork make_flow_network(const Instance& instance);

}  // namespace tutorline::domain::matching
