#include "domain/calendar/department_calendar.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

int weekday_of(sys_days day) { return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1; }

}  // namespace

sys_days monday_of_week(sys_days day) { return day - days{weekday_of(day)}; }

DepartmentCalendar::DepartmentCalendar(const Program& program, std::string_view department)
    : days_off_(program.quiet.days_off), starts_on_(program.starts_on), weeks_(program.weeks) {
    for (const Blackout& blackout : program.blackouts) {
        const auto& where = blackout.departments;
        if (where.empty() || std::ranges::find(where, department) != where.end())
            pauses_.push_back({blackout.from, blackout.to, blackout.reason});
    }
    std::ranges::stable_sort(pauses_, {}, &Pause::from);
    sys_days monday = monday_of_week(starts_on_);
    for (int n = 0; n < calendar_weeks_max && std::ssize(mondays_) < weeks_; ++n, monday += days{7})
        if (!paused(monday)) mondays_.push_back(monday);
}

bool DepartmentCalendar::paused(sys_days monday) const {
    int working = 0;
    for (int weekday = 0; weekday < 7; ++weekday) working += works_on(monday + days{weekday}) ? 1 : 0;
    return working == 0;
}

std::optional<std::string_view> DepartmentCalendar::blackout(sys_days day) const {
    for (const Pause& pause : pauses_) {
        if (pause.from > day) break;
        if (day <= pause.to) return pause.reason;
    }
    return std::nullopt;
}

bool DepartmentCalendar::works_on(sys_days day) const { return !days_off_.contains(weekday_of(day)) && !blackout(day); }

std::optional<int> DepartmentCalendar::week_of(sys_days day) const {
    if (day < starts_on_) return std::nullopt;
    const auto found = std::ranges::lower_bound(mondays_, monday_of_week(day));
    if (found == mondays_.end() || *found != monday_of_week(day)) return std::nullopt;
    return static_cast<int>(found - mondays_.begin()) + 1;
}

std::optional<sys_days> DepartmentCalendar::monday_of(int week) const {
    if (week < 1 || week > std::ssize(mondays_)) return std::nullopt;
    return mondays_[static_cast<std::size_t>(week) - 1];
}

}  // namespace tutorline::domain
