#include "domain/matching/beside.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/index.hpp"
#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// The places of households whose members all have pins that go together.
std::vector<Placement> fixed_places(const Problem& problem, const Instance& instance) {
    const Units units(instance);
    std::vector<Placement> places;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const Unit& unit = units.units[u];
        const auto is_pinned = [&](int s) { return problem.students[at(s)].pin.has_value(); };
        if (unit.pin_tutor < 0 || !std::all_of(unit.members.begin(), unit.members.end(), is_pinned)) continue;
        std::vector<Choice> choices;
        units.each_choice(static_cast<int>(u), unit.pin_tutor, [](int) { return true; }, choices, 1);
        if (choices.empty()) continue;
        for (Placement& place : units.placements(choices.front())) places.push_back(std::move(place));
    }
    return places;
}

/// The others, with the hours and places that are left.
Problem problem_beside(const Problem& problem, const std::vector<Placement>& places, std::vector<int>& others) {
    std::vector<bool> is_fixed(problem.students.size(), false);
    Problem rest;
    rest.slots_per_day = problem.slots_per_day;
    rest.sessions_per_week = problem.sessions_per_week;
    rest.weights = problem.weights;
    rest.tutors = problem.tutors;
    for (const Placement& place : places) {
        is_fixed[at(place.student)] = true;
        Tutor& tutor = rest.tutors[at(place.tutor)];
        --tutor.students_max;
        std::erase_if(tutor.slots, [&](int slot) { return std::binary_search(place.slots.begin(), place.slots.end(), slot); });
    }
    std::set<std::string> ids;
    for (std::size_t s = 0; s < is_fixed.size(); ++s) {
        if (is_fixed[s]) continue;
        others.push_back(static_cast<int>(s));
        rest.students.push_back(problem.students[s]);
        ids.insert(problem.students[s].id);
    }
    for (const Promise& promise : problem.current)
        if (ids.count(promise.student)) rest.current.push_back(promise);
    return rest;
}

}  // namespace

Solution solve_beside_fixed(const Problem& problem, const std::function<Solution(const Problem&)>& solve) {
    const Instance instance(problem);
    std::vector<Placement> fixed = fixed_places(problem, instance);
    if (fixed.empty()) return solve(problem);
    std::vector<int> others;
    Solution solution = solve(problem_beside(problem, fixed, others));
    for (Placement& place : solution.placed) place.student = others[at(place.student)];
    for (int& student : solution.unplaced) student = others[at(student)];
    for (Placement& place : fixed) {
        const std::int64_t need = problem.students[at(place.student)].need;
        const int moved = instance.calls_moved(place.student, place.tutor, place.slots);
        solution.need_placed += need, solution.need_total += need, solution.bound.need += need;
        solution.calls_moved += moved, solution.bound.moved += moved;
        solution.cost += place.cost, solution.bound.cost += place.cost;
        solution.placed.push_back(std::move(place));
    }
    std::sort(solution.placed.begin(), solution.placed.end(), [](const Placement& a, const Placement& b) { return a.student < b.student; });
    return solution;
}

}  // namespace tutorline::domain::matching
