#include "domain/conversation/time_wish.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string>
#include <utility>

namespace tutorline::domain {
namespace {

constexpr int noon = 12 * 60;
constexpr int evening = 18 * 60;
constexpr std::string_view day_after = "day-after-tomorrow";
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

enum class Bound { none, after, before, denied };

struct Part {
    std::string_view word;
    int from;
    int to;
};
constexpr std::array<Part, 5> parts{{{"morning", 0, noon},
                                     {"noon", 11 * 60, 14 * 60},
                                     {"afternoon", noon, evening + 60},
                                     {"evening", evening, 24 * 60},
                                     {"night", evening, 24 * 60}}};

void take_hour(TimeWish& wish, std::string_view word, Bound bound) {
    const bool unsure = word.ends_with('?');
    if (unsure) word.remove_suffix(1);
    const auto minute = base::parse_hour(word);
    if (!minute) return;
    if (bound == Bound::after) wish.from_minute = *minute;
    if (bound == Bound::before) wish.to_minute = *minute;
    if (bound == Bound::none) wish.minute = minute;
    wish.half_of_day_unsure = unsure && bound == Bound::none;
}

/// `weekday` is of a named one.
void take_day(TimeWish& wish, std::string_view word, int weekday, bool denied) {
    if (word == "today" || word == "tomorrow" || word == day_after) {
        if (denied) wish.not_tomorrow = wish.not_tomorrow || word == "tomorrow";
        if (denied) wish.not_day_after = wish.not_day_after || word == day_after;
        if (!denied) wish.days_ahead = word == "today" ? 0 : word == "tomorrow" ? 1 : 2;
    } else if (denied) {
        wish.not_weekdays = static_cast<std::uint8_t>(wish.not_weekdays | 1U << static_cast<unsigned>(weekday));
    } else {
        wish.weekday = weekday;
    }
}

void take_word(TimeWish& wish, std::string_view word, Bound& bound) {
    if (word == "after") bound = Bound::after;
    if (word == "before") bound = Bound::before;
    if (word == "not") bound = Bound::denied;
    const auto day = std::find(weekdays.begin(), weekdays.end(), word);
    if (day != weekdays.end() || word == "tomorrow" || word == "today" || word == day_after) {
        take_day(wish, word, static_cast<int>(day - weekdays.begin()), bound == Bound::denied);
        bound = Bound::none;
    }
    wish.later = wish.later || word == "later";
    wish.earlier = wish.earlier || word == "earlier";
    wish.other_day = wish.other_day || word == "other-day";
    for (const Part& part : parts) {
        if (word != part.word) continue;
        wish.from_minute = part.from;
        wish.to_minute = part.to;
    }
    if (!word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) != 0) {
        take_hour(wish, word, std::exchange(bound, Bound::none));
    }
}

bool hour_fits(const TimeWish& wish, int minute) {
    if (minute < wish.from_minute || minute >= wish.to_minute) return false;
    if (!wish.minute) return true;
    if (std::abs(minute - *wish.minute) < 30) return true;
    return wish.half_of_day_unsure && std::abs(minute - (*wish.minute + noon) % (2 * noon)) < 30;
}

bool day_refused(const TimeWish& wish, const base::CivilTime& at, const base::CivilTime& today) {
    if (wish.not_tomorrow && (at.day - today.day).count() == 1) return true;
    if (wish.not_day_after && (at.day - today.day).count() == 2) return true;
    return (wish.not_weekdays >> static_cast<unsigned>(at.weekday()) & 1U) != 0;
}

bool day_fits(const TimeWish& wish, const base::CivilTime& at, const base::CivilTime& today) {
    if (wish.days_ahead) return (at.day - today.day).count() == *wish.days_ahead;
    return !wish.weekday || at.weekday() == *wish.weekday;
}

/// Today where no day is wished.
std::chrono::sys_days wished_day(const TimeWish& wish, const base::CivilTime& today) {
    if (wish.days_ahead) return today.day + std::chrono::days{*wish.days_ahead};
    const int ahead = wish.weekday ? (*wish.weekday - today.weekday() + 7) % 7 : 0;
    return today.day + std::chrono::days{ahead};
}

}  // namespace

TimeWish parse_time_wish(std::string_view value) {
    TimeWish wish;
    Bound bound = Bound::none;
    std::string word;
    for (std::size_t i = 0; i <= value.size(); ++i) {
        if (i < value.size() && value[i] != ' ') {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(value[i])));
            continue;
        }
        take_word(wish, word, bound);
        word.clear();
    }
    return wish;
}

bool fits(const TimeWish& wish, base::Instant at, base::Instant now, const base::Zone& family) {
    const base::CivilTime today = family.to_civil(now), civil = family.to_civil(at);
    return hour_fits(wish, civil.minute_of_day()) && !day_refused(wish, civil, today) && day_fits(wish, civil, today);
}

std::optional<base::Instant> best_time(const TimeWish& wish, std::span<const base::Instant> free_times, base::Instant now,
                                       const base::Zone& family) {
    const base::CivilTime today = family.to_civil(now);
    const auto from_wished = [&](const base::CivilTime& at) { return std::abs((at.day - wished_day(wish, today)).count()); };
    std::optional<base::Instant> other_day;
    for (const base::Instant at : free_times) {
        const base::CivilTime civil = family.to_civil(at);
        if (!hour_fits(wish, civil.minute_of_day()) || day_refused(wish, civil, today)) continue;
        if (day_fits(wish, civil, today)) return at;
        if (!other_day || from_wished(civil) < from_wished(family.to_civil(*other_day))) other_day = at;
    }
    return other_day;
}

}  // namespace tutorline::domain
