// When the texts that come round are due next.
#include <algorithm>

#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

constexpr int days_a_week = 7;
constexpr std::chrono::days after_round{21};

/// The next instant after `after` at that wall minute on a day that fits; none within three weeks.
template <class Fits>
std::optional<base::Instant> next_wall(const base::Zone& zone, int minute, base::Instant after, Fits fits) {
    const auto today = zone.to_civil(after).day;
    for (int n = 0; n <= 3 * days_a_week; ++n) {
        const auto day = today + std::chrono::days{n};
        const base::Instant at = zone.to_instant({day, base::Minutes{minute}});
        if (at > after && fits(day)) return at;
    }
    return std::nullopt;
}

int weekday(std::chrono::sys_days day) { return base::CivilTime{day, base::Seconds{0}}.weekday(); }

/// Items of a week lie evenly over its working days: two are Monday and Thursday, where the plan starts on Monday.
bool item_day(const domain::PracticePlan& plan, std::chrono::sys_days day) {
    for (int n = 0; n < plan.items_per_week; ++n) {
        const int offset = n * (days_a_week - 1) / std::max(plan.items_per_week, 1);
        if (weekday(day) == (plan.item_weekday + offset) % days_a_week) return true;
    }
    return false;
}

std::optional<base::Instant> before(std::optional<base::Instant> at, base::Instant end) {
    return at && *at < end ? at : std::nullopt;
}

}  // namespace

base::Instant round_ends(const Scope& scope, std::string_view department) {
    const domain::DepartmentCalendar& calendar = scope.calendars.department(department);
    const auto last = calendar.monday_of(scope.program().weeks);
    const auto monday = last.value_or(scope.program().starts_on + std::chrono::days{days_a_week * domain::DepartmentCalendar::calendar_weeks_max});
    return scope.calendars.programme_zone().to_instant({monday + std::chrono::days{days_a_week} + after_round, base::Seconds{0}});
}

std::optional<base::Instant> next_item(const Scope& scope, const ports::EnrollmentRow&, const ports::StudentRow& student,
                                       base::Instant after) {
    const domain::PracticePlan& plan = scope.program().practice;
    const base::Zone zone = scope.calendars.zone(student.student.zone);
    const int minute = plan.item_minute + static_cast<int>(student.seed % item_spread_minutes);
    const auto& calendar = scope.calendars.department(student.student.department);
    const base::Instant from = std::max(after, zone.to_instant({scope.program().starts_on, base::Seconds{0}}) - base::Seconds{1});
    const auto at = next_wall(zone, minute, from, [&](std::chrono::sys_days day) { return item_day(plan, day) && calendar.works_on(day); });
    if (at) return before(at, round_ends(scope, student.student.department));
    // A pause longer than three weeks: look again when it may be over.
    return before(from + std::chrono::days{days_a_week}, round_ends(scope, student.student.department));
}

std::optional<base::Instant> next_evening(const Scope& scope, const ports::TutorRow& tutor, base::Instant after) {
    const auto at = next_wall(scope.calendars.zone(tutor.tutor.zone), schedule_minute, after, [](std::chrono::sys_days) { return true; });
    return before(at, round_ends(scope, tutor.tutor.department));
}

std::optional<base::Instant> next_chase(const Scope& scope, const ports::TutorRow& tutor, base::Instant after) {
    const auto at = next_wall(scope.calendars.zone(tutor.tutor.zone), chase_minute, after, [](std::chrono::sys_days) { return true; });
    return before(at, round_ends(scope, tutor.tutor.department));
}

std::optional<base::Instant> next_facilitator_chase(const Scope& scope, base::Instant after) {
    const auto at = next_wall(scope.calendars.programme_zone(), facilitator_minute, after, [](std::chrono::sys_days) { return true; });
    return before(at, round_ends(scope, {}));
}

}  // namespace tutorline::engine::texts
