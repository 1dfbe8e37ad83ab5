#include "domain/matching/changes.hpp"

#include <algorithm>
#include <set>

#include "base/index.hpp"
#include "domain/matching/coupled.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t solved_students_max = 400;  // beyond, a check by solving again would take too long for each student
constexpr std::size_t solved_to_the_end_max = 60, solved_coupled_max = 100;
constexpr std::int64_t part_work_max = 4'000'000;
constexpr std::int64_t looks_each_max = 40'000'000;

/// `to_the_end`: a solution that is not proven tells nothing.
bool are_placed(const Problem& problem, const std::vector<std::string>& ids, Effort& effort, bool to_the_end,
                const std::function<bool()>& out_of_time) {
    SolveOptions options;
    options.out_of_time = out_of_time;
    options.work_max = part_work_max;
    std::int64_t looks = std::min(effort.looks, looks_each_max);
    if (to_the_end) options.looks = &looks, effort.looks -= looks;
    const Solution solution = solve(problem, options);
    if (to_the_end) effort.looks += looks;
    if (to_the_end && !solution.optimal) {
        effort.cut_short = true;
        return false;
    }
    return std::none_of(solution.unplaced.begin(), solution.unplaced.end(), [&](int s) {
        return std::count(ids.begin(), ids.end(), problem.students[at(s)].id) > 0;
    });
}

/// What the change reaches of a large problem: the tutors named, who is there, and all who wait and could come.
Problem part_of(const Problem& changed, const Solution& solution, const std::set<int>& tutors) {
    Problem part = changed;
    part.students.clear(), part.tutors.clear(), part.current.clear();
    std::vector<int> place(changed.students.size(), -1);
    for (const Placement& placement : solution.placed) place[at(placement.student)] = placement.tutor;
    for (const int t : tutors) part.tutors.push_back(changed.tutors[at(t)]);
    std::set<std::string> ids, households;
    for (std::size_t s = 0; s < changed.students.size(); ++s) {
        const Student& student = changed.students[s];
        const auto could_come = [&](int t) { return pair_terms(student, changed.tutors[at(t)]).allowed(); };
        const bool in = place[s] >= 0 ? tutors.count(place[s]) > 0
                                      : student.need > 0 && !student.pin && std::any_of(tutors.begin(), tutors.end(), could_come);
        if (in) ids.insert(student.id), households.insert(student.household);
    }
    households.erase("");
    for (const Student& student : changed.students)
        if (ids.count(student.id) || households.count(student.household)) part.students.push_back(student);
    for (const Promise& promise : changed.current)
        if (std::any_of(part.students.begin(), part.students.end(), [&](const Student& s) { return s.id == promise.student; }))
            part.current.push_back(promise);
    return part;
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

/// As many seats in the student's hours as there are rivals for them, and one more: then one is left for the student.
Change enough_newcomers(const WhatIf& what_if, int student, Change change, const std::vector<int>& hours) {
    Tutor& newcomer = *change.newcomer;
    const std::int64_t need = std::max<std::int64_t>(change.need, what_if.need(student));
    const auto rivals = [&](const std::vector<int>& slots) { return what_if.rivals_for(student, need, newcomer, slots); };
    std::vector<std::pair<int, int>> ranked;  // (rivals, hour)
    for (const int hour : hours) ranked.emplace_back(rivals({hour}), hour);
    std::sort(ranked.begin(), ranked.end());
    std::vector<int> slots;
    for (const auto& [count, hour] : ranked) {
        slots.push_back(hour);
        change.newcomers = rivals(slots) / static_cast<int>(slots.size()) + 1;
        if (change.newcomers == 1) break;
    }
    if (change.newcomers > ranked.front().first) {  // one hour of so many would do as well
        slots.assign(1, ranked.front().second);
        change.newcomers = ranked.front().first + 1;
    }
    std::sort(slots.begin(), slots.end());
    newcomer.slots = change.slots = slots;
    newcomer.students_max = static_cast<int>(slots.size());
    return change;
}

std::optional<Change> new_tutor_change(const Problem& problem, const Solution& solution, const WhatIf& what_if, int student,
                                       Effort& effort, const std::function<bool()>& out_of_time) {
    const Student& row = problem.students[at(student)];
    Best best;
    for (const SlotWish& wish : row.slots) {
        Change change = hour_change(Change::Kind::new_tutor, student, -1, {wish.slot});
        change.newcomer = newcomer_for(problem, row);
        change.newcomer->slots = {wish.slot};
        change.newcomer->students_max = 1;
        best.offer(what_if.new_tutor(student, *change.newcomer, wish.slot), change);
    }
    if (best.change) return best.change;
    // Others with as much need would take one hour: more hours, then more tutors, until the student is in.
    Change change = hour_change(Change::Kind::new_tutor, student, -1, {});
    change.newcomer = newcomer_for(problem, row);
    change.need = row.need == 0 ? 1 : 0;
    std::vector<int> hours;
    for (const SlotWish& wish : row.slots) hours.push_back(wish.slot);
    Change enough = enough_newcomers(what_if, student, change, hours);
    if (problem.students.size() > solved_students_max) return enough;
    for (const int hour : hours) {  // on small problems perhaps fewer do: found by solving
        if (enough.newcomers == 1 && change.slots.size() + 1 >= enough.slots.size()) break;
        change.newcomer->slots.push_back(hour);
        change.newcomer->students_max = static_cast<int>(change.newcomer->slots.size());
        change.slots = change.newcomer->slots;
        if (holds(problem, solution, change, {student}, effort, out_of_time)) return change;
    }
    for (Change fewer = enough; fewer.newcomers > 1; enough = fewer) {
        --fewer.newcomers;
        if (!holds(problem, solution, fewer, {student}, effort, out_of_time)) break;
    }
    return enough;
}

}  // namespace

