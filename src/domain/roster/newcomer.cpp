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

constexpr int tries_max = 2;  ///< of numbers of newcomers, in a cohort that takes long to match

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

std::optional<matching::Change> whoever_comes(const matching::Problem& problem, matching::Change change, const PlacesThem& places_them) {
    matching::Gender& gender = change.newcomer->gender;
    const bool told_apart = std::ranges::any_of(problem.students, [](const auto& row) { return row.tutor_gender != matching::Gender::any; });
    if (gender != matching::Gender::any || !told_apart) return places_them(change) ? std::optional(change) : std::nullopt;
    gender = matching::Gender::female;
    const bool woman = places_them(change);
    gender = matching::Gender::male;
    const bool man = places_them(change);
    if (!woman && !man) return std::nullopt;
    gender = woman && man ? matching::Gender::any : woman ? matching::Gender::female : matching::Gender::male;
    return change;
}

namespace {

/// With all of its places `enough` is enough: the fewest with which it is as well, as far as halving finds them.
matching::Change with_fewest_places(const matching::Problem& problem, matching::Change enough, int members, const PlacesThem& places_them) {
    matching::Change change = enough;
    int& places = change.newcomer->students_max;
    for (int too_few = members - 1; enough.newcomer->students_max - too_few > 1;) {
        places = too_few + 1 == members ? members : (too_few + enough.newcomer->students_max) / 2;  // the household alone first
        const auto as_well = whoever_comes(problem, change, places_them);
        if (as_well && as_well->newcomer->gender == enough.newcomer->gender) enough = *as_well;
        else too_few = places;
    }
    return enough;
}

}  // namespace

std::optional<matching::Change> enough_newcomers(const Program& program, const RosterMatch& match, const matching::Change& newcomer, int rivals,
                                                 const PlacesThem& places_them, const std::function<bool()>& out_of_time) {
    const matching::Problem& problem = match.problem;
    const bool few_tries = static_cast<int>(problem.students.size()) > coupled_students_max;
    const auto whoever = [&](const matching::Change& change) { return whoever_comes(problem, change, places_them); };
    const auto tried = [&](const matching::Change& change) { return !few_tries ? whoever(change) : places_them(change) ? std::optional(change) : std::nullopt; };
    matching::Change change = newcomer;
    int& places = change.newcomer->students_max;
    const int members = places;
    places = std::max(members, places_in(static_cast<int>(change.slots.size()), program));
    int too_few = 0;
    if (!few_tries || rivals < places) {
        if (const auto one = whoever(change)) return few_tries ? one : with_fewest_places(problem, *one, members, places_them);
        too_few = 1;
    }
    const int most = static_cast<int>(match.solution.unplaced.size()) + 1;
    std::optional<matching::Change> enough;
    for (int tries = 0; !enough; ++tries) {
        const int estimate = std::max(too_few + 1, (rivals + members + places - 1) / places);
        change.newcomers = std::min(most, tries == 0 ? estimate : 2 * change.newcomers);
        enough = tried(change);
        if (!enough && (change.newcomers >= most || (few_tries && tries + 1 == tries_max) || (out_of_time && out_of_time()))) return std::nullopt;
        if (!enough) too_few = change.newcomers;
    }
    for (int tries = 0; enough->newcomers - too_few > 1 && !(few_tries && tries == tries_max); ++tries) {
        change.newcomers = (too_few + enough->newcomers) / 2;
        if (auto fewer = tried(change)) enough = std::move(fewer);
        else too_few = change.newcomers;
    }
    return few_tries ? whoever(*enough) : enough;
}

}  // namespace tutorline::domain
