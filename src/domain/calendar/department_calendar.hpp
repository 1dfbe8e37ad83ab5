// The programme's weeks as one department lives them. A programme week is not a calendar week (FIELD.md B15): holidays,
// exam weeks, strikes and floods pause it, and 'week 5 of 8' stays right.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/program.hpp"

namespace tutorline::domain {

std::chrono::sys_days monday_of_week(std::chrono::sys_days day);

/// A calendar week (Monday to Sunday) is paused when blackout dates cover all its days but the days off; the others
/// are counted 1, 2, 3 .. from `starts_on`. A value; build one per department and keep it.
class DepartmentCalendar {
  public:
    /// How far after `starts_on` weeks are looked for; a blackout longer than this ends the round early.
    static constexpr int calendar_weeks_max = 160;

    /// Only blackouts without departments or with this one count. An unknown department has the general ones.
    DepartmentCalendar(const Program& program, std::string_view department);

    /// The blackout that covers the day; none when it is a day like others. The text is the coordinator's reason.
    std::optional<std::string_view> blackout(std::chrono::sys_days day) const;
    /// Whether automatic texts and calls may leave on this day at all: no blackout and no day off.
    bool works_on(std::chrono::sys_days day) const;
    /// The programme week of a day; none in a paused week, before the start and after the last week.
    std::optional<int> week_of(std::chrono::sys_days day) const;
    /// The Monday of programme week 1..weeks; none when the week number is not of the round or no such week is left.
    std::optional<std::chrono::sys_days> monday_of(int week) const;
    std::chrono::sys_days starts_on() const { return starts_on_; }
    int weeks() const { return weeks_; }

  private:
    struct Pause {
        std::chrono::sys_days from;
        std::chrono::sys_days to;
        std::string reason;
    };
    bool paused(std::chrono::sys_days monday) const;

    std::vector<Pause> pauses_;  ///< by first day
    std::set<int> days_off_;
    std::chrono::sys_days starts_on_;
    int weeks_;
    std::vector<std::chrono::sys_days> mondays_;  ///< of programme weeks 1, 2, ..
};

}  // namespace tutorline::domain
