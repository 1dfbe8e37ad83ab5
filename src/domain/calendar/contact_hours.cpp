#include "domain/calendar/contact_hours.hpp"

#include <algorithm>
#include <utility>

namespace tutorline::domain {
namespace {

using std::chrono::days;

constexpr int days_searched_max = 366;

std::vector<WeeklyWindow> daily(int from_minute, int to_minute, const std::set<int>& days_off) {
    std::vector<WeeklyWindow> windows;
    for (int weekday = 0; weekday < 7; ++weekday)
        if (!days_off.contains(weekday)) windows.push_back({weekday, from_minute, to_minute});
    return merged(windows);
}

/// The first instant from `from` on whose wall time lies in a window with `length` minutes left. `open(day)` says
/// whether the day counts at all.
template <class Open>
std::optional<base::Instant> next_inside(std::span<const WeeklyWindow> windows, const base::Zone& zone, base::Instant from,
                                         base::Minutes length, int days_max, Open open) {
    const base::CivilTime start = zone.to_civil(from);
    for (int n = 0; n <= days_max; ++n) {
        const base::CivilTime midnight{start.day + days{n}, base::Seconds{0}};
        if (!open(midnight.day)) continue;
        for (const WeeklyWindow& window : windows) {
            if (window.weekday != midnight.weekday()) continue;
            const base::Instant opens = zone.to_instant({midnight.day, base::Minutes{window.from_minute}});
            const base::Instant candidate = std::max(opens, from);
            // The candidate is read back on the clock: a gap may have carried it past the window.
            const base::CivilTime wall = zone.to_civil(candidate);
            if (wall.day == midnight.day && wall.of_day >= base::Minutes{window.from_minute} &&
                wall.of_day + length <= base::Minutes{window.to_minute} && wall.of_day < base::Minutes{window.to_minute})
                return candidate;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<WeeklyWindow> programme_call_hours(const Program& program) {
    const auto quiet = daily(program.quiet.calls_from, program.quiet.calls_to, program.quiet.days_off);
    return program.call_hours.empty() ? quiet : intersection(program.call_hours, quiet);
}

ProgrammeHours::ProgrammeHours(const Program& program)
    : texts(daily(program.quiet.texts_from, program.quiet.texts_to, program.quiet.days_off)), calls(programme_call_hours(program)) {}

ContactHours::ContactHours(std::shared_ptr<const ProgrammeHours> hours, std::span<const WeeklyWindow> windows, base::Zone zone,
                           const DepartmentCalendar* calendar)
    : hours_(std::move(hours)), call_windows_(intersection(hours_->calls, windows)), zone_(zone), calendar_(calendar) {}

bool ContactHours::works_on(std::chrono::sys_days day) const { return !calendar_ || calendar_->works_on(day); }

std::optional<base::Instant> ContactHours::next_text(base::Instant from) const {
    return next_inside(hours_->texts, zone_, from, base::Minutes{0}, days_searched_max, [&](auto day) { return works_on(day); });
}

std::optional<base::Instant> ContactHours::next_call(base::Instant from, base::Minutes length) const {
    return next_inside(call_windows_, zone_, from, length, days_searched_max, [&](auto day) { return works_on(day); });
}

bool ContactHours::text_allowed(base::Instant at) const {
    return next_inside(hours_->texts, zone_, at, base::Minutes{0}, 0, [&](auto day) { return works_on(day); }) == at;
}

bool ContactHours::call_allowed(base::Instant at, base::Minutes length) const {
    return next_inside(call_windows_, zone_, at, length, 0, [&](auto day) { return works_on(day); }) == at;
}

}  // namespace tutorline::domain
