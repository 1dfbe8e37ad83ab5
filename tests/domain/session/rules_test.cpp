// Retries, early warning, dosage and the life of a number.
#include <gtest/gtest.h>

#include "domain/roster/phone.hpp"
#include "domain/session/dosage.hpp"
#include "domain/session/early_warning.hpp"
#include "domain/session/retry.hpp"

namespace tutorline::domain::rules_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

base::Instant instant(const char* text) { return *base::parse_instant(text); }
const base::Zone asuncion = *base::Zone::find("America/Asuncion");

TEST(Retry, AnotherDayAndHourBeforeTheSameOnes) {
    const base::Instant tried[] = {instant("2026-03-02T20:00:00Z")};  // Monday 17:00
    const base::Instant same_day = instant("2026-03-02T22:00:00Z");
    const base::Instant same_hour = instant("2026-03-03T20:00:00Z");
    const base::Instant other = instant("2026-03-03T22:00:00Z");
    const base::Instant free[] = {same_day, same_hour, other};
    EXPECT_EQ(choose_retry(free, {tried, {}, asuncion}), other);
    EXPECT_EQ(choose_retry({free, 2}, {tried, {}, asuncion}), same_hour);
    EXPECT_EQ(choose_retry({free, 1}, {tried, {}, asuncion}), same_day);
}

TEST(Retry, NeverWithinAnHourAndAHalfOfTheLastDial) {
    const base::Instant tried[] = {instant("2026-03-02T20:00:00Z")};
    const base::Instant soon[] = {instant("2026-03-02T20:30:00Z"), instant("2026-03-02T21:00:00Z")};
    EXPECT_FALSE(choose_retry(soon, {tried, {}, asuncion}));
    EXPECT_FALSE(choose_retry({}, {tried, {}, asuncion}));
}

TEST(Retry, TheHourThisPhoneWasAnsweredBeforeWins) {
    const base::Instant tried[] = {instant("2026-03-02T20:00:00Z")};
    const base::Instant morning = instant("2026-03-04T13:00:00Z");  // Wednesday 10:00
    const base::Instant evening = instant("2026-03-04T22:00:00Z");
    const base::Instant free[] = {morning, evening};
    EXPECT_EQ(choose_retry(free, {tried, {}, asuncion}), evening) << "evenings as a rule";
    EXPECT_EQ(choose_retry(free, {tried, 2 * 1440 + 10 * 60, asuncion}), morning);
}

TEST(EarlyWarning, OneStepForEachWeekMissed) {
    Attendance a;
    auto step = observe(a, Outcome::no_contact, {}, 1);
    EXPECT_EQ(step.raised, std::vector{Warning::ask_when_home});
    step = observe(step.attendance, Outcome::adult_contact, {}, 1);
    EXPECT_EQ(step.raised, std::vector{Warning::facilitator});
    step = observe(step.attendance, Outcome::cancelled_programme, {}, 1);
    EXPECT_TRUE(step.raised.empty()) << "never counts against the child";
    step = observe(step.attendance, Outcome::no_contact, {}, 1);
    EXPECT_EQ(step.raised, (std::vector{Warning::visit_list, Warning::red_from_start}));
    EXPECT_TRUE(step.attendance.red);
    step = observe(step.attendance, Outcome::short_session, {}, 1);
    EXPECT_FALSE(step.attendance.red);
    EXPECT_EQ(step.attendance, (Attendance{0, 4, 1, false}));
    step = observe(step.attendance, Outcome::no_contact, {}, 1);
    EXPECT_EQ(step.raised, std::vector{Warning::ask_when_home}) << "counts anew";
}

TEST(EarlyWarning, WithTwoCallsAWeekAWeekIsMissedWhenBothAre) {
    auto step = observe({}, Outcome::no_contact, {}, 2);
    EXPECT_TRUE(step.raised.empty());
    step = observe(step.attendance, Outcome::no_contact, {}, 2);
    EXPECT_EQ(step.raised, std::vector{Warning::ask_when_home});
}

TEST(EarlyWarning, TheProgrammeMaySetOtherWeeks) {
    const EarlyWarningRule patient{.ask_family = 2, .facilitator = 3, .visit = 4, .red = 4};
    WarningStep step;
    std::vector<std::vector<Warning>> raised;
    for (int week = 1; week <= 4; ++week) {
        step = observe(step.attendance, Outcome::no_contact, patient, 1);
        raised.push_back(step.raised);
    }
    EXPECT_EQ(raised, (std::vector<std::vector<Warning>>{
                          {}, {Warning::ask_when_home}, {Warning::facilitator}, {Warning::visit_list, Warning::red_from_start}}));
}

