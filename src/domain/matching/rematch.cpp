#include "domain/matching/rematch.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <tuple>

#include "domain/matching/needs.hpp"

namespace tutorline::domain::matching {
namespace {

/// Nearest first; among equals the newest, which makes the search run straight along ways of equal cost.
using Entry = std::tuple<std::int64_t, std::int64_t, int>;
using Heap = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

}  // namespace

Rematch::Rematch(const Instance& instance, const KeptPrices* known) : instance_(&instance), network_(make_flow_network(instance)) {
    rank_ = need_ranks(network_.need);
    weigh();
    if (overflows_) return;
    std::vector<std::pair<int, int>> seat;
    for (const int student : network_.students) {
        const auto& row = instance.students[index(student)];
        seat.emplace_back(row.promise_slots.empty() ? nobody : row.promise_tutor,
                          row.promise_slots.empty() ? 0 : row.promise_slots.front());
    }
    build(seat);
    seat_promised();
    find_duals(known);
}

Rematch::Rematch(const Instance& instance, const Solution& solution)
    : instance_(&instance), network_(make_flow_network(instance)) {
    rank_ = need_ranks(network_.need);
    weigh();
    if (overflows_) return;
    std::vector<std::pair<int, int>> of_student(instance.students.size(), {nobody, 0}), seat;
    for (const Placement& placement : solution.placed)
        of_student[index(placement.student)] = {placement.tutor, placement.slots.front()};
    for (const int student : network_.students) seat.push_back(of_student[index(student)]);
    build(seat);
    seat_promised();
    for (const int node : waiting_) {
        Arc& out = arcs_[index(out_arc_[index(node)])];
        --out.residual, ++arcs_[index(out.mate)].residual;
    }
    waiting_.clear();
}

void Rematch::weigh() {
    const double people = static_cast<double>(instance_->students.size() + 1);
    int rank_most = 1;
    for (const int rank : rank_) rank_most = std::max(rank_most, rank);
    const std::int64_t cost_each = network_.arc_cost_max * 3 + 1;
    overflows_ = static_cast<double>(cost_each) * people * people * (rank_most + 1) > static_cast<double>(far / 16);
    if (overflows_) return;
    const std::int64_t cost_all = cost_each * static_cast<std::int64_t>(instance_->students.size() + 1);
    const std::int64_t moves_all = cost_all * static_cast<std::int64_t>(instance_->students.size() + 1);
    move_weight_ = cost_all;
    need_weight_ = moves_all;
}

/// The network's seats lie by slot, then tutor.
void Rematch::number_seats() {
    first_seats_.assign(instance_->tutors.size() + 1, 0);
    for (const auto& [tutor, slot] : network_.seats) ++first_seats_[index(tutor) + 1];
    for (std::size_t t = 1; t < first_seats_.size(); ++t) first_seats_[t] += first_seats_[t - 1];
    seats_.resize(network_.seats.size());
    std::vector<int> next(first_seats_.begin(), first_seats_.end() - 1);
    for (std::size_t i = 0; i < network_.seats.size(); ++i)
        seats_[index(next[index(network_.seats[i].first)]++)] = network_.first_seat + static_cast<int>(i);
}

/// The arcs that the network has not: to the promised seat, to the seat where the student begins, out of the match.
std::vector<FlowArc> Rematch::own_arcs(const std::vector<std::pair<int, int>>& seat_of) {
    constexpr std::int64_t none = -1;
    std::vector<FlowArc> own;
    own.reserve(2 * seat_of.size());
    for (int node = 0; node < static_cast<int>(seat_of.size()); ++node) {
        const int student = network_.students[index(node)];
        const auto& row = instance_->students[index(student)];
        const auto seat_cost = [&](int tutor, int slot) {
            const std::int64_t pair = instance_->pair_cost(student, tutor), wish = instance_->slot_cost(student, slot);
            if (pair == Instance::not_allowed || wish == Instance::not_allowed) return none;
            const bool stays = row.promise_slots.empty() || (row.promise_tutor == tutor && row.promise_slots.front() == slot);
            return pair + wish + (stays ? 0 : move_weight_);
        };
        const auto seat_arc = [&](int tutor, int slot) {
            const int seat = find_seat(tutor, slot);
            const std::int64_t cost = seat < 0 ? none : seat_cost(tutor, slot);
            if (cost == none) return false;
            own.push_back({node, seat, 1, cost});
            return true;
        };
        const std::pair<int, int> promise{row.promise_tutor, row.promise_slots.empty() ? 0 : row.promise_slots.front()};
        const std::pair<int, int> seat = seat_of[index(node)];
        if (promise != seat && promise.first >= 0) seat_arc(promise.first, promise.second);
        keep_arc_.push_back(seat.first >= 0 && seat_arc(seat.first, seat.second) ? static_cast<int>(own.size()) - 1 : -1);
        out_arc_.push_back(static_cast<int>(own.size()));
        own.push_back({node, network_.sink(), 1, rank_[index(node)] * need_weight_ + (row.promise_slots.empty() ? 0 : move_weight_)});
    }
    return own;
}

/// Costs in three levels: a promised student pays move_weight_ on every way but to the promised seat.
void Rematch::build(const std::vector<std::pair<int, int>>& seat_of) {
    number_seats();
    std::vector<FlowArc> own = own_arcs(seat_of);
    first_.assign(index(network_.node_count) + 1, 0);
    for (const auto* arcs : {&network_.arcs, &own})
        for (const FlowArc& arc : *arcs) ++first_[index(arc.from) + 1], ++first_[index(arc.to) + 1];
    for (std::size_t v = 1; v < first_.size(); ++v) first_[v] += first_[v - 1];
    arcs_.resize(index(first_.back()));
    std::vector<int> next(first_.begin(), first_.end() - 1), place;
    const auto put = [&](const FlowArc& arc, std::int64_t cost) {
        const int forward = next[index(arc.from)]++, backward = next[index(arc.to)]++;
        arcs_[index(forward)] = {arc.to, backward, arc.capacity, cost};
        arcs_[index(backward)] = {arc.from, forward, 0, -cost};
        return forward;
    };
    std::vector<std::int64_t> leaving(network_.students.size());
    for (std::size_t node = 0; node < leaving.size(); ++node)
        leaving[node] = instance_->students[index(network_.students[node])].promise_slots.empty() ? 0 : move_weight_;
    for (const FlowArc& arc : network_.arcs) put(arc, arc.cost + (index(arc.from) < leaving.size() ? leaving[index(arc.from)] : 0));
    place.reserve(own.size());
    for (const FlowArc& arc : own) place.push_back(put(arc, arc.cost));
    for (int& arc : keep_arc_)
        if (arc >= 0) arc = place[index(arc)];
    for (int& arc : out_arc_) arc = place[index(arc)];
}

void Rematch::seat_promised() {
    const auto use = [&](int arc) {
        --arcs_[index(arc)].residual;
        ++arcs_[index(arcs_[index(arc)].mate)].residual;
    };
    // A seat's and a tutor's way out is its only arc with capacity that leads on.
    const auto way_out = [&](int node) {
        for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a)
            if (arcs_[index(a)].head > node) return a;
        return -1;
    };
    for (int node = 0; node < static_cast<int>(keep_arc_.size()); ++node) {
        const int keep = keep_arc_[index(node)];
        if (keep >= 0) {
            const int to_tutor = way_out(arcs_[index(keep)].head);
            const int to_sink = way_out(arcs_[index(to_tutor)].head);
            if (arcs_[index(to_tutor)].residual > 0 && to_sink >= 0 && arcs_[index(to_sink)].residual > 0) {
                use(keep), use(to_tutor), use(to_sink);
                continue;
            }
        }
        waiting_.push_back(node);
    }
}

