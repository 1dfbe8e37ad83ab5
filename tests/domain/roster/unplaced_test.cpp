#include "domain/roster/unplaced.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/calendar/week_slots.hpp"
#include "domain/roster/smallest_change.hpp"

namespace tutorline::domain::unplaced_test {
namespace {

using Reason = Unplaced::Reason;
using Kind = matching::Change::Kind;

Program program() {
    Program p;
    p.zone = "America/Asuncion";
    p.starts_on = base::parse_date("2027-03-08").value();
    for (int day = 0; day < 6; ++day) p.call_hours.push_back({day, 14 * 60, 20 * 60});
    return p;
}

Student student(const std::string& key, std::vector<WeeklyWindow> windows, std::vector<std::string> languages = {"es"}) {
    Student s;
    s.key = s.household = key;
    s.languages = std::move(languages);
    s.windows = std::move(windows);
    s.consent = Consent{};
    return s;
}

Tutor tutor(const std::string& key, std::vector<WeeklyWindow> windows, int minutes) {
    Tutor t;
    t.key = key;
    t.languages = {"es"};
    t.gender = "m";
    t.windows = std::move(windows);
    t.minutes_per_week = minutes;
    return t;
}

const WeeklyWindow monday{0, 15 * 60, 20 * 60};
const WeeklyWindow tuesday{1, 15 * 60, 20 * 60};

struct Told { Reason reason; std::optional<matching::Change> change; };

/// What is told of the last of those without a place.
Told last_of(const Program& p, const Roster& roster) {
    const auto match = match_roster(p, roster);
    const auto unplaced = unplaced_students(p, roster, match);
    EXPECT_FALSE(unplaced.empty());
    if (unplaced.empty()) return {};
    return {unplaced.back().reason, unplaced.back().change};
}

TEST(Unplaced, NamesTheSiblingWhoHasNoHours) {
    const Program p = program();
    Roster roster{{student("A", {monday}), student("B", {}), student("C", {monday})}, {tutor("T", {monday}, 300)}};
    roster.students[1].household = "A";
    const auto unplaced = unplaced_students(p, roster, match_roster(p, roster));
    ASSERT_EQ(unplaced.size(), 2U);
    EXPECT_EQ(unplaced[0].reason, Reason::sibling_hours);
    EXPECT_EQ(unplaced[0].sibling, 1);
    EXPECT_FALSE(unplaced[0].change);
    EXPECT_EQ(unplaced[1].reason, Reason::no_windows);
}

TEST(Unplaced, TellsEachReason) {
    const Program p = program();
    Roster roster{{student("A", {monday})}, {tutor("T", {monday}, 300)}};
    auto& one = roster.students[0];
    one.consent.reset();
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_consent);
    one = student("A", {});
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_windows);
    one = student("A", {{0, 360, 420}});
    EXPECT_EQ(last_of(p, roster).reason, Reason::outside_hours);
    one = student("A", {monday}, {"gn"});
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_language);
    one = student("A", {monday});
    one.level = Level::beginner;
    roster.tutors[0].levels = {Level::division};
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_level);
    roster.tutors[0].levels.clear();
    one.tutor_gender = "f";
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_gender);
    EXPECT_EQ(last_of(p, roster).change->kind, Kind::gender_wish);
    one.tutor_gender.clear();
    one.windows = {tuesday};
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_common_slot);
}

TEST(Unplaced, SiblingsWhoNeedDifferentTutorsAreToldSo) {
    const Program p = program();
    Roster roster{{student("A", {monday}), student("B", {monday})}, {tutor("T", {monday}, 300), tutor("U", {monday}, 300)}};
    roster.students[1].household = "A";
    roster.tutors[1].gender = "f";
    roster.students[0].tutor_gender = "m";
    roster.students[1].tutor_gender = "f";
    const Told wishes = last_of(p, roster);
    EXPECT_EQ(wishes.reason, Reason::sibling_wishes);
    ASSERT_TRUE(wishes.change);
    EXPECT_EQ(wishes.change->kind, Kind::gender_wish);
    for (Student& one : roster.students) one.tutor_gender.clear();
    roster.students[0].level = Level::beginner;
    roster.students[1].level = Level::division;
    roster.tutors[0].levels = {Level::addition};
    roster.tutors[1].levels = {Level::division};
    EXPECT_EQ(last_of(p, roster).reason, Reason::sibling_tutors);
}

