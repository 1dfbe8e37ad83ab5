#include "domain/matching/what_if.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <queue>
#include <tuple>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max() / 8;
using base::at;

}  // namespace

WhatIf::WhatIf(const Problem& problem, const Instance& instance, const Solution& solution)
    : problem_(problem), instance_(instance), seated_(instance, solution) {
    if (seated_.overflows()) return;
    usable_ = true;
    const FlowNetwork& network = seated_.network();
    node_of_student_.assign(instance.students.size(), -1);
    for (std::size_t i = 0; i < network.students.size(); ++i)
        node_of_student_[at(network.students[i])] = static_cast<int>(i);
    tutor_node_.assign(instance.tutors.size(), -1);
    seats_at_.resize(at(instance.slot_count));
    const int first_tutor = network.first_seat + static_cast<int>(network.seats.size());
    for (std::size_t t = 0; t < instance.tutors.size(); ++t) tutor_node_[t] = first_tutor + static_cast<int>(t);
    for (std::size_t i = 0; i < network.seats.size(); ++i)
        seats_at_[at(network.seats[i].second)].emplace_back(network.seats[i].first,
                                                            network.first_seat + static_cast<int>(i));
    asking_at_.resize(at(instance.slot_count));
    formerly_with_.resize(instance.tutors.size());
    for (std::size_t i = 0; i < network.students.size(); ++i) {
        const auto& row = instance.students[at(network.students[i])];
        for (const auto& wish : row.wishes) asking_at_[at(wish.slot)].push_back(static_cast<int>(i));
        if (row.previous >= 0) formerly_with_[at(row.previous)].push_back(static_cast<int>(i));
    }
    distances_to_sink();
    ways_from_sink();
}

/// Label correction backwards from the sink (the optimum has no negative cycle; arcs out of the sink are left aside).
void WhatIf::distances_to_sink() {
    const FlowNetwork& network = seated_.network();
    const auto& arcs = seated_.arcs();
    const auto& first = seated_.first_arcs();
    to_sink_.assign(at(network.node_count), unreached);
    std::vector<char> queued(at(network.node_count), 0);
    std::deque<int> queue{network.sink()};
    to_sink_[at(network.sink())] = 0;
    while (!queue.empty()) {
        const int node = queue.front();
        queue.pop_front();
        queued[at(node)] = 0;
        for (int a = first[at(node)]; a < first[at(node) + 1]; ++a) {
            const int before = arcs[at(a)].head;
            const auto& back = arcs[at(arcs[at(a)].mate)];
            if (back.residual <= 0 || before == network.sink() ||
                to_sink_[at(node)] + back.cost >= to_sink_[at(before)])
                continue;
            to_sink_[at(before)] = to_sink_[at(node)] + back.cost;
            if (!queued[at(before)]) queued[at(before)] = 1, queue.push_back(before);
        }
    }
}

/// Two cheapest ways from the sink with different causes, by Dijkstra's search on costs reduced by to_sink_.
void WhatIf::ways_from_sink() {
    const FlowNetwork& network = seated_.network();
    const auto& arcs = seated_.arcs();
    const auto& first = seated_.first_arcs();
    const Label none{unreached, -2};
    best_.assign(at(network.node_count), none);
    second_.assign(at(network.node_count), none);
    std::priority_queue<std::tuple<std::int64_t, int, int>, std::vector<std::tuple<std::int64_t, int, int>>,
                        std::greater<>>
        heap;
    const auto reach = [&](int node, std::int64_t distance, int cause) {
        Label &one = best_[at(node)], &two = second_[at(node)];
        if (cause == one.cause ? distance >= one.distance : distance >= (distance < one.distance ? unreached : two.distance))
            return;
        if (cause == one.cause)
            one.distance = distance;
        else if (distance < one.distance)
            two = one, one = {distance, cause};
        else
            two = {distance, cause};
        heap.emplace(distance, node, cause);
    };
    const int students = static_cast<int>(network.students.size());
    const int sink = network.sink();
    for (int a = first[at(sink)]; a < first[at(sink) + 1]; ++a)
        if (arcs[at(a)].residual > 0)
            reach(arcs[at(a)].head, arcs[at(a)].cost + to_sink_[at(arcs[at(a)].head)],
                  arcs[at(a)].head < students ? arcs[at(a)].head : -1);
    while (!heap.empty()) {
        const auto [distance, node, cause] = heap.top();
        heap.pop();
        const bool current = (best_[at(node)].cause == cause && best_[at(node)].distance == distance) ||
                             (second_[at(node)].cause == cause && second_[at(node)].distance == distance);
        if (!current) continue;
        for (int a = first[at(node)]; a < first[at(node) + 1]; ++a)
            if (arcs[at(a)].residual > 0 && arcs[at(a)].head != sink)
                reach(arcs[at(a)].head,
                      distance + arcs[at(a)].cost + to_sink_[at(arcs[at(a)].head)] - to_sink_[at(node)], cause);
    }
    for (std::size_t v = 0; v < best_.size(); ++v) {  // back to true costs
        if (best_[v].distance < unreached) best_[v].distance -= to_sink_[v];
        if (second_[v].distance < unreached) second_[v].distance -= to_sink_[v];
    }
}

