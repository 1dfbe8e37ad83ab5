#include "domain/roster/newcomer.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "base/index.hpp"
#include "domain/calendar/department_calendar.hpp"
#include "domain/matching/changes.hpp"
#include "domain/roster/seats.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {
namespace {

constexpr int new_hour_evening_from = 17 * 60;
constexpr int daytime_price = 100;  ///< more than any distance on the clock in half hours

using base::at;

bool ever_open(const DepartmentCalendar& calendar, int weekday) {
    for (int week = 1; week <= calendar.weeks(); ++week)
        if (const auto monday = calendar.monday_of(week); monday && calendar.works_on(*monday + std::chrono::days{weekday})) return true;
    return false;
}

/// A new hour is asked for in the evening or on Saturday, and at about the time that suits the family on other days.
int hour_price(int slot, const WeekHours& wished) {
    int nearest = slots_per_day;
    for (int own = 0; own < slots_per_week; ++own)
        if (wished.test(at(own))) nearest = std::min(nearest, std::abs(own % slots_per_day - slot % slots_per_day));
    const bool daytime = slot_weekday(slot) < 5 && slot_minute(slot) < new_hour_evening_from;
    return hour_more + (daytime ? daytime_price : 0) + nearest;
}

/// What each member may be asked for: nothing more for an hour wished, not_possible outside the call hours.
std::vector<std::vector<int>> prices_of(const Program& program, const Roster& roster, const RosterMatch& match, const std::vector<int>& members) {
    std::vector<std::vector<int>> prices;
    for (const int member : members) {
        const WeekHours wished = wished_hours(match.problem.students[at(member)]);
        auto& price = prices.emplace_back(slots_per_week, not_possible);
        for (const int slot : callable_slots(roster.students[at(match.students[at(member)])], program)) price[at(slot)] = hour_price(slot, wished);
        for (int slot = 0; slot < slots_per_week; ++slot)
            if (wished.test(at(slot))) price[at(slot)] = 0;
    }
    return prices;
}

/// All hours in which the members can sit one after the other as their families' hours are.
std::set<int> hours_that_fit(const std::vector<std::vector<int>>& prices) {
    const int members = static_cast<int>(prices.size());
    std::set<int> hours;
    for (int start = 0; start + members <= slots_per_week; ++start) {
        const auto only_here = [&](int member, int slot) {
            return slot >= start && slot < start + members && prices[at(member)][at(slot)] == 0 ? 0 : not_possible;
        };
        const auto open = [&](int slot) { return std::ranges::any_of(prices, [&](const auto& price) { return price[at(slot)] == 0; }); };
        if (!open(start) || !open(start + members - 1)) continue;
        if (members == 1 || cheapest_run(slot_weekday(start), members, only_here))
            for (int slot = start; slot < start + members; ++slot) hours.insert(slot);
    }
    return hours;
}

}  // namespace

std::vector<int> callable_slots(const Student& student, const Program& program) {
    Student any_hour = student;
    any_hour.windows.clear();
    for (int weekday = 0; weekday < matching::days_a_week; ++weekday) any_hour.windows.push_back({weekday, 0, minutes_per_day});
    std::vector<int> slots = slots_of(any_hour, program);
    const DepartmentCalendar calendar(program, student.department);
    std::array<bool, matching::days_a_week> open{};
    for (int weekday = 0; weekday < matching::days_a_week; ++weekday) open[at(weekday)] = ever_open(calendar, weekday);
    std::erase_if(slots, [&](int slot) { return !open[at(slot_weekday(slot))]; });
    return slots;
}

std::optional<matching::Change> newcomer_change(const Program& program, const Roster& roster, const RosterMatch& match, const std::vector<int>& members) {
    const matching::Problem& problem = match.problem;
    matching::Tutor tutor = matching::newcomer_for(problem, problem.students[at(members.front())]);
    std::set<std::string> languages;
    std::set<int> levels;
    for (const int member : members) {
        const matching::Student& row = problem.students[at(member)];
        if (row.tutor_gender != matching::Gender::any && tutor.gender != matching::Gender::any && row.tutor_gender != tutor.gender) return std::nullopt;
        if (row.tutor_gender != matching::Gender::any) tutor.gender = row.tutor_gender;
        languages.insert(row.languages.front());
        levels.insert(row.level);
    }
    const auto prices = prices_of(program, roster, match, members);
    const auto seat = cheapest_seat(problem.sessions_per_week, static_cast<int>(members.size()), [&](int member, int slot) { return prices[at(member)][at(slot)]; });
    if (!seat) return std::nullopt;
    matching::Change change;
    change.kind = matching::Change::Kind::new_tutor;
    change.student = members.front();
    std::set<int> hours = hours_that_fit(prices);
    for (const auto& [member, slot] : seat->calls) {
        hours.insert(slot);
        if (prices[at(member)][at(slot)] > 0) change.family_hours.emplace_back(members[at(member)], slot);
    }
    tutor.languages.assign(languages.begin(), languages.end());
    tutor.levels.assign(levels.begin(), levels.end());
    tutor.students_max = static_cast<int>(members.size());
    tutor.slots = with_spare_hours({hours.begin(), hours.end()}, tutor.students_max, slots_inside(callable_hours(program)), program);
    change.slots = tutor.slots;
    change.newcomer = std::move(tutor);
    return change;
}

int newcomer_rivals(const RosterMatch& match, const std::vector<int>& members, const matching::Change& change) {
    const auto& students = match.problem.students;
    std::int64_t need = 0;
    for (const int member : members) need += students[at(member)].need;
    const WeekHours hours = week_hours(change.slots);
    return static_cast<int>(std::ranges::count_if(match.solution.unplaced, [&](int other) {
        const matching::Student& rival = students[at(other)];
        if (std::ranges::find(members, other) != members.end()) return false;
        const std::int64_t theirs = rival.need * std::ssize(members);  // by the place: two children may come where a household of two would
        if (theirs > need) return true;  // others may move over to make room for that one
        return theirs == need && (wished_hours(rival) & hours).any() && matching::pair_terms(rival, *change.newcomer).allowed();
    }));
}

std::optional<matching::Change> enough_newcomers(const Program& program, const RosterMatch& match, const std::vector<int>& members, const matching::Change& newcomer,
                                                 const std::function<bool()>& out_of_time) {
    matching::Change change = newcomer;
    const auto enough = [&] { return matching::holds(match.problem, match.solution, change, members, out_of_time); };
    if (enough()) return change;
    change.newcomer->students_max = std::max(change.newcomer->students_max, places_in(static_cast<int>(change.slots.size()), program));
    const int most = static_cast<int>(match.solution.unplaced.size()) + 1;
    int too_few = 0;
    while (!enough()) {
        if (change.newcomers >= most || (out_of_time && out_of_time())) return std::nullopt;
        too_few = change.newcomers;
        change.newcomers = std::min(most, change.newcomers * 2);
    }
    while (change.newcomers - too_few > 1) {
        matching::Change fewer = change;
        fewer.newcomers = (too_few + change.newcomers) / 2;
        if (matching::holds(match.problem, match.solution, fewer, members, out_of_time)) change = fewer;
        else too_few = fewer.newcomers;
    }
    return change;
}

}  // namespace tutorline::domain