TEST(Unplaced, AFullTutorNeedsOneMorePlace) {
    const Program p = program();
    const Roster roster{{student("A", {monday}), student("B", {monday}), student("C", {monday})}, {tutor("T", {monday}, 48)}};
    const Told told = last_of(p, roster);
    EXPECT_EQ(told.reason, Reason::full);
    ASSERT_TRUE(told.change);
    EXPECT_EQ(told.change->kind, Kind::tutor_place);
    EXPECT_EQ(told.change->tutor, 0);
}

TEST(Unplaced, AnHourThatIsMissingIsNamed) {
    const Program p = program();
    const Roster roster{{student("A", {{0, 20 * 60 - 30, 20 * 60}, {1, 18 * 60, 18 * 60 + 30}})}, {tutor("T", {{1, 15 * 60, 18 * 60}}, 300)}};
    const Told told = last_of(p, roster);
    EXPECT_EQ(told.reason, Reason::no_common_slot);
    ASSERT_TRUE(told.change);
    EXPECT_EQ(told.change->kind, Kind::tutor_hour);
    EXPECT_EQ(told.change->slots, std::vector<int>{slot_at(1, 18 * 60)}) << "beside the hours the tutor offers";
}

TEST(Unplaced, EveryChangePlacesOneMoreWhenItIsMade) {
    const Program p = program();
    Roster roster;
    for (int n = 0; n < 24; ++n) {
        roster.students.push_back(student("S" + std::to_string(n), {{n % 3, 17 * 60, 18 * 60 + 30}}));
        if (n % 5 == 0) roster.students.back().tutor_gender = "f";
    }
    roster.tutors = {tutor("T", {monday, tuesday}, 200), tutor("U", {tuesday}, 120)};
    const auto match = match_roster(p, roster);
    int checked = 0;
    for (const Unplaced& unplaced : unplaced_students(p, roster, match)) {
        if (!unplaced.change) continue;
        matching::Problem changed = match.problem;
        const auto& change = *unplaced.change;
        auto& who = changed.students[static_cast<std::size_t>(unplaced.student)];
        if (change.kind == Kind::gender_wish) who.tutor_gender = matching::Gender::any;
        if (change.kind == Kind::student_hour) who.slots.push_back({change.slots.front(), 0});
        if (change.kind == Kind::tutor_place) ++changed.tutors[static_cast<std::size_t>(change.tutor)].students_max;
        if (change.kind == Kind::tutor_hour) {
            changed.tutors[static_cast<std::size_t>(change.tutor)].slots.push_back(change.slots.front());
            ++changed.tutors[static_cast<std::size_t>(change.tutor)].students_max;
        }
        EXPECT_EQ(matching::solve(changed).need_placed, match.solution.need_placed + 1);
        ++checked;
    }
    EXPECT_GT(checked, 3);
}

const WeeklyWindow wednesday{2, 15 * 60, 20 * 60};

/// Each hour that a change asks for, of whomever.
std::vector<int> hours_asked(const matching::Change& change) {
    std::vector<int> hours = change.slots;
    for (const auto& [who, slot] : change.family_hours) hours.push_back(slot);
    return hours;
}

TEST(Unplaced, TwoCallsNeedTwoDaysAndThatIsTheReason) {
    Program p = program();
    p.sessions_per_week = 2;
    Roster roster{{student("A", {monday})}, {tutor("T", {monday, tuesday}, 300)}};
    Told told = last_of(p, roster);
    EXPECT_EQ(told.reason, Reason::few_days);
    ASSERT_TRUE(told.change);
    EXPECT_EQ(told.change->kind, Kind::student_hour);
    ASSERT_EQ(told.change->slots.size(), 1U);
    EXPECT_EQ(slot_weekday(told.change->slots.front()), 1) << "an hour on the other day of the tutor";
    roster.students[0].windows = {monday, wednesday};
    EXPECT_EQ(last_of(p, roster).reason, Reason::common_days);
    roster.students[0].windows = {wednesday, {3, 15 * 60, 20 * 60}};
    EXPECT_EQ(last_of(p, roster).reason, Reason::no_common_slot);
}

TEST(Unplaced, TwoCallsMayTakeAnHourOfTheTutorAndOneOfTheFamily) {
    Program p = program();
    p.sessions_per_week = 2;
    // Both can on Mondays alone: a second day has to be found together. A full tutor makes a place as well.
    for (const int minutes : {300, 0}) {
        const Roster roster{{student("A", {monday})}, {tutor("T", {monday}, minutes)}};
        const auto match = match_roster(p, roster);
        const Told told = last_of(p, roster);
        EXPECT_EQ(told.reason, Reason::few_days);
        ASSERT_TRUE(told.change) << minutes;
        EXPECT_EQ(told.change->kind, minutes > 0 ? Kind::tutor_hour : Kind::tutor_place);
        ASSERT_EQ(told.change->family_hours.size(), 1U);
        EXPECT_THAT(told.change->slots, testing::Contains(told.change->family_hours[0].second));
        EXPECT_EQ(matching::solve(with_change(p, roster, match.problem, *told.change)).placed.size(), 1U);
    }
}

