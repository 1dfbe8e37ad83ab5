// When one person may be texted or called: quiet hours, days off, blackout dates and the person's own windows, all on the
// person's own clock (RELIABILITY Q1, Q2, Q4). Direct answers and safeguarding alerts are the caller's exceptions (Q3).
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/civil_time.hpp"
#include "domain/calendar/department_calendar.hpp"
#include "domain/calendar/week_slots.hpp"

namespace tutorline::domain {

/// The programme's share of everybody's hours, worked out once.
struct ProgrammeHours {
    explicit ProgrammeHours(const Program& program);
    std::vector<WeeklyWindow> texts;  ///< within the quiet hours for texts, without the days off
    std::vector<WeeklyWindow> calls;  ///< programme_call_hours
};

/// A value. `calendar` must outlive it; null = no blackout dates (staff).
class ContactHours {
  public:
    /// For families and tutors: `windows` are the hours the person gave. They limit calls, not texts.
    ContactHours(std::shared_ptr<const ProgrammeHours> hours, std::span<const WeeklyWindow> windows, base::Zone zone,
                 const DepartmentCalendar* calendar);
    ContactHours(const Program& program, std::span<const WeeklyWindow> windows, base::Zone zone, const DepartmentCalendar* calendar)
        : ContactHours(std::make_shared<const ProgrammeHours>(program), windows, zone, calendar) {}

    bool text_allowed(base::Instant at) const;
    /// `from` itself when allowed, else the next allowed instant; none when there is none within a year.
    std::optional<base::Instant> next_text(base::Instant from) const;
    /// Whether a call that starts then and lasts `length` stays inside what is allowed.
    bool call_allowed(base::Instant at, base::Minutes length) const;
    std::optional<base::Instant> next_call(base::Instant from, base::Minutes length) const;
    const base::Zone& zone() const { return zone_; }

  private:
    bool works_on(std::chrono::sys_days day) const;

    std::shared_ptr<const ProgrammeHours> hours_;
    std::vector<WeeklyWindow> call_windows_;
    base::Zone zone_;
    const DepartmentCalendar* calendar_;
};

/// The hours in which the programme calls at all: call hours within the quiet hours for calls, without the days off.
std::vector<WeeklyWindow> programme_call_hours(const Program& program);

}  // namespace tutorline::domain