void Rematch::take_up(int node) {
    for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a) {
        Arc& arc = arcs_[index(a)];
        Arc& back = arcs_[index(arc.mate)];
        if (arc.head < node || back.residual == 0) continue;  // a later node: the way the student's unit goes
        ++arc.residual, --back.residual;
        if (arc.head != network_.sink()) take_up(arc.head);
        return;
    }
}

void Rematch::drop_tutor(int tutor) {
    const int students = static_cast<int>(network_.students.size());
    int tutor_node = -1;
    for (std::size_t i = 0; i < network_.seats.size(); ++i) {
        if (network_.seats[i].first != tutor) continue;
        const int seat = network_.first_seat + static_cast<int>(i);
        for (int a = first_[index(seat)]; a < first_[index(seat) + 1]; ++a) {
            if (arcs_[index(a)].head > seat) tutor_node = arcs_[index(a)].head;
            if (arcs_[index(a)].head >= students || arcs_[index(a)].residual == 0) continue;  // used from a student
            waiting_.push_back(arcs_[index(a)].head);
            take_up(arcs_[index(a)].head);
        }
    }
    if (tutor_node < 0) return;
    for (int a = first_[index(tutor_node)]; a < first_[index(tutor_node) + 1]; ++a)
        if (arcs_[index(a)].head == network_.sink())
            arcs_[index(a)].residual = arcs_[index(arcs_[index(a)].mate)].residual = 0;
}

void Rematch::settle() {
    std::stable_sort(waiting_.begin(), waiting_.end(),
                     [&](int a, int b) { return std::tuple(-rank_[index(a)], a) < std::tuple(-rank_[index(b)], b); });
    for (const int node : waiting_) enter(node);
    waiting_.clear();
}

