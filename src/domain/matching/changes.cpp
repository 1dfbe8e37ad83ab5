#include "domain/matching/changes.hpp"

#include <algorithm>
#include <set>

namespace tutorline::domain::matching {
namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

constexpr std::size_t solved_students_max =
    400;  // beyond, a check by solving again would take too long for each student
constexpr int solved_candidates_max = 6;

bool places_all(const Problem& changed, const std::vector<int>& members, const std::function<bool()>& out_of_time) {
    SolveOptions options;
    options.out_of_time = out_of_time;
    const Solution solution = solve(changed, options);
    return std::none_of(members.begin(), members.end(), [&](int s) {
        return std::binary_search(solution.unplaced.begin(), solution.unplaced.end(), s);
    });
}

/// Keeps the cheapest offer.
struct Best {
    std::int64_t value = 0;
    std::optional<Change> change;
    void offer(const std::optional<std::int64_t>& new_value, Change new_change) {
        if (!new_value || (change && *new_value >= value)) return;
        value = *new_value;
        change = std::move(new_change);
    }
};

Change hour_change(Change::Kind kind, int student, int tutor, std::vector<int> slots) {
    Change change;
    change.kind = kind;
    change.student = student;
    change.tutor = tutor;
    change.slots = std::move(slots);
    return change;
}

std::optional<Change> new_tutor_change(const Problem& problem, const WhatIf& what_if, int student) {
    const Student& row = problem.students[at(student)];
    Best best;
    for (const SlotWish& wish : row.slots) {
        Change change = hour_change(Change::Kind::new_tutor, student, -1, {wish.slot});
        change.newcomer = newcomer_for(problem, row);
        change.newcomer->slots = {wish.slot};
        change.newcomer->students_max = 1;
        best.offer(what_if.new_tutor(student, *change.newcomer, wish.slot), change);
    }
    if (best.change || problem.students.size() > solved_students_max) return best.change;
    // Others with more need would take one hour: more hours, until the student is in.
    Change change = hour_change(Change::Kind::new_tutor, student, -1, {});
    change.newcomer = newcomer_for(problem, row);
    for (const SlotWish& wish : row.slots) {
        change.newcomer->slots.push_back(wish.slot);
        change.newcomer->students_max = static_cast<int>(change.newcomer->slots.size());
        change.slots = change.newcomer->slots;
        if (places_all(apply(problem, change), {student}, {})) return change;
    }
    return std::nullopt;
}

}  // namespace

Tutor newcomer_for(const Problem& problem, const Student& student) {
    Tutor tutor;
    std::set<std::string> taken;
    for (const Tutor& known : problem.tutors) taken.insert(known.id);
    for (int n = 1; tutor.id.empty() || taken.count(tutor.id); ++n) tutor.id = "new-" + std::to_string(n);
    tutor.languages = {student.languages.front()};
    tutor.levels = {student.level};
    tutor.department = student.department;
    tutor.gender = student.tutor_gender;
    return tutor;
}

std::optional<Change> flow_change(const Problem& problem, const Instance& instance, const WhatIf& what_if,
                                  const Reason& reason, int student) {
    const Student& row = problem.students[at(student)];
    if (row.need == 0 && reason.kind == Reason::Kind::no_need) {
        const Change change = hour_change(Change::Kind::need, student, -1, {});
        if (problem.students.size() <= solved_students_max && places_all(apply(problem, change), {student}, {}))
            return change;
        return std::nullopt;
    }
    Best wish_dropped;
    wish_dropped.offer(what_if.without_gender_wish(student), hour_change(Change::Kind::gender_wish, student, -1, {}));
    if (reason.kind == Reason::Kind::gender && wish_dropped.change) return wish_dropped.change;
    Best hour, own_hour, place;
    for (std::size_t t = 0; t < problem.tutors.size(); ++t) {
        const int tutor = static_cast<int>(t);
        if (instance.pair_cost(student, tutor) == Instance::not_allowed) continue;
        for (const SlotWish& wish : row.slots) {
            // The value is at least pair and slot cost: skip what cannot beat the best so far.
            hour.offer(what_if.tutor_hour(student, tutor, wish.slot),
                       hour_change(Change::Kind::tutor_hour, student, tutor, {wish.slot}));
        }
        Change more = hour_change(Change::Kind::tutor_place, student, tutor, {});
        more.students_max = problem.tutors[t].students_max + 1;
        place.offer(what_if.tutor_place(student, tutor), more);
    }
    if (hour.change) return hour.change;
    for (int slot = 0; slot < instance.slot_count; ++slot)
        own_hour.offer(what_if.student_hour(student, slot),
                       hour_change(Change::Kind::student_hour, student, -1, {slot}));
    if (own_hour.change) return own_hour.change;
    if (place.change) return place.change;
    if (wish_dropped.change) return wish_dropped.change;
    return new_tutor_change(problem, what_if, student);
}

}  // namespace tutorline::domain::matching
