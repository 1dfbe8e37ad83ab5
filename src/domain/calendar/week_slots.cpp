#include "domain/calendar/week_slots.hpp"

#include <algorithm>

namespace tutorline::domain {

std::vector<WeeklyWindow> merged(std::span<const WeeklyWindow> windows) {
    std::vector<WeeklyWindow> sorted(windows.begin(), windows.end());
    std::erase_if(sorted, [](const WeeklyWindow& w) { return w.from_minute >= w.to_minute; });
    std::ranges::sort(sorted, [](const WeeklyWindow& a, const WeeklyWindow& b) {
        return std::pair(a.weekday, a.from_minute) < std::pair(b.weekday, b.from_minute);
    });
    std::vector<WeeklyWindow> result;
    for (const WeeklyWindow& window : sorted) {
        if (!result.empty() && result.back().weekday == window.weekday && result.back().to_minute >= window.from_minute)
            result.back().to_minute = std::max(result.back().to_minute, window.to_minute);
        else
            result.push_back(window);
    }
    return result;
}

std::vector<WeeklyWindow> intersection(std::span<const WeeklyWindow> a, std::span<const WeeklyWindow> b) {
    std::vector<WeeklyWindow> common;
    for (const WeeklyWindow& x : a)
        for (const WeeklyWindow& y : b)
            if (x.weekday == y.weekday)
                common.push_back({x.weekday, std::max(x.from_minute, y.from_minute), std::min(x.to_minute, y.to_minute)});
    return merged(common);
}

bool covers(std::span<const WeeklyWindow> windows, int weekday, int from_minute, int to_minute) {
    return std::ranges::any_of(windows, [&](const WeeklyWindow& w) {
        return w.weekday == weekday && w.from_minute <= from_minute && to_minute <= w.to_minute;
    });
}

std::vector<int> slots_inside(std::span<const WeeklyWindow> windows) {
    std::vector<int> slots;
    for (const WeeklyWindow& window : merged(windows)) {
        const int first = (window.from_minute + slot_minutes - 1) / slot_minutes;
        for (int n = first; (n + 1) * slot_minutes <= window.to_minute; ++n)
            slots.push_back(window.weekday * slots_per_day + n);
    }
    return slots;
}

int total_minutes(std::span<const WeeklyWindow> windows) {
    int minutes = 0;
    for (const WeeklyWindow& window : merged(windows)) minutes += window.to_minute - window.from_minute;
    return minutes;
}

std::vector<WeeklyWindow> shifted(std::span<const WeeklyWindow> windows, int minutes) {
    std::vector<WeeklyWindow> result;
    for (const WeeklyWindow& window : windows) {
        int from = window.weekday * minutes_per_day + window.from_minute + minutes;
        const int to = from + window.to_minute - window.from_minute;
        while (from < to) {  // one piece per day it touches
            const int end_of_day = from + minutes_per_day - ((from % minutes_per_day + minutes_per_day) % minutes_per_day);
            const int piece_to = std::min(to, end_of_day);
            const int start = ((from % minutes_per_week) + minutes_per_week) % minutes_per_week;
            result.push_back({start / minutes_per_day, start % minutes_per_day, start % minutes_per_day + piece_to - from});
            from = piece_to;
        }
    }
    return merged(result);
}

}  // namespace tutorline::domain
