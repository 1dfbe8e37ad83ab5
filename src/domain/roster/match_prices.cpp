#include "domain/roster/match_prices.hpp"

#include <algorithm>
#include <map>

#include "base/index.hpp"
#include "domain/matching/kept_prices.hpp"

namespace tutorline::domain {

std::string prices_of(const RosterMatch& match) {
    if (match.problem.sessions_per_week > 1) return {};
    matching::Problem running = match.problem;
    running.current.clear();
    std::map<std::string, int> members;
    for (const auto& student : running.students) ++members[student.household];
    std::vector<const matching::Placement*> places(running.students.size(), nullptr);
    for (const auto& place : match.solution.placed)
        if (!std::ranges::binary_search(match.goes_on, place.student)) places[base::at(place.student)] = &place;
    for (std::size_t s = 0; s < places.size(); ++s) {
        matching::Student& student = running.students[s];
        const bool alone = student.household.empty() || members[student.household] == 1;
        student.household.clear();
        student.pin.reset();
        if (places[s] == nullptr) {
            student.slots.clear();
            continue;
        }
        const std::string& tutor = running.tutors[base::at(places[s]->tutor)].id;
        student.previous_tutor = tutor;
        if (alone) running.current.push_back({student.id, tutor, places[s]->slots});
        else student.pin = matching::Pin{tutor, places[s]->slots};
    }
    return matching::faults(running).empty() ? matching::keep_prices(running) : std::string{};
}

}  // namespace tutorline::domain
