// When somebody would rather be called: the value of a `reschedule` reading ("tomorrow 19:00?", "after 18:00", "Saturday",
// "afternoon", "not Thursday") as a wish, and the free half hour that fits it best.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/civil_time.hpp"

namespace tutorline::domain {

struct TimeWish {
    std::optional<int> days_ahead;   ///< 0 = today, 1 = tomorrow
    std::optional<int> weekday;      ///< 0 = Monday
    std::uint8_t not_weekdays = 0;   ///< a bit for each day on which they cannot, Monday first
    bool not_tomorrow = false;
    bool not_day_after = false;      ///< the day after tomorrow
    std::optional<int> minute;       ///< the hour named, minutes after midnight
    bool later = false;              ///< than the hour that was spoken of
    bool earlier = false;
    bool other_day = false;          ///< than the day that was spoken of
    bool half_of_day_unsure = false; ///< "7" may be 07:00 or 19:00
    int from_minute = 0;             ///< not before
    int to_minute = 24 * 60;         ///< starts before
    bool empty() const {
        return !days_ahead && !weekday && !minute && from_minute == 0 && to_minute == 24 * 60 && not_weekdays == 0 && !not_tomorrow && !not_day_after &&
               !later && !earlier && !other_day;
    }
};

/// Words it does not know say nothing; an empty value is an empty wish.
TimeWish parse_time_wish(std::string_view value);

/// Whether this half hour is what they wish, day and hour.
bool fits(const TimeWish& wish, base::Instant at, base::Instant now, const base::Zone& family);
/// The earliest of the free times that fits the wish on the family's clock; else one that fits its hours on the day
/// nearest to the wished one; else none; never on a day that was refused. An exact hour fits within half an hour. With an empty wish: the earliest.
std::optional<base::Instant> best_time(const TimeWish& wish, std::span<const base::Instant> free_times, base::Instant now,
                                       const base::Zone& family);

}  // namespace tutorline::domain
