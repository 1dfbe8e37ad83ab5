#include <gtest/gtest.h>

#include "base/random.hpp"
#include "domain/calendar/contact_hours.hpp"
#include "domain/calendar/department_calendar.hpp"
#include "domain/calendar/session_times.hpp"

namespace tutorline::domain::calendar_test {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days day(std::string_view text) { return base::parse_date(text).value(); }
base::Zone zone(std::string_view name) { return base::Zone::find(name).value(); }
std::string wall(const base::Zone& in, base::Instant at) {
    const auto civil = in.to_civil(at);
    return base::format_date(civil.day) + " " + base::format_hour(civil.minute_of_day());
}

Program program_from(std::string_view starts_on) {
    Program program;
    program.zone = "America/Asuncion";
    program.departments = {"Central", "Caaguazu"};
    program.starts_on = day(starts_on);
    program.weeks = 8;
    return program;
}

TEST(DepartmentCalendar, CountsProgrammeWeeksOverAPause) {
    Program program = program_from("2026-03-02");
    program.blackouts = {{day("2026-03-16"), day("2026-03-22"), {"Caaguazu"}, "flood"},
                         {day("2026-03-30"), day("2026-04-04"), {}, "holy week"}};
    struct Row { const char* date; int central; int caaguazu; };  // 0 = no programme week
    const Row rows[] = {{"2026-03-01", 0, 0}, {"2026-03-02", 1, 1}, {"2026-03-08", 1, 1}, {"2026-03-09", 2, 2},
                        {"2026-03-16", 3, 0}, {"2026-03-23", 4, 3}, {"2026-03-31", 0, 0}, {"2026-04-06", 5, 4},
                        {"2026-04-27", 8, 7}, {"2026-05-04", 0, 8}, {"2026-05-11", 0, 0}};
    const DepartmentCalendar central(program, "Central");
    const DepartmentCalendar caaguazu(program, "Caaguazu");
    for (const Row& row : rows) {
        EXPECT_EQ(central.week_of(day(row.date)).value_or(0), row.central) << row.date;
        EXPECT_EQ(caaguazu.week_of(day(row.date)).value_or(0), row.caaguazu) << row.date;
    }
    EXPECT_EQ(caaguazu.blackout(day("2026-03-18")), "flood");
    EXPECT_FALSE(central.blackout(day("2026-03-18")));
    EXPECT_FALSE(central.works_on(day("2026-03-08"))) << "Sunday is off";
    EXPECT_EQ(central.monday_of(5), day("2026-04-06"));
    EXPECT_FALSE(central.monday_of(9));
    EXPECT_FALSE(central.monday_of(0));
}

TEST(DepartmentCalendar, ABlackoutWithoutEndStopsTheSearch) {
    Program program = program_from("2026-03-02");
    program.blackouts = {{day("2026-03-16"), day("2099-01-01"), {}, "for ever"}};
    const DepartmentCalendar calendar(program, "Central");
    EXPECT_EQ(calendar.monday_of(2), day("2026-03-09"));
    EXPECT_FALSE(calendar.monday_of(3));
    const std::vector slots{slot_at(3, 17 * 60)};
    EXPECT_EQ(session_times(calendar, slots, zone(program.zone), zone(program.zone)).size(), 2u);
}

TEST(SessionTimes, AHolidayMovesTheSessionOfThatDayAlone) {
    Program program = program_from("2026-03-02");
    program.blackouts = {{day("2026-03-12"), day("2026-03-12"), {}, "holiday"}};  // Thursday of week 2
    const DepartmentCalendar calendar(program, "Central");
    const auto asuncion = zone(program.zone);
    const std::vector thursday{slot_at(3, 17 * 60)};
    const auto times = session_times(calendar, thursday, asuncion, asuncion);
    ASSERT_EQ(times.size(), 8u);
    EXPECT_EQ(wall(asuncion, times[0].starts), "2026-03-05 17:00");
    EXPECT_EQ(wall(asuncion, times[1].starts), "2026-03-19 17:00");
    EXPECT_EQ(times[1].week, 2);
    EXPECT_EQ(times[7].week, 8);
    EXPECT_EQ(wall(asuncion, times[7].starts), "2026-04-30 17:00");
    const std::vector tuesday{slot_at(1, 17 * 60)};
    EXPECT_EQ(wall(asuncion, session_times(calendar, tuesday, asuncion, asuncion)[7].starts), "2026-04-21 17:00");
}

TEST(SessionTimes, TwoCallsAWeekStayInOrderAndNoneIsLost) {
    Program program = program_from("2026-03-02");
    program.blackouts = {{day("2026-03-05"), day("2026-03-05"), {}, "holiday"}};
    const DepartmentCalendar calendar(program, "Central");
    const auto asuncion = zone(program.zone);
    const std::vector slots{slot_at(3, 17 * 60), slot_at(0, 18 * 60)};
    const auto times = session_times(calendar, slots, asuncion, asuncion);
    ASSERT_EQ(times.size(), 16u);
    EXPECT_EQ(wall(asuncion, times[0].starts), "2026-03-02 18:00");
    EXPECT_EQ(wall(asuncion, times[1].starts), "2026-03-09 18:00");
    EXPECT_EQ(times[1].week, 1);
    EXPECT_EQ(times[2].week, 2);
    for (std::size_t n = 1; n < times.size(); ++n) EXPECT_LT(times[n - 1].starts, times[n].starts);
}

TEST(SessionTimes, WallTimeStaysOverOffsetChanges) {
    Program program = program_from("2026-02-23");
    program.zone = "America/New_York";
    const DepartmentCalendar calendar(program, "x");
    const auto york = zone(program.zone);
    const std::vector slots{slot_at(1, 18 * 60 + 30)};
    const auto times = session_times(calendar, slots, york, york);
    ASSERT_EQ(times.size(), 8u);
    for (const SessionTime& time : times) EXPECT_EQ(york.to_civil(time.starts).minute_of_day(), 18 * 60 + 30);
    EXPECT_EQ(base::format_instant(times[1].starts), "2026-03-03T23:30:00Z");
    EXPECT_EQ(base::format_instant(times[2].starts), "2026-03-10T22:30:00Z");  // the clock went forward on 8 March
}

TEST(SessionTimes, ParaguayKeepsMinusThreeInJuly) {
    Program program = program_from("2026-06-29");
    const DepartmentCalendar calendar(program, "Central");
    const auto asuncion = zone(program.zone);
    const std::vector slots{slot_at(2, 17 * 60)};
    const auto times = session_times(calendar, slots, asuncion, asuncion);
    ASSERT_EQ(times.size(), 8u);
    EXPECT_EQ(base::format_instant(times[0].starts), "2026-07-01T20:00:00Z");
}

TEST(SessionTimes, AFamilyInAnotherZoneKeepsItsOwnClock) {
    Program program = program_from("2026-03-02");  // Mexico City has no summer time, Tijuana moves on 8 March
    const auto mexico = zone("America/Mexico_City");
    const auto tijuana = zone("America/Tijuana");
    const DepartmentCalendar calendar(program, "x");
    const std::vector slots{slot_at(0, 18 * 60)};
    EXPECT_EQ(wall_slot(slots[0], mexico, tijuana, program.starts_on), (WallSlot{0, 16 * 60}));
    for (const SessionTime& time : session_times(calendar, slots, mexico, tijuana))
        EXPECT_EQ(tijuana.to_civil(time.starts).minute_of_day(), 16 * 60);
    EXPECT_EQ(wall_slot(slot_at(0, 30), mexico, tijuana, program.starts_on), (WallSlot{6, 22 * 60 + 30}));
}

TEST(SessionTimes, TheMissingHourMovesForward) {
    Program program = program_from("2026-03-02");
    program.quiet.days_off.clear();
    const auto york = zone("America/New_York");
    const DepartmentCalendar calendar(program, "x");
    const std::vector slots{slot_at(6, 2 * 60 + 30)};
    EXPECT_EQ(wall(york, session_times(calendar, slots, york, york)[0].starts), "2026-03-08 03:00");
}

TEST(OnboardingTime, LiesBeforeTheStartAndNeverOnAHoliday) {
    Program program = program_from("2026-03-02");
    program.blackouts = {{day("2026-02-26"), day("2026-02-26"), {}, "holiday"}};
    const DepartmentCalendar calendar(program, "Central");
    const auto asuncion = zone(program.zone);
    const std::vector slots{slot_at(3, 17 * 60)};
    EXPECT_EQ(wall(asuncion, onboarding_time(calendar, slots, asuncion, asuncion).value()), "2026-02-19 17:00");
}

TEST(ContactHours, TextsWaitForTheMorningTheWeekdayAndTheEndOfAPause) {
    Program program = program_from("2026-03-02");
    program.blackouts = {{day("2026-03-30"), day("2026-04-04"), {}, "holy week"}};
    const DepartmentCalendar calendar(program, "Central");
    const auto asuncion = zone(program.zone);
    const ContactHours hours(program, {}, asuncion, &calendar);
    struct Row { const char* from; const char* next; };  // UTC; Asuncion is three hours behind
    const Row rows[] = {
        {"2026-03-03T15:00:00Z", "2026-03-03 12:00"}, {"2026-03-03T10:29:59Z", "2026-03-03 07:30"},
        {"2026-03-03T23:29:59Z", "2026-03-03 20:29"}, {"2026-03-03T23:30:00Z", "2026-03-04 07:30"},
        {"2026-03-08T02:00:00Z", "2026-03-09 07:30"}, {"2026-03-29T02:30:00Z", "2026-04-06 07:30"},
    };
    for (const Row& row : rows) {
        const auto from = base::parse_instant(row.from).value();
        const auto next = hours.next_text(from).value();
        EXPECT_EQ(wall(asuncion, next), row.next) << row.from;
        EXPECT_EQ(hours.text_allowed(from), next == from) << row.from;
        EXPECT_TRUE(hours.text_allowed(next));
    }
}

TEST(ContactHours, CallsStayInsideTheFamilysWindowsAndTheProgrammesHours) {
    Program program = program_from("2026-03-02");
    const DepartmentCalendar calendar(program, "Central");
    const auto asuncion = zone(program.zone);
    const std::vector<WeeklyWindow> windows{{1, 19 * 60, 22 * 60}, {6, 600, 700}};
    const ContactHours hours(program, windows, asuncion, &calendar);
    const auto tuesday = [&](int hour, int minute) {
        return asuncion.to_instant({day("2026-03-03"), std::chrono::hours{hour} + std::chrono::minutes{minute}});
    };
    EXPECT_FALSE(hours.call_allowed(tuesday(18, 59), base::Minutes{20}));
    EXPECT_TRUE(hours.call_allowed(tuesday(19, 0), base::Minutes{20}));
    EXPECT_TRUE(hours.call_allowed(tuesday(20, 10), base::Minutes{20}));
    EXPECT_FALSE(hours.call_allowed(tuesday(20, 11), base::Minutes{20})) << "would run into the quiet hours";
    EXPECT_EQ(wall(asuncion, hours.next_call(tuesday(20, 11), base::Minutes{20}).value()), "2026-03-10 19:00");
    const ContactHours never(program, std::vector<WeeklyWindow>{{6, 600, 700}}, asuncion, &calendar);
    EXPECT_FALSE(never.next_call(tuesday(8, 0), base::Minutes{20}));
}

TEST(ContactHours, NextIsAlwaysAllowedAndNeverEarlier) {
    base::Random random(5);
    for (const char* name : {"America/Asuncion", "America/New_York", "America/Tijuana", "Africa/Casablanca", "Australia/Lord_Howe"}) {
        Program program = program_from("2026-03-02");
        program.quiet.days_off.clear();
        program.blackouts = {{day("2026-03-29"), day("2026-04-02"), {}, "pause"}};
        const DepartmentCalendar calendar(program, "Central");
        const std::vector<WeeklyWindow> windows{{0, 480, 600}, {4, 0, 1440}, {6, 60, 1230}};
        const ContactHours hours(program, windows, zone(name), &calendar);
        for (int round = 0; round < 200; ++round) {
            const base::Instant from{day("2026-02-20") + base::Seconds{random.between(0, 90 * 86400)}};
            const auto text = hours.next_text(from).value();
            const auto call = hours.next_call(from, base::Minutes{20}).value();
            EXPECT_GE(text, from);
            EXPECT_GE(call, from);
            EXPECT_TRUE(hours.text_allowed(text));
            EXPECT_TRUE(hours.call_allowed(call, base::Minutes{20}));
            EXPECT_TRUE(hours.text_allowed(call)) << "calls are never outside the texts' hours here";
        }
    }
}

}  // namespace
}  // namespace tutorline::domain::calendar_test
