#include "domain/calendar/session_times.hpp"

#include <algorithm>

#include "domain/calendar/department_calendar.hpp"

namespace tutorline::domain {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::vector<WallSlot> wall_slots(std::span<const int> slots, const base::Zone& programme, const base::Zone& family,
                                 sys_days starts_on) {
    std::vector<WallSlot> walls;
    for (const int slot : slots) walls.push_back(wall_slot(slot, programme, family, starts_on));
    std::ranges::sort(walls);
    return walls;
}

}  // namespace

int minutes_ahead(const base::Zone& programme, const base::Zone& person, sys_days day) {
    const base::Instant noon = programme.to_instant({day, std::chrono::hours{12}});
    return static_cast<int>((person.offset(noon) - programme.offset(noon)).count() / 60);
}

WallSlot wall_slot(int slot, const base::Zone& programme, const base::Zone& person, sys_days starts_on) {
    const int ahead = minutes_ahead(programme, person, starts_on);
    const int minute = ((slot * slot_minutes + ahead) % minutes_per_week + minutes_per_week) % minutes_per_week;
    return {minute / minutes_per_day, minute % minutes_per_day};
}

std::vector<SessionTime> session_times(const DepartmentCalendar& calendar, std::span<const int> slots,
                                       const base::Zone& programme, const base::Zone& family) {
    std::vector<SessionTime> times;
    const auto walls = wall_slots(slots, programme, family, calendar.starts_on());
    const int wanted = calendar.weeks() * static_cast<int>(walls.size());
    const sys_days first_monday = monday_of_week(calendar.starts_on());
    for (int week = 0; week < DepartmentCalendar::calendar_weeks_max; ++week) {
        for (const WallSlot& wall : walls) {
            const sys_days day = first_monday + days{7 * week + wall.weekday};
            if (std::ssize(times) == wanted) return times;
            if (day < calendar.starts_on() || !calendar.works_on(day)) continue;
            const int number = static_cast<int>(times.size()) + 1;
            times.push_back({number, (number - 1) / static_cast<int>(walls.size()) + 1,
                             family.to_instant({day, std::chrono::minutes{wall.minute}})});
        }
    }
    return times;
}

std::optional<base::Instant> onboarding_time(const DepartmentCalendar& calendar, std::span<const int> slots,
                                             const base::Zone& programme, const base::Zone& family) {
    if (slots.empty()) return std::nullopt;
    const WallSlot wall = wall_slots(slots, programme, family, calendar.starts_on()).front();
    const sys_days first_monday = monday_of_week(calendar.starts_on());
    for (int week = 1; week <= 4; ++week) {
        const sys_days day = first_monday - days{7 * week} + days{wall.weekday};
        if (calendar.works_on(day)) return family.to_instant({day, std::chrono::minutes{wall.minute}});
    }
    return std::nullopt;
}

}  // namespace tutorline::domain