/// Value of the best way to `node` that does not place the student node `without`.
std::int64_t WhatIf::rival(int node, int without) const {
    return best_[at(node)].cause == without ? second_[at(node)].distance : best_[at(node)].distance;
}

/// Best value with which anybody else could use a new seat of that tutor.
std::int64_t WhatIf::rival_at(int student_node, const Tutor& tutor, int slot, bool known_tutor, int tutor_index) const {
    std::int64_t least = unreached;
    for (const int node : asking_at_[at(slot)]) {
        if (node == student_node) continue;
        const std::int64_t value = rival(node, student_node);
        if (value >= unreached) continue;
        const int s = seated_.network().students[at(node)];
        std::int64_t cost = known_tutor ? instance_.pair_cost(s, tutor_index) : Instance::not_allowed;
        if (!known_tutor)
            if (const PairTerms terms = pair_terms(problem_.students[at(s)], tutor); terms.allowed())
                cost = terms.cost(instance_.weights);
        if (cost == Instance::not_allowed) continue;
        cost += instance_.slot_cost(s, slot);
        if (instance_.has_promises && instance_.calls_moved(s, tutor_index, {slot}) > 0) cost += seated_.move_weight();
        least = std::min(least, value + cost);
    }
    return least;
}

std::optional<std::int64_t> WhatIf::tutor_hour(int student, int tutor, int slot) const {
    const int node = node_of_student_[at(student)];
    const std::int64_t pair = instance_.pair_cost(student, tutor), wish = instance_.slot_cost(student, slot);
    if (pair == Instance::not_allowed || wish == Instance::not_allowed || instance_.offers(tutor, slot))
        return std::nullopt;
    const std::int64_t beyond = to_sink_[at(tutor_node_[at(tutor)])];
    if (beyond >= unreached) return std::nullopt;
    const std::int64_t moves = instance_.calls_promised(student) > 0 ? seated_.move_weight() : 0;
    const std::int64_t value = pair + wish + moves - seated_.out_cost(node);
    // Only a gain in need is proof: a cycle that saves cost alone may pass by the sink, where no rival is seen.
    if (value + beyond > -seated_.need_weight() / 2) return std::nullopt;
    if (value >= rival_at(node, problem_.tutors[at(tutor)], slot, true, tutor)) return std::nullopt;
    return value + beyond;
}

std::optional<std::int64_t> WhatIf::through_seats(int student, const Student& as, int slot,
                                                  std::int64_t slot_cost) const {
    std::optional<std::int64_t> least;
    const int node = node_of_student_[at(student)];
    for (const auto& [tutor, seat] : seats_at_[at(slot)]) {
        if (to_sink_[at(seat)] >= unreached) continue;
        const PairTerms terms = pair_terms(as, problem_.tutors[at(tutor)]);
        if (!terms.allowed()) continue;
        const std::int64_t moves = instance_.calls_promised(student) > 0 ? seated_.move_weight() : 0;
        const std::int64_t value =
            terms.cost(instance_.weights) + slot_cost + moves + to_sink_[at(seat)] - seated_.out_cost(node);
        if (value < 0 && (!least || value < *least)) least = value;
    }
    return least;
}

std::optional<std::int64_t> WhatIf::student_hour(int student, int slot) const {
    if (instance_.slot_cost(student, slot) != Instance::not_allowed) return std::nullopt;
    return through_seats(student, problem_.students[at(student)], slot, 0);
}

