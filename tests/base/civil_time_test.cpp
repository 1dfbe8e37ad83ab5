#include "base/civil_time.hpp"

#include <gtest/gtest.h>

namespace tutorline::base::civil_time_test {
namespace {

Instant at(const char* text) { return parse_instant(text).value(); }

TEST(CivilTime, AsuncionIsMinusThreeInJuly) {
    const Zone zone = Zone::find("America/Asuncion").value();
    EXPECT_EQ(zone.offset(at("2026-07-01T12:00:00Z")), std::chrono::hours{-3});
    EXPECT_EQ(zone.offset(at("2026-01-01T12:00:00Z")), std::chrono::hours{-3});
    EXPECT_FALSE(check_tzdata());
}

TEST(CivilTime, MissingHourMovesForwardAndRepeatedHourMeansTheFirst) {
    const Zone zone = Zone::find("America/New_York").value();
    const CivilTime missing{parse_date("2026-03-08").value(), std::chrono::minutes{150}};
    EXPECT_EQ(format_instant(zone.to_instant(missing)), "2026-03-08T07:00:00Z");  // 02:30 -> 03:00 EDT
    const CivilTime twice{parse_date("2026-11-01").value(), std::chrono::minutes{90}};
    EXPECT_EQ(format_instant(zone.to_instant(twice)), "2026-11-01T05:30:00Z");  // the first 01:30, EDT
}

TEST(CivilTime, RoundTripsAndRefusesOtherForms) {
    const Zone zone = Zone::find("America/Mexico_City").value();
    const Instant now = at("2026-07-01T00:30:00Z");
    const CivilTime civil = zone.to_civil(now);
    EXPECT_EQ(format_date(civil.day) + " " + format_hour(civil.minute_of_day()), "2026-06-30 18:30");
    EXPECT_EQ(civil.weekday(), 1);
    EXPECT_EQ(zone.to_instant(civil), now);
    for (const char* bad : {"2026-02-30", "26-02-03", "2026-2-3", "", "2026-02-03 "}) EXPECT_FALSE(parse_date(bad)) << bad;
    EXPECT_FALSE(parse_hour("24:30"));
    EXPECT_FALSE(Zone::find("America/Asuncionn"));
}

}  // namespace
}  // namespace tutorline::base::civil_time_test
