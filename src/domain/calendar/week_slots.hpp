// Slots and weekly windows: the programme's week as numbers. A slot is a half hour of the programme's week,
// index = weekday * slots_per_day + n, so slot 0 is Monday 00:00 and slot 335 Sunday 23:30. All functions are pure.
#pragma once
#include <span>
#include <vector>

#include "domain/roster/roster.hpp"

namespace tutorline::domain {

constexpr int slot_minutes = 30;
constexpr int slots_per_day = 24 * 60 / slot_minutes;
constexpr int slots_per_week = 7 * slots_per_day;
constexpr int minutes_per_day = 24 * 60;
constexpr int minutes_per_week = 7 * minutes_per_day;

constexpr int slot_weekday(int slot) { return slot / slots_per_day; }  ///< 0 = Monday
constexpr int slot_minute(int slot) { return slot % slots_per_day * slot_minutes; }  ///< minutes after midnight
/// The slot that holds this minute of that weekday.
constexpr int slot_at(int weekday, int minute) { return weekday * slots_per_day + minute / slot_minutes; }

/// Sorted, without overlaps; touching spans are joined; empty spans are dropped.
std::vector<WeeklyWindow> merged(std::span<const WeeklyWindow> windows);
/// The time in both lists, merged.
std::vector<WeeklyWindow> intersection(std::span<const WeeklyWindow> a, std::span<const WeeklyWindow> b);
/// Whether [from_minute, to_minute) of that weekday lies inside one of the (merged) windows.
bool covers(std::span<const WeeklyWindow> windows, int weekday, int from_minute, int to_minute);
/// Slots that lie wholly inside the windows, ascending.
std::vector<int> slots_inside(std::span<const WeeklyWindow> windows);
int total_minutes(std::span<const WeeklyWindow> windows);
/// The same hours as a clock sees them that runs `minutes` ahead: for people of another zone. The week wraps around.
std::vector<WeeklyWindow> shifted(std::span<const WeeklyWindow> windows, int minutes);

}  // namespace tutorline::domain
