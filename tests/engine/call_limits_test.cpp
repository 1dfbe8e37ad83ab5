// How often a family is dialled, and what a report may and may not turn into a dial or into minutes.
#include "engine/cohort.hpp"

namespace tutorline::call_limits_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using test::Cohort;

const std::vector<Cohort::Child> luis{{"luis", "l", {"+595981000001"}}};

TEST(CallLimits, AFamilyThatRingsAfterEachMissIsCalledBackOnceMoreThanPlannedAndNotMore) {
    Cohort c;
    c.enroll(luis);
    base::Instant at = c.monday;
    for (int n = 1; n <= 3; ++n) {
        at = c.session("luis").booked_at.value();
        c.unanswered(at);
    }
    const auto call_again = [&] {
        engine::Scope scope = c.scope(at + 1h);
        const auto free = engine::calls::free_times(scope, c.student_id("luis"), at + 61min, at + 48h);
        if (free.empty() || !engine::calls::call_again(scope, c.session("luis").id, free.front())) return false;
        at = free.front();
        return true;
    };
    ASSERT_TRUE(call_again());
    c.unanswered(at);
    ASSERT_EQ(c.session("luis").outcome, Outcome::no_contact);
    EXPECT_FALSE(call_again()) << "three dials and one callback are the plan";
    EXPECT_EQ(c.store->attempts_of(c.session("luis").id).size(), 4u);
}

TEST(CallLimits, ARetryTakesTheHalfHourThatTheTutorHasFreeInsideTheFamilysWindows) {
    // The families' windows are 17:00 to 20:00; Rosa teaches in all of these half hours but Thursday 18:30.
    constexpr int first = 34;
    constexpr int thursday_1830 = 3 * 48 + first + 3;
    std::vector<Cohort::Child> children = luis;
    for (int day = 0; day < 6; ++day)
        for (int n = 0; n < 6; ++n) {
            const int slot = day * 48 + first + n;
            const std::string key = "c" + std::to_string(slot);
            if (slot != first && slot != thursday_1830) children.push_back({key, key, {"+5959820" + std::to_string(10000 + slot)}, slot});
        }
    Cohort c;
    c.enroll(children);
    const auto attempt = c.dial(c.monday);
    ASSERT_TRUE(attempt);
    c.handle(c.answered(attempt, Leg::tutor), c.monday);
    c.handle(c.ended(attempt, Leg::family, CallEnd::no_answer), c.monday + 50s);
    EXPECT_EQ(c.session("luis").booked_at, c.monday + 3 * 24h + 90min);
    EXPECT_EQ(c.store->booked_times(c.session("luis").tutor, c.monday, c.monday + 6 * 24h).size(), 35u) << "each half hour once";
}

TEST(CallLimits, AReportMakesNoDialOfOneThatNeverReachedTheFamily) {
    Cohort c;
    c.enroll(luis);
    for (int n = 1; n <= 2; ++n) c.unanswered(c.session("luis").booked_at.value());
    const base::Instant at = c.session("luis").booked_at.value();
    const auto attempt = c.dial(at);
    c.handle(c.ended(attempt, Leg::tutor, CallEnd::no_answer), at + 45s);
    c.log(c.session("luis").id, ReportedOutcome::adult_contact, {}, {}, at + 1h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::adult_contact);
    EXPECT_EQ(c.store->attempt(attempt)->disposition, Disposition::tutor_no_join) << "the family's phone did not ring";
    EXPECT_EQ(c.store->attempt(attempt)->source, Source::gateway);
}

TEST(CallLimits, ALogWithoutMinutesDecidesNothingWhereNobodyMeasuredThem) {
    Cohort c;
    c.enroll(luis);
    ASSERT_TRUE(c.dial(c.monday));
    c.run(c.monday + 5min);  // every callback was lost
    const Session before = c.session("luis");
    for (const auto said : {ReportedOutcome::completed, ReportedOutcome::short_call, ReportedOutcome::dropped})
        EXPECT_FALSE(c.log(before.id, said, {}, true, c.monday + 1h)) << "asked back, kept, not counted";
    EXPECT_EQ(c.session("luis"), before);
    EXPECT_TRUE(c.log(before.id, ReportedOutcome::completed, 12, true, c.monday + 2h));
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    EXPECT_EQ(c.session("luis").child, 12min);
}

}  // namespace
}  // namespace tutorline::call_limits_test