std::optional<std::int64_t> WhatIf::without_gender_wish(int student) const {
    Student open = problem_.students[at(student)];
    if (open.tutor_gender == Gender::any) return std::nullopt;
    open.tutor_gender = Gender::any;
    std::optional<std::int64_t> least;
    for (const SlotWish& wish : open.slots) {
        const auto value = through_seats(student, open, wish.slot, wish.cost);
        if (value && (!least || *value < *least)) least = value;
    }
    return least;
}

std::optional<std::int64_t> WhatIf::tutor_place(int student, int tutor) const {
    const int node = node_of_student_[at(student)], there = tutor_node_[at(tutor)];
    const Label &one = best_[at(there)], &two = second_[at(there)];
    const bool bound_by_hours =
        static_cast<int>(problem_.tutors[at(tutor)].slots.size()) <= problem_.tutors[at(tutor)].students_max;
    if (bound_by_hours || one.cause != node || one.distance >= 0 || one.distance >= two.distance) return std::nullopt;
    return one.distance;
}

std::optional<std::int64_t> WhatIf::new_tutor(int student, const Tutor& tutor, int slot) const {
    const int node = node_of_student_[at(student)];
    PairTerms terms = pair_terms(problem_.students[at(student)], tutor);
    const std::int64_t wish = instance_.slot_cost(student, slot);
    if (!terms.allowed() || wish == Instance::not_allowed) return std::nullopt;
    const std::int64_t moves = instance_.calls_promised(student) > 0 ? seated_.move_weight() : 0;
    const std::int64_t value = terms.cost(instance_.weights) + wish + moves - seated_.out_cost(node);
    if (value >= 0 || value >= rival_at(node, tutor, slot, false, somebody)) return std::nullopt;
    return value;
}

int WhatIf::rivals_for(int student, std::int64_t need, const Tutor& tutor, const std::vector<int>& slots) const {
    const FlowNetwork& network = seated_.network();
    std::vector<char> seen(at(network.node_count), 0);
    std::vector<int> stack;
    const auto visit = [&](int node) {
        if (!seen[at(node)]) seen[at(node)] = 1, stack.push_back(node);
    };
    for (const int slot : slots)
        for (const int node : asking_at_[at(slot)])
            if (pair_terms(problem_.students[at(network.students[at(node)])], tutor).allowed()) visit(node);
    int rivals = 0;
    while (!stack.empty()) {
        const int node = stack.back();
        stack.pop_back();
        if (node < static_cast<int>(network.students.size())) {
            const int s = network.students[at(node)];
            rivals += s != student && seated_.is_out(node) && problem_.students[at(s)].need >= need ? 1 : 0;
        }
        for (int a = seated_.first_arcs()[at(node)]; a < seated_.first_arcs()[at(node) + 1]; ++a) {
            const auto& arc = seated_.arcs()[at(a)];
            if (arc.head != network.sink() && seated_.arcs()[at(arc.mate)].residual > 0) visit(arc.head);
        }
    }
    return rivals;
}

std::optional<std::int64_t> WhatIf::need_to_enter(int student) const {
    const FlowNetwork& network = seated_.network();
    std::vector<char> seen(at(network.node_count), 0);
    std::vector<int> stack{node_of_student_[at(student)]};
    seen[at(stack.front())] = 1;
    std::optional<std::int64_t> least;
    while (!stack.empty()) {
        const int node = stack.back();
        stack.pop_back();
        if (node == network.sink()) return 1;
        if (node < static_cast<int>(network.students.size()) && network.students[at(node)] != student) {
            const std::int64_t need = problem_.students[at(network.students[at(node)])].need;
            if (!least || need < *least) least = need;
            // Whose place is given up stays out: the way ends here for this student, others lead on from the seat.
        }
        for (int a = seated_.first_arcs()[at(node)]; a < seated_.first_arcs()[at(node) + 1]; ++a) {
            const auto& arc = seated_.arcs()[at(a)];
            const bool gives_up = node < static_cast<int>(network.students.size()) && arc.head == network.sink();
            if (arc.residual > 0 && !gives_up && !seen[at(arc.head)]) seen[at(arc.head)] = 1, stack.push_back(arc.head);
        }
    }
    return least ? std::optional(*least + 1) : std::nullopt;
}

}  // namespace tutorline::domain::matching