TEST(EarlyWarning, ExcusedNotLoggedAndWithdrawnCountForNothing) {
    for (const Outcome outcome : {Outcome::excused, Outcome::not_logged, Outcome::withdrawn, Outcome::cancelled_programme})
        EXPECT_EQ(observe({1, 2, 1, false}, outcome, {}, 1).attendance, (Attendance{1, 2, 1, false}));
}

TEST(EarlyWarning, ACorrectionMovesTheCounts) {
    EXPECT_EQ(corrected({1, 3, 2, false}, Outcome::no_contact, Outcome::completed), (Attendance{0, 3, 3, false}));
    EXPECT_EQ(corrected({1, 3, 2, false}, Outcome::adult_contact, Outcome::excused), (Attendance{0, 2, 2, false}));
    EXPECT_EQ(corrected({0, 0, 0, false}, Outcome::not_logged, Outcome::completed), (Attendance{0, 1, 1, false}));
}

TEST(Dosage, FourThatAreToldApart) {
    Program program;
    program.weeks = 8;
    program.call_minutes = base::Minutes{20};
    std::vector<Session> sessions(5);
    for (auto& s : sessions) s.number = 1;
    sessions[0].outcome = Outcome::completed;
    sessions[0].child = 1230s;
    sessions[0].checkpoint = Checkpoint::right;
    sessions[1].outcome = Outcome::short_session;
    sessions[1].child = 290s;
    sessions[2].outcome = Outcome::adult_contact;
    sessions[3].kind = SessionKind::onboarding;
    sessions[3].outcome = Outcome::completed;
    sessions[3].child = 600s;
    EXPECT_EQ(programme_dose(program).minutes, 160min);
    EXPECT_EQ(scheduled_dose(sessions, program).sessions, 4);
    EXPECT_EQ(scheduled_dose(sessions, program).minutes, 80min);
    EXPECT_EQ(adequate_dose(program).minutes, 120min);
    EXPECT_EQ(adequate_dose(program).checkpoints, 6);
    EXPECT_EQ(actual_dose(sessions).sessions, 2);
    EXPECT_EQ(actual_dose(sessions).minutes, 25min) << "1520 seconds; onboarding apart";
    EXPECT_FALSE(is_adequate(sessions, program));
    std::vector<Session> enough(6, sessions[0]);
    EXPECT_TRUE(is_adequate(enough, program));
}

TEST(Phone, ThreeSignalsOnTwoDaysAskAPersonOnceAndAnAnswerClearsThem) {
    const sys_days monday{std::chrono::year{2026} / 3 / 2};
    auto strike = not_in_service({}, monday);
    EXPECT_EQ(strike.health.status, PhoneStatus::suspect);
    strike = not_in_service(strike.health, monday);
    strike = not_in_service(strike.health, monday);
    EXPECT_FALSE(strike.ask_a_person) << "three on one day";
    strike = not_in_service(strike.health, monday + std::chrono::days{1});
    EXPECT_TRUE(strike.ask_a_person);
    strike = not_in_service(strike.health, monday + std::chrono::days{2});
    EXPECT_FALSE(strike.ask_a_person) << "asked once";
    EXPECT_TRUE(usable(strike.health.status)) << "no signal of the network ends a number";
    EXPECT_EQ(heard_from(strike.health), (PhoneHealth{PhoneStatus::verified, 0, 0, {}}));
}

TEST(Phone, WhatAPersonSaidStays) {
    for (const auto status : {PhoneStatus::dead, PhoneStatus::wrong, PhoneStatus::recycled}) {
        const PhoneHealth health{status, 0, 0, {}};
        EXPECT_FALSE(usable(status));
        EXPECT_EQ(heard_from(health), health);
        EXPECT_EQ(not_in_service(health, sys_days{}).health, health);
    }
    for (const auto status : {PhoneStatus::unverified, PhoneStatus::verified, PhoneStatus::suspect, PhoneStatus::dead,
                              PhoneStatus::wrong, PhoneStatus::recycled})
        EXPECT_EQ(phone_status_from(name(status)), status);
}

}  // namespace
}  // namespace tutorline::domain::rules_test
