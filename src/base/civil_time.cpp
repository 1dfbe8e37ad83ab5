#include "base/civil_time.hpp"

#include <date/tz.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>

namespace tutorline::base {
namespace {

const date::time_zone* as_zone(const void* zone) { return static_cast<const date::time_zone*>(zone); }

std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
    return value;
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
    try {
        return Zone{date::locate_zone(std::string(name))};
    } catch (const std::exception&) {
        return Error{Error::Policy::permanent, "zone_unknown", "no such time zone: " + std::string(name)};
    }
}

std::string_view Zone::name() const { return as_zone(zone_)->name(); }

Seconds Zone::offset(Instant instant) const { return as_zone(zone_)->get_info(instant).offset; }

CivilTime Zone::to_civil(Instant instant) const {
    const auto local = Instant{instant + offset(instant)};
    const auto day = std::chrono::floor<std::chrono::days>(local);
    return {day, local - day};
}

Instant Zone::to_instant(const CivilTime& civil) const {
    const date::local_seconds local{civil.day.time_since_epoch() + civil.of_day};
    const date::local_info info = as_zone(zone_)->get_info(local);
    if (info.result == date::local_info::nonexistent) return info.first.end;  // forward to the end of the gap
    return Instant{local.time_since_epoch() - info.first.offset};             // unique, or the first of two
}

std::string tzdata_version() {
    for (const char* path : {"/usr/share/zoneinfo/tzdata.zi", "/usr/share/lib/zoneinfo/tzdata.zi"}) {
        std::ifstream file(path);
        std::string line;
        if (std::getline(file, line) && line.starts_with("# version ")) return line.substr(10);
    }
    return {};
}

std::optional<Error> check_tzdata() {
    const std::string version = tzdata_version();
    const auto asuncion = Zone::find("America/Asuncion");
    const Instant july{std::chrono::sys_days{std::chrono::year{2026} / 7 / 1}};
    const bool rule_known = asuncion && asuncion->offset(july) == std::chrono::hours{-3};
    if (rule_known && (version.empty() || version >= "2024b")) return std::nullopt;
    return Error{Error::Policy::permanent, "tzdata_old",
                 "the time zone database (" + (version.empty() ? "unknown version" : version) +
                     ") is older than 2024b: Paraguay's hours would be wrong. Install the newest tzdata package."};
}

std::string format_date(std::chrono::sys_days day) {
    const Date date{day};
    std::array<char, 48> text{};
    const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string format_hour(int minute_of_day) {
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "%02d:%02d", minute_of_day / 60, minute_of_day % 60);
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string format_instant(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const auto rest = (instant - day).count();
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600),
                                   static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
    return format_date(day) + std::string(text.data(), static_cast<std::size_t>(size));
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::optional<int> parse_hour(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = digits(text.substr(0, 2));
    const auto minute = digits(text.substr(3, 2));
    if (!hour || !minute || *hour > 24 || *minute > 59 || (*hour == 24 && *minute != 0)) return std::nullopt;
    return *hour * 60 + *minute;
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return Instant{*day + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second}};
}

}  // namespace tutorline::base
