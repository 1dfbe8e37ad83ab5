#include "domain/matching/units.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

}  // namespace

const std::vector<Run>& Unit::runs_with(int tutor) const {
    for (std::size_t i = 0; i < promise_tutors.size(); ++i)
        if (promise_tutors[i] == tutor) return promised_runs[i];
    return runs;
}

Units::Units(const Instance& from) : instance(from) {
    if (instance.has_promises) {
        std::int64_t pair_most = 0;
        for (const std::int64_t cost : instance.kind_cost) pair_most = std::max(pair_most, cost);
        pair_most += instance.weights.department_other + instance.weights.tutor_changed;
        move_weight = 1;
        for (const auto& student : instance.students) {
            std::int64_t slot_most = 0;
            for (const auto& wish : student.wishes) slot_most = std::max(slot_most, wish.cost);
            move_weight += pair_most + instance.sessions * slot_most;
        }
    }
    pin_worth = 1;
    for (const auto& student : instance.students) pin_worth += student.need;
    for (const std::vector<int>& members : instance.households) {
        Unit unit;
        unit.members = members;
        for (const int s : members) {
            const auto& row = instance.students[at(s)];
            unit.need += row.need;
            if (row.pin_tutor != nobody) unit.pin_tutor = row.pin_tutor;
            if (row.promise_tutor >= 0) unit.promise_tutors.push_back(row.promise_tutor);
        }
        if (unit.pin_tutor != nobody) unit.need += pin_worth;
        auto& tutors = unit.promise_tutors;
        std::sort(tutors.begin(), tutors.end());
        tutors.erase(std::unique(tutors.begin(), tutors.end()), tutors.end());
        unit.promised_runs.resize(tutors.size());
        for (int start = 0; start + unit.size() <= instance.slot_count; ++start) {
            if (instance.day(start) != instance.day(start + unit.size() - 1)) continue;
            const std::int64_t cost = best_order(unit, nobody, start, nullptr);
            if (cost == no_run) continue;
            unit.runs.push_back({start, cost});
            for (std::size_t i = 0; i < tutors.size(); ++i)
                unit.promised_runs[i].push_back({start, best_order(unit, tutors[i], start, nullptr)});
        }
        units.push_back(std::move(unit));
    }
}

/// Slot cost, less the worth of a kept promise where this very call is the promised one.
std::int64_t Units::call_cost(int student, int tutor, int slot) const {
    const auto& row = instance.students[at(student)];
    if (!row.pin_slots.empty() && !std::binary_search(row.pin_slots.begin(), row.pin_slots.end(), slot)) return no_run;
    const std::int64_t cost = instance.slot_cost(student, slot);
    if (cost == Instance::not_allowed) return no_run;
    if (row.promise_slots.empty()) return cost;
    const bool kept =
        row.promise_tutor == tutor && std::binary_search(row.promise_slots.begin(), row.promise_slots.end(), slot);
    return cost - (kept ? move_weight : 0);
}

/// Cheapest one-to-one of members to the run's slots, over subsets of members (households are small).
std::int64_t Units::best_order(const Unit& unit, int tutor, int start, std::vector<int>* order) const {
    const int size = unit.size();
    if (size == 1) {
        if (order) order->assign(1, unit.members.front());
        return call_cost(unit.members.front(), tutor, start);
    }
    const unsigned full = (1u << size) - 1;
    std::vector<std::int64_t> best(full + 1, no_run);
    std::vector<int> last(full + 1, -1);
    best[0] = 0;
    for (unsigned set = 0; set < full; ++set) {
        if (best[set] == no_run) continue;
        const int slot = start + __builtin_popcount(set);
        for (int m = 0; m < size; ++m) {
            if (set & (1u << m)) continue;
            const std::int64_t call = call_cost(unit.members[at(m)], tutor, slot);
            std::int64_t& next = best[set | (1u << m)];
            if (call == no_run || (next != no_run && next <= best[set] + call)) continue;
            next = best[set] + call;
            last[set | (1u << m)] = m;
        }
    }
    if (order && best[full] != no_run) {
        order->assign(at(size), 0);
        unsigned set = full;
        for (int i = size - 1; i >= 0; --i) {
            (*order)[at(i)] = unit.members[at(last[set])];
            set &= ~(1u << last[set]);
        }
    }
    return best[full];
}

std::int64_t Units::pair_cost(int unit, int tutor) const {
    const Unit& u = units[at(unit)];
    if (u.pin_tutor != nobody && u.pin_tutor != tutor) return Instance::not_allowed;
    if (u.size() > instance.tutors[at(tutor)].students_max) return Instance::not_allowed;
    std::int64_t sum = 0;
    for (const int s : u.members) {
        const auto& row = instance.students[at(s)];
        if (row.pin_tutor != nobody && row.pin_tutor != tutor) return Instance::not_allowed;
        const std::int64_t cost = instance.pair_cost(s, tutor);
        if (cost == Instance::not_allowed) return cost;
        sum += cost;
    }
    return sum;
}

std::vector<int> Units::allowed_tutors(int unit) const {
    std::vector<int> tutors;
    for (std::size_t t = 0; t < instance.tutors.size(); ++t)
        if (pair_cost(unit, static_cast<int>(t)) != Instance::not_allowed) tutors.push_back(static_cast<int>(t));
    return tutors;
}

void Units::combine(const std::vector<Run>& usable, std::size_t from, Choice& choice, std::vector<Choice>& choices,
                    std::size_t limit) const {
    if (static_cast<int>(choice.starts.size()) == instance.sessions) {
        if (choices.size() < limit) choices.push_back(choice);
        return;
    }
    for (std::size_t i = from; i < usable.size() && choices.size() < limit; ++i) {
        if (!choice.starts.empty() && instance.day(choice.starts.back()) == instance.day(usable[i].start)) continue;
        choice.starts.push_back(usable[i].start);
        choice.cost += usable[i].cost;
        combine(usable, i + 1, choice, choices, limit);
        choice.cost -= usable[i].cost;
        choice.starts.pop_back();
    }
}

std::vector<Placement> Units::placements(const Choice& choice) const {
    const Unit& unit = units[at(choice.unit)];
    std::vector<Placement> placed;
    for (const int s : unit.members) placed.push_back({s, choice.tutor, {}, instance.pair_cost(s, choice.tutor)});
    std::vector<int> order;
    for (const int start : choice.starts) {
        best_order(unit, choice.tutor, start, &order);
        for (int i = 0; i < unit.size(); ++i)
            for (Placement& placement : placed)
                if (placement.student == order[at(i)]) {
                    placement.slots.push_back(start + i);
                    placement.cost += instance.slot_cost(placement.student, start + i);
                }
    }
    return placed;
}

}  // namespace tutorline::domain::matching
