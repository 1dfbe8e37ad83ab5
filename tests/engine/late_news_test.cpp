// Callbacks that come late, out of order or after somebody reported first; and work that the database refuses.
#include "engine/cohort.hpp"

namespace tutorline::late_news_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using engine::Handled;
using test::Cohort;

const std::vector<Cohort::Child> luis{{"luis", "l", {"+595981000001"}}};
const std::vector<Cohort::Child> siblings{{"luis", "home", {"+595981000001"}, 34}, {"mia", "home", {"+595981000001"}, 35}};

TEST(LateNews, AReportWhileTheLineIsOpenLeavesTheCallbacksOfTheEndHarmless) {
    Cohort c;
    c.enroll(luis);
    const auto attempt = c.dial(c.monday);
    c.handle(c.answered(attempt, Leg::tutor), c.monday);
    c.handle(c.answered(attempt, Leg::family), c.monday + 10s);
    ASSERT_TRUE(c.log(c.session("luis").id, ReportedOutcome::completed, 20, true, c.monday + 20min));
    const auto closed = c.handle(c.ended(attempt, Leg::tutor, CallEnd::completed, 1290), c.monday + 1300s);
    EXPECT_EQ(closed.kind, Handled::Kind::changed) << "not refused: the gateway would send it again and again";
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 1280), c.monday + 1301s);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    EXPECT_EQ(c.session("luis").next_at, std::nullopt);
    EXPECT_EQ(c.session("luis").talk, 1280s);
}

TEST(LateNews, ALongTalkWithTwoSiblingsKeepsItsMinutes) {
    Cohort c;
    c.enroll(siblings);
    const auto attempt = c.dial(c.monday);
    c.handle(c.answered(attempt, Leg::tutor), c.monday);
    c.handle(c.answered(attempt, Leg::family), c.monday + 10s);
    for (auto now = c.monday; now < c.monday + 55min; now += 1min) c.run(now);
    EXPECT_EQ(c.session("luis").phase, Phase::talking);
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 3200), c.monday + 55min);
    EXPECT_EQ(c.session("luis").talk, 3200s);
    EXPECT_EQ(c.session("mia").talk, 3200s);
    EXPECT_EQ(c.session("mia").phase, Phase::awaiting_log);
}

TEST(LateNews, TheEndOfATalkThatTimedOutStillBringsItsMinutes) {
    Cohort c;
    c.enroll(luis);
    const auto attempt = c.dial(c.monday);
    c.handle(c.answered(attempt, Leg::tutor), c.monday);
    c.handle(c.answered(attempt, Leg::family), c.monday + 10s);
    c.run(c.monday + 2h);  // the service was down when the call ended
    ASSERT_EQ(c.session("luis").phase, Phase::awaiting_log);
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 1200), c.monday + 2h);
    EXPECT_EQ(c.session("luis").talk, 1200s);
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 1200), c.monday + 3h);
    EXPECT_EQ(c.session("luis").talk, 1200s) << "repeated";
    c.log(c.session("luis").id, ReportedOutcome::completed, {}, true, c.monday + 3h);
    EXPECT_EQ(c.session("luis").child, 20min);
}

TEST(LateNews, ALessonThatTookPlaceIsNotCalledAgainWhenOnlyItsEndIsTold) {
    Cohort c;
    c.enroll(luis);
    const auto attempt = c.dial(c.monday);
    c.run(c.monday + 5min);
    ASSERT_EQ(c.session("luis").phase, Phase::planned) << "no callback came: taken as not answered";
    c.handle(c.ended(attempt, Leg::family, CallEnd::completed, 1200), c.monday + 25min);
    EXPECT_EQ(c.session("luis").phase, Phase::awaiting_log);
    EXPECT_EQ(c.session("luis").booked_at, std::nullopt) << "the tutor's half hour is free again";
    EXPECT_EQ(c.session("luis").talk, 1200s);
    EXPECT_EQ(c.store->attempt(attempt)->disposition, std::nullopt);
    for (auto now = c.monday + 1h; now < c.monday + 50h; now += 30min) EXPECT_FALSE(c.dial(now));
    EXPECT_EQ(c.session("luis").outcome, Outcome::not_logged);
}

TEST(LateNews, WithOneDialASessionAFamilyMayStillAskForOneMore) {
    Cohort c;
    c.resources().program.attempts.attempts_max = 1;
    c.enroll(luis);
    c.unanswered(c.monday);
    ASSERT_EQ(c.session("luis").outcome, Outcome::no_contact);
    {
        engine::Scope scope = c.scope(c.monday + 1h);
        ASSERT_TRUE(engine::calls::call_again(scope, c.session("luis").id, c.monday + 24h));
    }
    c.unanswered(c.monday + 24h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::no_contact);
    EXPECT_EQ(c.store->attempts_of(c.session("luis").id).size(), 2u);
}

TEST(LateNews, WorkThatTheDatabaseRefusesIsTriedAgainAndTakesNothingElseWithIt) {
    Cohort c;
    c.enroll({{"luis", "l", {"+595981000001"}, 34}, {"mia", "m", {"+595981000002"}, 36}});
    Attempt broken;  // a row that must not be there: the first dial meets it
    broken.session = c.session("luis").id;
    broken.n = 1;
    broken.phone = c.phone("+595981000001");
    c.store->save(broken);
    EXPECT_FALSE(c.dial(c.monday));
    EXPECT_TRUE(c.dial(c.monday + 1h)) << "mia's call";
    for (auto now = c.monday + 1h; now < c.monday + 8 * 24h; now += 30min) c.run(now);
    EXPECT_EQ(c.session("luis").outcome, Outcome::cancelled_programme) << "every session ends";
}

}  // namespace
}  // namespace tutorline::late_news_test
