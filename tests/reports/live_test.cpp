// The weekly page while the service runs: what the gateway knows is told before the tutors have reported.
#include <gmock/gmock.h>

#include "domain/session/report.hpp"
#include "engine/cohort.hpp"
#include "reports/csv.hpp"
#include "reports/exports.hpp"
#include "reports/figures.hpp"
#include "reports/weekly.hpp"

namespace tutorline::reports::live_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;

struct LivePage : testing::Test {
    LivePage() { cohort.enroll({{"luis", "l", {"+595981000001"}, 34}, {"mia", "m", {"+595981000002"}, 36}}); }
    WeeklyReport page(base::Instant now, int week = 0) {
        const auto reader = store::open_reader({}, *cohort.store).value();
        auto made = weekly_report(*reader, cohort.resources().program, week, now);
        EXPECT_TRUE(made) << made.error().code;
        return made ? *made : WeeklyReport{};
    }
    test::Cohort cohort;
};

TEST_F(LivePage, ACallSomebodyAnsweredCountsBeforeTheTutorTellsOfIt) {
    cohort.talk(cohort.monday, 900);
    cohort.unanswered(cohort.monday + 1h);
    const WeeklyReport before = page(cohort.monday + 90min);
    EXPECT_EQ(before.funnel.contacted, 1);
    EXPECT_EQ(before.attempts.dials, 2);
    EXPECT_EQ(before.attempts.answered, 1);
    cohort.log(cohort.session("luis").id, ReportedOutcome::completed, 15, true, cohort.monday + 91min);
    EXPECT_EQ(page(cohort.monday + 95min).attempts.answered, 1);
}

TEST_F(LivePage, AVoicemailTheTutorTellsOfWasAnsweredByNobody) {
    cohort.talk(cohort.monday, 40);
    EXPECT_EQ(page(cohort.monday + 5min).attempts.answered, 1);
    cohort.log(cohort.session("luis").id, ReportedOutcome::no_contact, {}, {}, cohort.monday + 10min);
    EXPECT_EQ(page(cohort.monday + 15min).attempts.answered, 0);
}

TEST_F(LivePage, ALessonThatWasMovedShowsItsNewHourAndOneThatWasEndedIsNotToCome) {
    cohort.handle(PauseCohort{*base::parse_date("2026-03-09"), *base::parse_date("2026-03-09"), {}, "flood", "ana"}, cohort.start);
    cohort.handle(CorrectOutcome{cohort.session("mia", 3).id, "excused", "ana", "was_ill"}, cohort.start);
    const auto reader = store::open_reader({}, *cohort.store).value();
    const auto words = [](std::string_view key, const domain::Arguments&) { return std::string{key.substr(key.rfind('.') + 1)}; };
    const auto sheet = weekly_csv(*reader, cohort.resources().program, page(cohort.start), Sheet::sessions, words, "en").value();
    EXPECT_THAT(sheet, testing::HasSubstr("luis,rosa,kind_lesson,2,2,2026-03-09 17:00,2026-03-10 "));
    EXPECT_THAT(sheet, testing::HasSubstr("luis,rosa,kind_lesson,3,3,2026-03-16 17:00,,,to_come,no,"));
    EXPECT_THAT(sheet, testing::HasSubstr("mia,rosa,kind_lesson,3,3,2026-03-16 18:00,,,excused,no,"));
    const auto students = weekly_csv(*reader, cohort.resources().program, page(cohort.start), Sheet::students, words, "en").value();
    EXPECT_THAT(students, testing::HasSubstr(",no,0,0,0,0,0,0,0,0,0,2,1,0,")) << "Mia: two lessons to come, one that will not take place";
}

TEST_F(LivePage, BeforeTheFirstLessonEveryOutputTellsWeekNought) {
    const auto before = page(cohort.start);
    EXPECT_THAT(weekly_json(before), testing::HasSubstr("\"week\":0,"));
    EXPECT_EQ(before.week_begun(), 0);
    EXPECT_EQ(page(cohort.monday + 1h).week_begun(), 1);
}

TEST_F(LivePage, AWeekEndsBeforeTheNextOneBeginsForAnybody) {
    auto later = cohort.session("mia", 1);  // a holiday moved Mia's first lesson into Luis' second week
    later.planned_at += 8 * 24h;
    cohort.store->save(later);
    const auto first = page(cohort.monday + 10 * 24h, 1);
    EXPECT_LT(first.at, cohort.session("luis", 2).planned_at);
    EXPECT_EQ(first.week_begun(), 1);
    EXPECT_EQ(first.by_week[0].planned(), 1);
    EXPECT_EQ(first.by_week[1].planned(), 0);
    EXPECT_EQ(first.behind, 1);
    EXPECT_EQ(page(first.at).week_begun(), 1) << "the same moment, asked for by its date";
}

TEST_F(LivePage, LessonsATutorWasAbsentFromAreToldApartFromWhatElseTheProgrammeCancelled) {
    for (const auto& [child, reason] : {std::pair{"luis", "tutor"}, {"mia", "flood"}}) {
        auto lesson = cohort.session(child);
        lesson = domain::closed(lesson, Outcome::cancelled_programme, reason, cohort.monday + 2h);
        cohort.store->add_outcome({.session = lesson.id, .version = 1, .outcome = *lesson.outcome, .reason = reason, .author = "engine", .at = cohort.monday + 2h});
        cohort.store->save(lesson);
    }
    const auto report = page(cohort.monday + 3h);
    EXPECT_EQ(report.to_date.of(static_cast<std::size_t>(Outcome::cancelled_programme)), 2);
    EXPECT_EQ(report.tutor_absent, 1);
}

TEST(HalfUp, IsOneRuleForEveryOutput) {
    EXPECT_EQ(half_up(19 / 40.0, 2), 0.48);
    EXPECT_EQ(half_up(23 / 40.0, 2), 0.58);
    EXPECT_EQ(half_up(29 / 200.0, 2), 0.15);
    EXPECT_EQ(half_up(-0.5, 0), -1);
    EXPECT_EQ(half_up(0.4749, 2), 0.47);
    CsvSheet cells{"es"};
    EXPECT_EQ(cells.cell(19 / 40.0, 2).text().substr(3), "0,48");
    EXPECT_EQ(Figures{"es"}.percent(23 / 40.0), "58 %");
}

}  // namespace
}  // namespace tutorline::reports::live_test
