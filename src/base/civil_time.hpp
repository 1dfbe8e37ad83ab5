// Instants and civil (wall) time. Instants are UTC seconds; local time is made here and nowhere else,
// over zone names, never offsets. Written choice for odd hours: a wall time that does not exist (the clock
// jumped forward) moves forward to the first instant after the gap; one that exists twice means the first.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tutorline::base {

using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;
using Date = std::chrono::year_month_day;

/// A wall-clock reading in some zone: date plus minutes after midnight (0..1439), seconds kept for round trips.
struct CivilTime {
    std::chrono::sys_days day;  ///< the civil date, not an instant
    Seconds of_day{0};
    friend auto operator<=>(const CivilTime&, const CivilTime&) = default;
    int minute_of_day() const { return static_cast<int>(of_day.count() / 60); }
    /// 0 = Monday .. 6 = Sunday.
    int weekday() const { return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1; }
};

/// A time zone by IANA name. Cheap to copy (a pointer into the process-wide, immutable database).
class Zone {
  public:
    /// Error code `zone_unknown` when the database has no such name.
    static Result<Zone> find(std::string_view name);
    std::string_view name() const;
    CivilTime to_civil(Instant instant) const;
    Instant to_instant(const CivilTime& civil) const;
    /// Offset from UTC in force at that instant, for tests and start-up checks.
    Seconds offset(Instant instant) const;

  private:
    explicit Zone(const void* zone) : zone_(zone) {}
    const void* zone_;
};

/// First line of tzdata.zi, for example "2024b"; empty when it cannot be read.
std::string tzdata_version();
/// Error when the zone database is older than 2024b or does not know that America/Asuncion is -03 in July.
std::optional<Error> check_tzdata();

/// ISO forms: "2026-03-02", "2026-03-02T17:30:00Z", "17:30". Parsers accept exactly these.
std::string format_date(std::chrono::sys_days day);
std::string format_instant(Instant instant);
std::string format_hour(int minute_of_day);
std::optional<std::chrono::sys_days> parse_date(std::string_view text);
std::optional<int> parse_hour(std::string_view text);
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace tutorline::base
