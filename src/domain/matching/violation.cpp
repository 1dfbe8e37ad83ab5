// Checks a solution against the rules of the problem, from the plain values alone.
#include <algorithm>
#include <map>
#include <set>

#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {
namespace {

const SlotWish* wish_for(const Student& student, int slot) {
    for (const SlotWish& wish : student.slots)
        if (wish.slot == slot) return &wish;
    return nullptr;
}

std::string wrong_placement(const Problem& problem, const Placement& placement) {
    const Student& student = problem.students[static_cast<std::size_t>(placement.student)];
    const Tutor& tutor = problem.tutors[static_cast<std::size_t>(placement.tutor)];
    const PairTerms terms = pair_terms(student, tutor);
    if (!terms.allowed()) return "the pair is not allowed";
    if (static_cast<int>(placement.slots.size()) != problem.sessions_per_week) return "wrong number of slots";
    std::set<int> days;
    std::int64_t cost = terms.cost(problem.weights);
    for (const int slot : placement.slots) {
        const SlotWish* wish = wish_for(student, slot);
        if (!wish) return "the student does not have the slot";
        if (!std::count(tutor.slots.begin(), tutor.slots.end(), slot)) return "the tutor does not have the slot";
        if (!days.insert(slot / problem.slots_per_day).second) return "two calls on one day";
        cost += wish->cost;
    }
    if (cost != placement.cost) return "wrong cost";
    if (student.pin) {
        std::vector<int> pinned = student.pin->slots, got = placement.slots;
        std::sort(pinned.begin(), pinned.end());
        std::sort(got.begin(), got.end());
        if (student.pin->tutor != tutor.id || pinned != got) return "the pin is not kept";
    }
    return "";
}

/// Members placed all or none, with one tutor, and on each day in consecutive slots.
std::string wrong_household(const Problem& problem, const std::vector<int>& members,
                            const std::map<int, const Placement*>& of_student) {
    std::map<int, std::vector<int>> by_day;
    std::set<int> tutors;
    std::size_t placed = 0;
    for (const int s : members) {
        const auto found = of_student.find(s);
        if (found == of_student.end()) continue;
        ++placed;
        tutors.insert(found->second->tutor);
        for (const int slot : found->second->slots) by_day[slot / problem.slots_per_day].push_back(slot);
    }
    if (placed == 0) return "";
    if (placed != members.size()) return "a household is placed in part";
    if (tutors.size() != 1) return "a household has two tutors";
    if (static_cast<int>(by_day.size()) != problem.sessions_per_week)
        return "a household's calls are not on common days";
    for (auto& [day, slots] : by_day) {
        std::sort(slots.begin(), slots.end());
        if (slots.size() != members.size() || slots.back() - slots.front() + 1 != static_cast<int>(slots.size()))
            return "a household's calls are not back to back";
    }
    return "";
}

}  // namespace

std::string violation(const Problem& problem, const Solution& solution) {
    std::set<std::pair<int, int>> seats;
    std::map<int, int> load;
    std::map<int, const Placement*> of_student;
    std::int64_t cost = 0, need = 0, need_total = 0;
    const auto row = [&](int s) { return "student " + problem.students[static_cast<std::size_t>(s)].id + ": "; };
    for (const Placement& placement : solution.placed) {
        if (const std::string wrong = wrong_placement(problem, placement); !wrong.empty())
            return row(placement.student) + wrong;
        if (!of_student.emplace(placement.student, &placement).second) return row(placement.student) + "placed twice";
        for (const int slot : placement.slots)
            if (!seats.insert({placement.tutor, slot}).second)
                return row(placement.student) + "the tutor has another call in that slot";
        if (++load[placement.tutor] > problem.tutors[static_cast<std::size_t>(placement.tutor)].students_max)
            return row(placement.student) + "the tutor has too many students";
        cost += placement.cost;
        need += problem.students[static_cast<std::size_t>(placement.student)].need;
    }
    std::map<std::string, std::vector<int>> households;
    for (std::size_t s = 0; s < problem.students.size(); ++s) {
        need_total += problem.students[s].need;
        if (!problem.students[s].household.empty())
            households[problem.students[s].household].push_back(static_cast<int>(s));
        const bool listed = std::binary_search(solution.unplaced.begin(), solution.unplaced.end(), static_cast<int>(s));
        if (listed == (of_student.count(static_cast<int>(s)) > 0))
            return row(static_cast<int>(s)) + "must be placed or unplaced";
    }
    for (const auto& [name, members] : households)
        if (const std::string wrong = wrong_household(problem, members, of_student); !wrong.empty())
            return row(members.front()) + wrong;
    if (cost != solution.cost || need != solution.need_placed || need_total != solution.need_total)
        return "the sums are wrong";
    if (solution.bound.need < solution.need_placed || solution.bound.cost > solution.cost)
        return "the bounds contradict the solution";
    return "";
}

}  // namespace tutorline::domain::matching
