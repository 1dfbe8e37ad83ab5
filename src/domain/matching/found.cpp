#include "domain/matching/found.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

}  // namespace

Solution solution_of(const Units& units, const Found& found) {
    const Instance& instance = units.instance;
    Solution solution;
    std::int64_t pins_placed = 0;
    std::int64_t promised = 0;
    for (const auto& student : instance.students) promised += static_cast<std::int64_t>(student.promise_slots.size());
    const std::int64_t all_promised = promised;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const auto& choice = found.board.choice(static_cast<int>(u));
        if (!choice) continue;
        pins_placed += units.units[u].pin_tutor != nobody ? 1 : 0;
        for (const Placement& placement : units.placements(*choice)) {
            solution.cost += placement.cost;
            solution.need_placed += instance.students[at(placement.student)].need;
            solution.calls_moved += instance.calls_moved(placement.student, placement.tutor, placement.slots);
            promised -= instance.calls_promised(placement.student);
            solution.placed.push_back(placement);
        }
    }
    solution.calls_moved += promised;  // those of students who lost their place
    std::sort(solution.placed.begin(), solution.placed.end(),
              [](const Placement& a, const Placement& b) { return a.student < b.student; });
    solution.bound.need = found.need_bound - pins_placed * units.pin_worth;
    // Choice costs are cost - kept calls * move_weight, lexicographic because move_weight is above all costs together.
    std::int64_t cost_bound = found.cost_bound;
    if (units.move_weight > 0) {
        cost_bound = std::max<std::int64_t>(0, cost_bound + all_promised * units.move_weight);
        solution.bound.moved = cost_bound / units.move_weight;
        cost_bound = solution.bound.moved == solution.calls_moved ? cost_bound % units.move_weight : 0;
    }
    solution.bound.cost = std::max<std::int64_t>(0, cost_bound);
    solution.optimal = solution.bound.need == solution.need_placed && solution.bound.moved == solution.calls_moved &&
                       solution.bound.cost == solution.cost;
    return solution;
}

Board board_of(const Units& units, const CandidateList& list, const Solution& solution) {
    std::vector<const Placement*> place(units.instance.students.size(), nullptr);
    for (const Placement& placement : solution.placed) place[at(placement.student)] = &placement;
    Board board(units, list.room);
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const Unit& unit = units.units[u];
        const Placement* const first = place[at(unit.members.front())];
        if (!first) continue;
        Choice choice{static_cast<int>(u), first->tutor, first->slots, units.pair_cost(static_cast<int>(u), first->tutor)};
        for (const int member : unit.members)
            for (std::size_t call = 0; call < choice.starts.size(); ++call)
                choice.starts[call] = std::min(choice.starts[call], place[at(member)]->slots[call]);
        for (const Run& run : unit.runs_with(choice.tutor))
            if (std::count(choice.starts.begin(), choice.starts.end(), run.start) > 0) choice.cost += run.cost;
        if (board.fits(choice)) board.place(choice);
    }
    return board;
}

}  // namespace tutorline::domain::matching
