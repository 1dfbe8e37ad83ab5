#include "domain/matching/flow_network.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// Pairs (kind, department) that occur, numbered densely, each with a node or a count per slot.
class PairTable {
  public:
    PairTable(int kinds, int departments, int slots, int initial)
        : departments_(departments), slots_(slots), number_(at(kinds) * at(departments), -1), initial_(initial) {}
    int& cell(int kind, int department, int slot) {
        int& number = number_[at(kind) * at(departments_) + at(department)];
        if (number < 0) {
            number = static_cast<int>(cells_.size() / at(slots_));
            cells_.resize(cells_.size() + at(slots_), initial_);
        }
        return cells_[at(number) * at(slots_) + at(slot)];
    }
    int find(int kind, int department, int slot) const {
        const int number = number_[at(kind) * at(departments_) + at(department)];
        return number < 0 ? initial_ : cells_[at(number) * at(slots_) + at(slot)];
    }

  private:
    int departments_, slots_;
    std::vector<int> number_, cells_;
    int initial_;
};

int department_count(const Instance& instance) {
    int count = 1;
    for (const auto& student : instance.students) count = std::max(count, student.department + 1);
    for (const auto& tutor : instance.tutors) count = std::max(count, tutor.department + 1);
    return count;
}

class Builder {
  public:
    explicit Builder(const Instance& instance)
        : in_(instance),
          departments_(department_count(instance)),
          by_department_(instance.weights.department_other > 0),
          group_(instance.student_kinds, departments_, instance.slot_count, -1),
          group_size_(instance.student_kinds, departments_, instance.slot_count, 0),
          anywhere_(at(instance.student_kinds) * at(instance.slot_count), -1),
          anywhere_size_(anywhere_.size(), 0),
          kind_entry_(at(instance.tutor_kinds) * at(instance.slot_count), -1),
          kind_size_(kind_entry_.size(), 0),
          local_entry_(instance.tutor_kinds, departments_, instance.slot_count, -1),
          local_size_(instance.tutor_kinds, departments_, instance.slot_count, 0),
          load_(instance.tutors.size()) {}

    FlowNetwork run() {
        take_pins();
        count();
        number_nodes();
        student_arcs();
        group_arcs();
        tutor_arcs();
        for (const FlowArc& arc : net_.arcs) net_.arc_cost_max = std::max(net_.arc_cost_max, arc.cost);
        return std::move(net_);
    }

  private:
    int& anywhere(int kind, int slot) { return anywhere_[at(kind) * at(in_.slot_count) + at(slot)]; }
    int& anywhere_size(int kind, int slot) { return anywhere_size_[at(kind) * at(in_.slot_count) + at(slot)]; }
    int& kind_entry(int kind, int slot) { return kind_entry_[at(kind) * at(in_.slot_count) + at(slot)]; }
    int& kind_size(int kind, int slot) { return kind_size_[at(kind) * at(in_.slot_count) + at(slot)]; }
    void arc(int from, int to, int capacity, std::int64_t cost) { net_.arcs.push_back({from, to, capacity, cost}); }

    void take_pins() {
        pinned_seats_.resize(in_.tutors.size());
        for (std::size_t t = 0; t < in_.tutors.size(); ++t) load_[t] = in_.tutors[t].students_max;
        for (std::size_t s = 0; s < in_.students.size(); ++s) {
            const auto& student = in_.students[s];
            if (student.pin_tutor == nobody) {
                net_.students.push_back(static_cast<int>(s));
                net_.need.push_back(student.need);
                continue;
            }
            --load_[at(student.pin_tutor)];
            pinned_seats_[at(student.pin_tutor)].push_back(student.pin_slots.front());
        }
    }

    bool free(int tutor, int slot) const {
        const auto& taken = pinned_seats_[at(tutor)];
        return load_[at(tutor)] > 0 && std::find(taken.begin(), taken.end(), slot) == taken.end();
    }

    void count() {
        std::size_t wishes = 0;
        for (const int s : net_.students) {
            const auto& student = in_.students[at(s)];
            wishes += student.wishes.size();
            for (const auto& wish : student.wishes) {
                if (by_department_) ++group_size_.cell(student.kind, student.department, wish.slot);
                ++anywhere_size(student.kind, wish.slot);
            }
        }
        std::size_t seats = 0;
        for (std::size_t t = 0; t < in_.tutors.size(); ++t)
            for (const int slot : in_.tutors[t].slots)
                if (free(static_cast<int>(t), slot)) {
                    ++kind_size(in_.tutors[t].kind, slot);
                    if (by_department_) ++local_size_.cell(in_.tutors[t].kind, in_.tutors[t].department, slot);
                    ++seats;
                }
        net_.arcs.reserve(2 * wishes + 8 * seats);  // about; growing would copy it
    }

