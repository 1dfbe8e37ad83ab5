// When the sessions of a placement take place: weekly slots -> instants, over pauses and offset changes.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "base/civil_time.hpp"
#include "domain/calendar/department_calendar.hpp"
#include "domain/calendar/week_slots.hpp"

namespace tutorline::domain {

/// A weekly hour on some person's clock.
struct WallSlot {
    int weekday = 0;
    int minute = 0;
    friend auto operator<=>(const WallSlot&, const WallSlot&) = default;
};

/// How many minutes the person's clock is ahead of the programme's on that day (at noon of the programme's zone).
int minutes_ahead(const base::Zone& programme, const base::Zone& person, std::chrono::sys_days day);

/// The slot of the programme's week on the person's clock, with the offsets in force when the round starts.
WallSlot wall_slot(int slot, const base::Zone& programme, const base::Zone& person, std::chrono::sys_days starts_on);

struct SessionTime {
    int number = 0;  ///< 1, 2, .. over the round
    int week = 0;    ///< the student's programme week: (number - 1) / slots a week + 1
    base::Instant starts{};
    friend bool operator==(const SessionTime&, const SessionTime&) = default;
};

/// All sessions of a student whose weekly slots are `slots` (of the programme's week): weeks * slots of them, in order
/// of time. The family's wall time stays the same for the whole round, whatever the offsets do. A session that would
/// fall on a blackout date or day off moves to the next occurrence of the student's slots (with one call a week: to
/// the next programme week), and the later ones move with it, so none is lost; fewer come back only when the calendar
/// ends (DepartmentCalendar::calendar_weeks_max).
std::vector<SessionTime> session_times(const DepartmentCalendar& calendar, std::span<const int> slots,
                                       const base::Zone& programme, const base::Zone& family);

/// The onboarding call: the last working occurrence of the student's first slot in the four weeks before `starts_on`.
std::optional<base::Instant> onboarding_time(const DepartmentCalendar& calendar, std::span<const int> slots,
                                             const base::Zone& programme, const base::Zone& family);

}  // namespace tutorline::domain
