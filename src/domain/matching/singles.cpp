#include "domain/matching/singles.hpp"

#include "base/index.hpp"
#include "domain/matching/one_call.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// The households of several pinned to their seats, or out of it when they have none.
Instance with_households_fixed(const Units& units, const Board& board) {
    Instance fixed = units.instance;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const Unit& unit = units.units[u];
        if (unit.size() == 1) continue;
        for (const int s : unit.members) fixed.students[at(s)].pin_tutor = nobody, fixed.students[at(s)].wishes.clear();
        const auto& choice = board.choice(static_cast<int>(u));
        if (!choice) continue;
        for (const Placement& placement : units.placements(*choice)) {
            auto& row = fixed.students[at(placement.student)];
            row.pin_tutor = placement.tutor;
            row.pin_slots = placement.slots;
        }
    }
    return fixed;
}

}  // namespace

void seat_singles(const Units& units, Board& board, const SolveOptions& options) {
    if (units.instance.sessions != 1 || units.move_weight > 0) return;
    const auto solution = solve_one_call(with_households_fixed(units, board), options);
    if (!solution) return;
    std::vector<int> unit_of(units.instance.students.size(), -1);
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        if (units.units[u].size() > 1 || units.units[u].pin_tutor != nobody) continue;
        unit_of[at(units.units[u].members.front())] = static_cast<int>(u);
        board.remove(static_cast<int>(u));
    }
    for (const Placement& placement : solution->placed)
        if (const int u = unit_of[at(placement.student)]; u >= 0) board.place({u, placement.tutor, placement.slots, placement.cost});
}

}  // namespace tutorline::domain::matching