    /// Nodes lie slot by slot, so that what is scanned together is stored together.
    void number_nodes() {
        int next = static_cast<int>(net_.students.size());
        std::vector<std::vector<int>> offering(at(in_.slot_count));
        for (std::size_t t = 0; t < in_.tutors.size(); ++t)
            for (const int slot : in_.tutors[t].slots)
                if (free(static_cast<int>(t), slot)) offering[at(slot)].push_back(static_cast<int>(t));
        for (int slot = 0; slot < in_.slot_count; ++slot) {
            for (int kind = 0; kind < in_.student_kinds; ++kind) {
                for (int d = 0; by_department_ && d < departments_; ++d)
                    if (group_size_.find(kind, d, slot) > 0) group_.cell(kind, d, slot) = next++;
                if (anywhere_size(kind, slot) > 0) anywhere(kind, slot) = next++;
            }
            for (const int t : offering[at(slot)]) {
                const auto& tutor = in_.tutors[at(t)];
                if (kind_size(tutor.kind, slot) > 1 && kind_entry(tutor.kind, slot) < 0)
                    kind_entry(tutor.kind, slot) = next++;
                if (by_department_ && local_size_.find(tutor.kind, tutor.department, slot) > 1 &&
                    local_entry_.find(tutor.kind, tutor.department, slot) < 0)
                    local_entry_.cell(tutor.kind, tutor.department, slot) = next++;
            }
        }
        net_.first_seat = next;
        seat_of_.resize(in_.tutors.size());
        for (std::size_t t = 0; t < in_.tutors.size(); ++t) seat_of_[t].assign(in_.tutors[t].slots.size(), -1);
        for (int slot = 0; slot < in_.slot_count; ++slot)
            for (const int t : offering[at(slot)]) {
                const auto& slots = in_.tutors[at(t)].slots;
                seat_of_[at(t)]
                        [at(static_cast<int>(std::lower_bound(slots.begin(), slots.end(), slot) - slots.begin()))] =
                            next;
                net_.seats.push_back({t, slot});
                enter(t, slot, next++);
            }
        first_tutor_ = next;
        net_.node_count = next + static_cast<int>(in_.tutors.size()) + 1;
    }

    /// Links a seat below its kind nodes, or lets the seat stand for a kind node of one.
    void enter(int t, int slot, int seat) {
        const auto& tutor = in_.tutors[at(t)];
        if (int& entry = kind_entry(tutor.kind, slot); entry < 0)
            entry = seat;
        else
            arc(entry, seat, 1, 0);
        if (!by_department_) return;
        if (int& entry = local_entry_.cell(tutor.kind, tutor.department, slot); entry < 0)
            entry = seat;
        else
            arc(entry, seat, 1, 0);
    }

    void student_arcs() {
        for (std::size_t node = 0; node < net_.students.size(); ++node) {
            const int s = net_.students[node];
            const auto& student = in_.students[at(s)];
            const std::int64_t changed = student.previous == nobody ? 0 : in_.weights.tutor_changed;
            for (const auto& wish : student.wishes) {
                const int target = by_department_ ? group_.cell(student.kind, student.department, wish.slot)
                                                  : anywhere(student.kind, wish.slot);
                arc(static_cast<int>(node), target, 1, wish.cost + changed);
                if (student.previous >= 0 && in_.weights.tutor_changed > 0)
                    previous_arc(static_cast<int>(node), s, wish);
            }
        }
    }

    void previous_arc(int node, int s, const Instance::Wish& wish) {
        const int tutor = in_.students[at(s)].previous;
        const auto& slots = in_.tutors[at(tutor)].slots;
        const auto found = std::lower_bound(slots.begin(), slots.end(), wish.slot);
        const std::int64_t pair = in_.pair_cost(s, tutor);
        if (pair == Instance::not_allowed || found == slots.end() || *found != wish.slot) return;
        const int seat = seat_of_[at(tutor)][static_cast<std::size_t>(found - slots.begin())];
        if (seat >= 0) arc(node, seat, 1, wish.cost + pair);
    }

    void group_arcs() {
        for (int slot = 0; slot < in_.slot_count; ++slot)
            for (int kind = 0; kind < in_.student_kinds; ++kind) {
                const int all = anywhere_size(kind, slot);
                if (all == 0) continue;
                for (int d = 0; by_department_ && d < departments_; ++d) {
                    const int size = group_size_.find(kind, d, slot);
                    if (size == 0) continue;
                    const int node = group_.find(kind, d, slot);
                    for (int other = 0; other < in_.tutor_kinds; ++other)
                        if (const int seats = local_size_.find(other, d, slot);
                            seats > 0 && in_.kind_pair(kind, other) >= 0)
                            arc(node, local_entry_.find(other, d, slot), std::min(size, seats),
                                in_.kind_pair(kind, other));
                    arc(node, anywhere(kind, slot), size, in_.weights.department_other);
                }
                for (int other = 0; other < in_.tutor_kinds; ++other)
                    if (const int seats = kind_size(other, slot); seats > 0 && in_.kind_pair(kind, other) >= 0)
                        arc(anywhere(kind, slot), kind_entry(other, slot), std::min(all, seats),
                            in_.kind_pair(kind, other));
            }
    }

    void tutor_arcs() {
        for (std::size_t i = 0; i < net_.seats.size(); ++i)
            arc(net_.first_seat + static_cast<int>(i), first_tutor_ + net_.seats[i].first, 1, 0);
        for (std::size_t t = 0; t < in_.tutors.size(); ++t)
            if (load_[t] > 0) arc(first_tutor_ + static_cast<int>(t), net_.sink(), load_[t], 0);
    }

    const Instance& in_;
    int departments_;
    bool by_department_;
    PairTable group_, group_size_;
    std::vector<int> anywhere_, anywhere_size_, kind_entry_, kind_size_;
    PairTable local_entry_, local_size_;
    std::vector<int> load_;
    std::vector<std::vector<int>> pinned_seats_, seat_of_;
    int first_tutor_ = 0;
    FlowNetwork net_;
};

}  // namespace

FlowNetwork make_flow_network(const Instance& instance) {
    return Builder(instance).run();
}

}  // namespace tutorline::domain::matching
