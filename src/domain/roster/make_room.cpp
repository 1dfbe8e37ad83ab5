#include "domain/roster/make_room.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "base/index.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/room.hpp"

namespace tutorline::domain {
namespace {

using base::at;

/// By student; null: no place.
std::vector<const matching::Placement*> places_of(const matching::Problem& problem, const matching::Solution& solution) {
    std::vector<const matching::Placement*> places(problem.students.size(), nullptr);
    for (const auto& place : solution.placed) places[at(place.student)] = &place;
    return places;
}

/// Who may not lose the place: who has one with a tutor who is still there.
std::vector<bool> keep_their_place(const matching::Problem& problem) {
    std::set<std::string> tutors, students;
    for (const auto& tutor : problem.tutors) tutors.insert(tutor.id);
    for (const auto& promise : problem.current)
        if (tutors.count(promise.tutor) > 0) students.insert(promise.student);
    std::vector<bool> keeps;
    for (const auto& student : problem.students) keeps.push_back(student.pin || students.count(student.id) > 0);
    return keeps;
}

/// A flow: everybody is alone. Who keeps a place comes before all need, so that nobody gives way.
matching::Problem everybody_alone(const matching::Problem& problem, const std::vector<const matching::Placement*>& places, const std::vector<bool>& alone, const std::vector<bool>& keeps) {
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
            if (keeps[s]) student.need += need_most + 1;
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

/// One call a week: who has no sister or brother moves, by a flow.
matching::Solution move_singles(const matching::Problem& sheets, const matching::Problem& problem, const matching::Solution& solution, const std::vector<bool>& keeps,
                                const matching::SolveOptions& options) {
    const auto places = places_of(problem, solution);
    const auto alone = without_siblings(sheets);
    const matching::Problem open = everybody_alone(problem, places, alone, keeps);
    for (const matching::Fault& fault : matching::faults(open))
        if (fault.list != matching::Fault::List::current) return solution;  // promises may name tutors who left
    matching::Solution moved = matching::solve(open, options);
    const auto after = places_of(problem, moved);
    moved.need_placed = 0;
    for (std::size_t s = 0; s < after.size(); ++s) {
        if (places[s] != nullptr && after[s] == nullptr && keeps[s]) return solution;
        if (after[s] != nullptr) moved.need_placed += problem.students[s].need;
    }
    if (moved.need_placed <= solution.need_placed) return solution;
    moved.need_total = solution.need_total;
    const bool proven = moved.optimal && std::ranges::find(alone, false) == alone.end();
    moved.bound = {solution.need_total, proven ? moved.calls_moved : 0, 0};
    moved.optimal = false;  // with more need, somebody's place would be taken away
    return moved;
}

/// Households may sit anywhere together. Who could not be placed around a pin still cannot, and where somebody of a household
/// is apart from it now, the others stay with that place.
matching::Problem households_open(const matching::Problem& sheets, const matching::Problem& problem, const std::vector<const matching::Placement*>& places) {
    matching::Problem open = problem;
    std::map<std::string, int> apart;
    for (std::size_t s = 0; s < places.size(); ++s)
        if (problem.students[s].household != sheets.students[s].household) ++apart[sheets.students[s].household];
    for (std::size_t s = 0; s < places.size(); ++s) {
        matching::Student& student = open.students[s];
        if (places[s] != nullptr && !student.household.empty() && apart.count(student.household) > 0) continue;
        if (places[s] == nullptr && student.pin) student.slots.clear();
        student.pin.reset();
    }
    return open;
}

const matching::Solution& better(const matching::Solution& a, const matching::Solution& b) {
    const auto value = [](const matching::Solution& solution) { return std::tuple(-solution.need_placed, solution.calls_moved, solution.cost); };
    return value(b) < value(a) ? b : a;
}

/// Promised calls that nobody can keep, whoever else moves.
std::int64_t calls_gone(const matching::Problem& problem) {
    const matching::Instance instance(problem);
    std::int64_t gone = 0;
    for (int s = 0; s < std::ssize(instance.students); ++s) {
        const auto& row = instance.students[at(s)];
        const bool pair = row.promise_tutor >= 0 && instance.pair_cost(s, row.promise_tutor) != matching::Instance::not_allowed;
        gone += std::ranges::count_if(row.promise_slots, [&](int slot) {
            return !pair || !instance.offers(row.promise_tutor, slot) || instance.slot_cost(s, slot) == matching::Instance::not_allowed;
        });
    }
    return gone;
}

}  // namespace

matching::Solution make_room(const matching::Problem& sheets, const matching::Problem& problem, const matching::Solution& solution,
                             const matching::SolveOptions& options) {
    if (problem.current.empty() || solution.unplaced.empty()) return solution;
    const std::vector<bool> keeps = keep_their_place(problem);
    const matching::Solution moved = problem.sessions_per_week == 1 ? move_singles(sheets, problem, solution, keeps, options) : solution;
    if (!matching::Instance(problem).couples_slots()) return moved;
    const matching::Problem open = households_open(sheets, problem, places_of(problem, solution));
    matching::Solution room = matching::make_room_together(open, moved, keeps);
    if (moved.need_placed != solution.need_placed)  // the flow may have moved more than were needed
        room = better(room, matching::make_room_together(open, solution, keeps));
    // With all pins in place there is not that much need: at least one call has to move.
    if (room.need_placed > solution.bound.need) room.bound.moved = std::max(room.bound.moved, calls_gone(problem) + 1);
    return room;
}

}  // namespace tutorline::domain
