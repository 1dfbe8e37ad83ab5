#include "domain/roster/make_room.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "base/index.hpp"

namespace tutorline::domain {
namespace {

using base::at;

/// By student; null: no place.
std::vector<const matching::Placement*> places_of(const matching::Problem& problem, const matching::Solution& solution) {
    std::vector<const matching::Placement*> places(problem.students.size(), nullptr);
    for (const auto& place : solution.placed) places[at(place.student)] = &place;
    return places;
}

/// A flow: everybody is alone. Who has a place comes before all need, so that nobody gives way.
matching::Problem everybody_alone(const matching::Problem& problem, const std::vector<const matching::Placement*>& places, const std::vector<bool>& alone) {
    matching::Problem open = problem;
    std::int64_t need_most = 0;
    for (const auto& student : problem.students) need_most = std::max(need_most, student.need);
    for (std::size_t s = 0; s < places.size(); ++s) {
        matching::Student& student = open.students[s];
        student.household.clear();
        if (places[s] == nullptr) {
            if (!alone[s] || student.pin) student.slots.clear();
            student.pin.reset();
        } else if (alone[s]) {
            student.pin.reset();
            student.need += need_most + 1;
        } else {
            student.pin = matching::Pin{open.tutors[at(places[s]->tutor)].id, places[s]->slots};
        }
    }
    return open;
}

std::vector<bool> without_siblings(const matching::Problem& sheets) {
    std::map<std::string, int> members;
    for (const auto& student : sheets.students) ++members[student.household];
    std::vector<bool> alone;
    for (const auto& student : sheets.students) alone.push_back(student.household.empty() || members[student.household] == 1);
    return alone;
}

}  // namespace

matching::Solution make_room(const matching::Problem& sheets, const matching::Problem& problem, const matching::Solution& solution,
                             const matching::SolveOptions& options) {
    if (problem.sessions_per_week > 1 || problem.current.empty() || solution.unplaced.empty()) return solution;
    const auto places = places_of(problem, solution);
    const auto alone = without_siblings(sheets);
    const matching::Problem open = everybody_alone(problem, places, alone);
    for (const matching::Fault& fault : matching::faults(open))
        if (fault.list != matching::Fault::List::current) return solution;  // promises may name tutors who left
    matching::Solution moved = matching::solve(open, options);
    const auto after = places_of(problem, moved);
    moved.need_placed = 0;
    for (std::size_t s = 0; s < after.size(); ++s) {
        if (places[s] != nullptr && after[s] == nullptr) return solution;
        if (after[s] != nullptr) moved.need_placed += problem.students[s].need;
    }
    if (moved.need_placed <= solution.need_placed) return solution;
    moved.need_total = solution.need_total;
    const bool proven = moved.optimal && std::ranges::find(alone, false) == alone.end();
    moved.bound = {solution.need_total, proven ? moved.calls_moved : 0, 0};
    moved.optimal = false;  // with more need, somebody's place would be taken away
    return moved;
}

}  // namespace tutorline::domain
