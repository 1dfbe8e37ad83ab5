#include "domain/roster/match_roster.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/calendar/week_slots.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain::match_roster_test {
namespace {

Program program() {
    Program p;
    p.zone = "America/Asuncion";
    p.starts_on = base::parse_date("2027-03-08").value();
    p.languages = {"es", "gn"};
    for (int day = 0; day < 6; ++day) p.call_hours.push_back({day, 14 * 60, 20 * 60});
    return p;
}

Student student(const std::string& key, std::vector<WeeklyWindow> windows) {
    Student s;
    s.key = key;
    s.household = "h-" + key;
    s.languages = {"es"};
    s.windows = std::move(windows);
    s.consent = Consent{};
    return s;
}

Tutor tutor(const std::string& key, std::vector<WeeklyWindow> windows, int minutes) {
    Tutor t;
    t.key = key;
    t.languages = {"es"};
    t.windows = std::move(windows);
    t.minutes_per_week = minutes;
    return t;
}

TEST(TutorLoad, MinutesCarryAFifthForAttempts) {
    Program p = program();
    EXPECT_EQ(student_week_minutes(p), 24);  // 20 minutes once a week
    p.sessions_per_week = 2;
    p.call_minutes = base::Minutes{30};
    EXPECT_EQ(student_week_minutes(p), 72);  // ten students: 10 h of talk, 12 h in all
    EXPECT_DOUBLE_EQ(expected_dials(1), 1);
    EXPECT_NEAR(expected_dials(2), 1.47, 0.005);
    EXPECT_NEAR(expected_dials(3), 1.98, 0.01);
    EXPECT_NEAR(expected_dials(4), 2.50, 0.005);
}

TEST(TutorLoad, AShareOfTheSlotsStaysFree) {
    const Program p = program();
    const auto t = tutor("T", {{0, 15 * 60, 20 * 60}, {6, 600, 900}}, 1000);  // ten half hours; Sunday does not count
    const TutorLoad load = tutor_load(t, p);
    EXPECT_EQ(load.slots, 10);
    EXPECT_EQ(load.slots_free, 2);  // 15 % of ten, rounded up
    EXPECT_EQ(load.by_slots, 8);
    EXPECT_EQ(load.by_minutes, 41);
    EXPECT_EQ(load.students_max, 8);
    EXPECT_EQ(tutor_load(tutor("T", t.windows, 60), p).students_max, 2);
    EXPECT_EQ(tutor_load(tutor("T", t.windows, 23), p).students_max, 0);
}

TEST(SlotsOf, LieInsideWindowsCallHoursAndQuietHours) {
    Program p = program();
    p.quiet.calls_to = 19 * 60;
    const auto s = student("S", {{0, 13 * 60, 15 * 60}, {1, 18 * 60 + 30, 21 * 60}, {6, 600, 900}});
    EXPECT_EQ(slots_of(s, p), (std::vector{slot_at(0, 14 * 60), slot_at(0, 14 * 60 + 30), slot_at(1, 18 * 60 + 30)}));
}

TEST(SlotsOf, ATutorInAnotherZoneIsMetOnTheProgrammesClock) {
    Program p = program();
    p.zone = "America/Mexico_City";
    p.department_zones = {{"Tijuana", "America/Tijuana"}};
    auto t = tutor("T", {{0, 15 * 60, 16 * 60}}, 300);
    t.zone = "America/Tijuana";  // two hours behind in early March
    EXPECT_EQ(slots_of(t, p), (std::vector{slot_at(0, 17 * 60), slot_at(0, 17 * 60 + 30)}));
}

TEST(MatchRoster, TeachesTheOperationAfterTheLevel) {
    Student s;
    s.level = Level::beginner;
    EXPECT_EQ(operation_learned(s), 2);
    s.level = Level::not_assessed;
    EXPECT_EQ(operation_learned(s), 2);
    s.level = Level::division;
    EXPECT_EQ(operation_learned(s), 6);
    Tutor t;
    EXPECT_EQ(operations_taught(t).size(), 5u);
    t.levels = {Level::addition, Level::beginner, Level::division};
    EXPECT_EQ(operations_taught(t), (std::vector{2, 5}));
}

TEST(MatchRoster, PlacesInsideBothWindowsAndLeavesOutWhoMayNotBeCalled) {
    const Program p = program();
    Roster roster;
    for (int n = 0; n < 6; ++n) roster.students.push_back(student("S" + std::to_string(n), {{n % 3, 17 * 60, 19 * 60}}));
    roster.students[2].consent.reset();
    roster.students[3].consent->calls = false;
    roster.tutors = {tutor("A", {{0, 15 * 60, 20 * 60}, {1, 15 * 60, 20 * 60}}, 300), tutor("B", {{2, 15 * 60, 20 * 60}}, 300)};
    const RosterMatch match = match_roster(p, roster);
    EXPECT_TRUE(matching::faults(match.problem).empty());
    EXPECT_EQ(matching::violation(match.problem, match.solution), "");
    EXPECT_EQ(match.without_consent, (std::vector{2, 3}));
    ASSERT_EQ(match.solution.placed.size(), 4u);
    for (const auto& place : match.solution.placed) {
        const Student& s = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        const auto slots = slots_of(s, p);
        EXPECT_NE(std::ranges::find(slots, place.slots.at(0)), slots.end());
    }
}

TEST(MatchRoster, SiblingsStandBackToBackWithOneTutor) {
    const Program p = program();
    Roster roster;
    for (int n = 0; n < 5; ++n) roster.students.push_back(student("S" + std::to_string(n), {{0, 17 * 60, 20 * 60}}));
    roster.students[1].household = roster.students[3].household = "both";
    roster.tutors = {tutor("A", {{0, 16 * 60, 20 * 60}}, 300), tutor("B", {{0, 16 * 60, 20 * 60}}, 300)};
    const RosterMatch match = match_roster(p, roster);
    ASSERT_EQ(match.solution.placed.size(), 5u);
    const auto& one = match.solution.placed[1];
    const auto& other = match.solution.placed[3];
    EXPECT_EQ(one.tutor, other.tutor);
    EXPECT_EQ(std::abs(one.slots.at(0) - other.slots.at(0)), 1);
}

TEST(MatchRoster, TheSameInputGivesTheSameMatch) {
    const Program p = program();
    Roster roster;
    for (int n = 0; n < 40; ++n) roster.students.push_back(student("S" + std::to_string(n), {{n % 6, 15 * 60, 20 * 60}, {(n + 2) % 6, 17 * 60, 19 * 60}}));
    for (int n = 0; n < 5; ++n) roster.tutors.push_back(tutor("T" + std::to_string(n), {{n, 15 * 60, 20 * 60}, {(n + 1) % 6, 14 * 60, 18 * 60}}, 240));
    const auto first = match_roster(p, roster).solution;
    const auto second = match_roster(p, roster).solution;
    ASSERT_EQ(first.placed.size(), second.placed.size());
    for (std::size_t n = 0; n < first.placed.size(); ++n) EXPECT_EQ(first.placed[n].slots, second.placed[n].slots);
    EXPECT_EQ(first.cost, second.cost);
}

}  // namespace
}  // namespace tutorline::domain::match_roster_test