void Rematch::enter(int start) {
    Heap heap;
    std::int64_t newest = 0;
    distance_[index(start)] = 0;
    touched_.assign(1, start);
    heap.emplace(0, 0, start);
    while (!heap.empty()) {
        const auto [so_far, order, node] = heap.top();
        heap.pop();
        if (so_far > distance_[index(node)]) continue;
        if (node == network_.sink()) break;
        for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a) {
            const Arc& arc = arcs_[index(a)];
            if (arc.residual <= 0) continue;
            const std::int64_t next = so_far + reduced(arc, node);
            if (next >= distance_[index(arc.head)]) continue;
            if (distance_[index(arc.head)] == far) touched_.push_back(arc.head);
            distance_[index(arc.head)] = next;
            way_[index(arc.head)] = a;
            heap.emplace(next, --newest, arc.head);
        }
    }
    const std::int64_t total = distance_[index(network_.sink())];
    for (const int v : touched_) {
        if (distance_[index(v)] < total) dual_[index(v)] += total - distance_[index(v)];
        distance_[index(v)] = far;
    }
    for (int v = network_.sink(); v != start;) {
        Arc& arc = arcs_[index(way_[index(v)])];
        --arc.residual, ++arcs_[index(arc.mate)].residual;
        v = arcs_[index(arc.mate)].head;
    }
}

/// Follows units from student nodes; those that share inner nodes are told apart in the order given.
std::vector<Placement> Rematch::placements(const std::vector<int>& nodes) const {
    std::map<int, int> taken;  // arc -> units already followed
    std::vector<Placement> placed;
    placed.reserve(nodes.size());
    for (const int start : nodes) {
        const int keep = keep_arc_[index(start)];
        int v = keep >= 0 && arcs_[index(keep)].residual == 0 ? arcs_[index(keep)].head : start;
        while (!network_.is_seat(v)) {
            int next = -1;
            for (int a = first_[index(v)]; a < first_[index(v) + 1] && next < 0; ++a) {
                const int used = arcs_[index(arcs_[index(a)].mate)].residual;
                if (arcs_[index(a)].head > v && used > 0 && taken[a] < used) next = a;
            }
            ++taken[next];
            v = arcs_[index(next)].head;
        }
        const auto [tutor, slot] = network_.seat(v);
        const int student = network_.students[index(start)];
        placed.push_back(
            {student, tutor, {slot}, instance_->pair_cost(student, tutor) + instance_->slot_cost(student, slot)});
    }
    return placed;
}

Rematch::Changes Rematch::changes() const {
    Changes changes;
    std::vector<int> elsewhere;
    for (std::size_t node = 0; node < keep_arc_.size(); ++node) {
        const bool promised = !instance_->students[index(network_.students[node])].promise_slots.empty();
        if (keep_arc_[node] >= 0 && arcs_[index(keep_arc_[node])].residual == 0) continue;
        if (arcs_[index(out_arc_[node])].residual > 0)
            elsewhere.push_back(static_cast<int>(node));
        else if (promised)
            changes.left_out.push_back(network_.students[node]);
    }
    for (Placement& placement : placements(elsewhere)) {
        const bool promised = !instance_->students[index(placement.student)].promise_slots.empty();
        (promised ? changes.moved : changes.joined).push_back(std::move(placement));
    }
    return changes;
}

Solution Rematch::solution() const {
    Solution solution;
    std::vector<int> nodes;
    for (std::size_t node = 0; node < out_arc_.size(); ++node)
        if (arcs_[index(out_arc_[node])].residual > 0) nodes.push_back(static_cast<int>(node));
    solution.placed = placements(nodes);
    place_pins(*instance_, solution);
    solution.calls_moved = 0;
    for (std::size_t s = 0; s < instance_->students.size(); ++s)
        solution.calls_moved += instance_->calls_promised(static_cast<int>(s));
    for (const Placement& placement : solution.placed) {
        solution.cost += placement.cost;
        solution.need_placed += instance_->students[index(placement.student)].need;
        solution.calls_moved += instance_->calls_moved(placement.student, placement.tutor, placement.slots) -
                                instance_->calls_promised(placement.student);
    }
    std::sort(solution.placed.begin(), solution.placed.end(),
              [](const Placement& a, const Placement& b) { return a.student < b.student; });
    solution.optimal = proven();
    if (solution.optimal) solution.bound = {solution.need_placed, solution.calls_moved, solution.cost};
    return solution;
}

bool Rematch::proven() const {
    for (int v = 0; v < network_.node_count; ++v)
        for (int a = first_[index(v)]; a < first_[index(v) + 1]; ++a)
            if (arcs_[index(a)].residual > 0 && reduced(arcs_[index(a)], v) < 0) return false;
    return waiting_.empty();
}

}  // namespace tutorline::domain::matching
