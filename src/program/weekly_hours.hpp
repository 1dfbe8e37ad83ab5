// "lun-vie 17:00-20:00; sab 9-12" as people write it, in Spanish or English -> weekly windows.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/roster/roster.hpp"

namespace tutorline::program {

struct WeeklyHours {
    std::vector<domain::WeeklyWindow> windows;  ///< merged
    std::string fault;  ///< empty, or a key of coordinator.yaml: hours.word, hours.no_day, hours.no_hour, hours.order, hours.hour,
                      ///< hours.half (5-7: morning or evening?), hours.day_m (Tuesday or Wednesday?), hours.too_long
    std::string word;   ///< where it went wrong, for the message; never a whole cell
    std::string morning, evening;  ///< of hours.half: the two hours it may mean, as they can be written: "07-09", "19-21"
};

constexpr std::size_t weekly_hours_bytes_max = 400;

/// Days: names or their first letters (lun, lunes, mon, monday; L X J V S D), ranges (lun-vie, 'lunes a viernes'), lists with
/// commas or 'y', 'todos los dias', 'fin de semana', 'weekdays'. Hours: 17:00-20:00, 17-20, '17 a 20 hs', 5pm-8pm, '5 a 7 de
/// la tarde', several with commas; 5-7, which may be of the morning or the evening, is a fault. Clauses end with ';', a line break, or where the next day begins. Empty text: no windows, no fault.
WeeklyHours parse_weekly_hours(std::string_view text);

/// 0 = Monday; accepts what parse_weekly_hours accepts as one day.
std::optional<int> weekday_named(std::string_view word);

/// "lun 17:00-20:00; mié 9:00-12:00" in the language's short day names ("es" or "en"): reads back to the same windows.
std::string format_weekly_hours(const std::vector<domain::WeeklyWindow>& windows, std::string_view language);
std::string_view short_day(int weekday, std::string_view language);

}  // namespace tutorline::program
