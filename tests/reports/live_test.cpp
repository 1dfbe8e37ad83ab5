// The weekly page while the service runs: what the gateway knows is told before the tutors have reported.
#include <gmock/gmock.h>

#include "engine/cohort.hpp"
#include "reports/exports.hpp"
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

}  // namespace
}  // namespace tutorline::reports::live_test