TEST(Unplaced, SiblingsWhoseHoursDoNotMeetAreToldSoBoth) {
    const Program p = program();
    Roster roster{{student("A", {{0, 15 * 60, 15 * 60 + 30}}), student("B", {{1, 15 * 60, 15 * 60 + 30}})}, {tutor("T", {monday}, 300)}};
    roster.students[1].household = "A";
    const auto match = match_roster(p, roster);
    const auto unplaced = unplaced_students(p, roster, match);
    ASSERT_EQ(unplaced.size(), 2U);
    for (const Unplaced& one : unplaced) {
        EXPECT_EQ(one.reason, Reason::sibling_days);
        ASSERT_TRUE(one.change);
        EXPECT_EQ(one.change->kind, Kind::student_hour);
        EXPECT_EQ(matching::solve(matching::apply(match.problem, *one.change)).placed.size(), 2U);
    }
}

TEST(Unplaced, NobodyIsAskedForAnHourInWhichTheProgrammeDoesNotCall) {
    Program p = program();
    p.call_hours.erase(p.call_hours.begin());  // no calls on Mondays
    Blackout thursdays{.from = p.starts_on, .to = p.starts_on, .departments = {"Central"}, .reason = "feria"};
    for (int week = 0; week < p.weeks; ++week) {
        thursdays.from = thursdays.to = p.starts_on + std::chrono::days{7 * week + 3};
        p.blackouts.push_back(thursdays);
    }
    for (int calls = 1; calls <= 2; ++calls) {
        p.sessions_per_week = calls;
        Roster roster{{student("A", {{2, 15 * 60, 15 * 60 + 30}}), student("B", {{4, 15 * 60, 15 * 60 + 30}})}, {}};
        for (Student& one : roster.students) one.department = "Central";
        roster.students[1].household = "A";
        const auto match = match_roster(p, roster);
        const auto expect_called = [](const matching::Change& change) {
            for (const int slot : hours_asked(change)) {
                EXPECT_NE(slot_weekday(slot), 0) << "no call hours";
                EXPECT_NE(slot_weekday(slot), 3) << "every Thursday of the round is paused there";
                EXPECT_NE(slot_weekday(slot), 6) << "a day off";
                EXPECT_GE(slot_minute(slot), 14 * 60);
                EXPECT_LT(slot_minute(slot), 20 * 60);
            }
        };
        Roster alone{{student("A", {}), student("B", {})}, {}};
        for (Student& one : alone.students) one.department = "Central";
        const auto without_hours = match_roster(p, alone);
        for (const Unplaced& one : unplaced_students(p, alone, without_hours)) {
            const auto enough = enough_for(p, alone, without_hours, one, one.student, {});
            ASSERT_TRUE(enough) << calls;
            EXPECT_FALSE(hours_asked(*enough).empty());
            expect_called(*enough);
        }
        for (const Unplaced& one : unplaced_students(p, roster, match)) {
            ASSERT_TRUE(one.newcomer);
            EXPECT_FALSE(one.newcomer->family_hours.empty());
            expect_called(*one.newcomer);
            EXPECT_EQ(matching::solve(matching::apply(match.problem, *one.newcomer)).placed.size(), 2U);
        }
    }
}

TEST(Unplaced, TheTutorsMoreThatAreEnoughMakeRoomForRivalsToo) {
    Program p = program();
    p.sessions_per_week = 2;
    Roster roster;
    const WeeklyWindow once_monday{0, 18 * 60, 18 * 60 + 30}, once_tuesday{1, 18 * 60, 18 * 60 + 30};
    for (const char* key : {"A", "B", "C"}) roster.students.push_back(student(key, {once_monday, once_tuesday}));
    const auto match = match_roster(p, roster);
    const auto unplaced = unplaced_students(p, roster, match);
    ASSERT_EQ(unplaced.size(), 3U);
    EXPECT_EQ(unplaced[2].rivals, 2);
    const auto enough = enough_for(p, roster, match, unplaced[2], 2, {});
    ASSERT_TRUE(enough);
    EXPECT_EQ(enough->newcomers, 3) << "with fewer, the others sit there: they come first in the sheet";
}

}  // namespace
}  // namespace tutorline::domain::unplaced_test