Askable hours_in_use(const Problem& problem) {
    std::set<int> hours;
    for (const Tutor& tutor : problem.tutors) hours.insert(tutor.slots.begin(), tutor.slots.end());
    for (const Student& student : problem.students)
        for (const SlotWish& wish : student.slots) hours.insert(wish.slot);
    for (int slot = 0; hours.empty() && slot < problem.slots_per_day * days_a_week; ++slot) hours.insert(hours.end(), slot);
    return {hours.begin(), hours.end()};
}

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

bool holds(const Problem& problem, const Solution& solution, const Change& change, const std::vector<int>& members,
           Effort& effort, const std::function<bool()>& out_of_time) {
    std::vector<std::string> ids;
    for (const int s : members) ids.push_back(problem.students[at(s)].id);
    const Problem changed = apply(problem, change);
    const bool coupled = Instance(changed).couples_slots();
    if (!coupled && problem.students.size() <= solved_students_max) return are_placed(changed, ids, effort, false, out_of_time);
    if (coupled && problem.students.size() <= solved_coupled_max) {
        std::int64_t looks = std::min(effort.looks, looks_each_max);
        effort.looks -= looks;
        const auto needed = needed_for_most(changed, members.front(), looks);
        effort.looks += looks;
        const bool small = problem.students.size() <= solved_to_the_end_max;
        if (!needed && looks < 0 && small) effort.cut_short = true;
        if (needed.value_or(false) || (looks < 0 && small)) return needed.value_or(false);
        if (small || (looks >= 0 && effort.solves-- > 0)) return are_placed(changed, ids, effort, needed.has_value(), out_of_time);
    }
    std::set<int> tutors;
    if (change.tutor >= 0) tutors.insert(change.tutor);
    for (std::size_t t = problem.tutors.size(); t < changed.tutors.size(); ++t) tutors.insert(static_cast<int>(t));
    return are_placed(part_of(changed, solution, tutors), ids, effort, false, out_of_time);
}

std::optional<Change> flow_change(const Problem& problem, const Instance& instance, const Solution& solution,
                                  const WhatIf& what_if, const Reason& reason, int student, const Askable& askable,
                                  Effort& effort, const std::function<bool()>& out_of_time) {
    const Student& row = problem.students[at(student)];
    if (row.need == 0 && reason.kind == Reason::Kind::no_need) {
        Change change = hour_change(Change::Kind::need, student, -1, {});
        if (const auto need = what_if.need_to_enter(student)) {
            change.need = *need;
            return change;
        }
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
    for (const int slot : askable)
        own_hour.offer(what_if.student_hour(student, slot),
                       hour_change(Change::Kind::student_hour, student, -1, {slot}));
    if (own_hour.change) return own_hour.change;
    if (place.change) return place.change;
    if (wish_dropped.change) return wish_dropped.change;
    // Without any hour of the family there is no seat of a newcomer to ask the flow about: hours come with the tutor.
    if (row.slots.empty()) return coupled_change(problem, instance, solution, reason, {student}, askable, effort, out_of_time);
    return new_tutor_change(problem, solution, what_if, student, effort, out_of_time);
}

}  // namespace tutorline::domain::matching
