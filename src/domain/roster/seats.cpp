#include "domain/roster/seats.hpp"

namespace tutorline::domain {

WeekHours week_hours(const std::vector<int>& slots) {
    WeekHours hours;
    for (const int slot : slots) hours.set(static_cast<std::size_t>(slot));
    return hours;
}

WeekHours wished_hours(const matching::Student& student) {
    WeekHours hours;
    for (const matching::SlotWish& wish : student.slots) hours.set(static_cast<std::size_t>(wish.slot));
    return hours;
}

FreeSeats::FreeSeats(const matching::Problem& problem, const matching::Solution& solution)
    : problem_(problem), load_(problem.tutors.size()), taken_(problem.tutors.size()) {
    for (const matching::Tutor& tutor : problem.tutors) offered_.push_back(week_hours(tutor.slots));
    for (const matching::Placement& place : solution.placed) {
        ++load_[static_cast<std::size_t>(place.tutor)];
        taken_[static_cast<std::size_t>(place.tutor)] |= week_hours(place.slots);
    }
}

std::vector<int> household_members(const matching::Problem& problem, int student) {
    const std::string& household = problem.students[static_cast<std::size_t>(student)].household;
    if (household.empty()) return {student};
    std::vector<int> members;
    for (std::size_t other = 0; other < problem.students.size(); ++other)
        if (problem.students[other].household == household) members.push_back(static_cast<int>(other));
    return members;
}

}  // namespace tutorline::domain
