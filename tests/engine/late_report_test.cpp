// A tutor's report that comes after a break of weeks: filed at the lesson it is about, never at the next of that number.
#include "engine/cohort.hpp"

#include "support/reading_packs.hpp"

namespace tutorline::late_report_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using test::Cohort;

/// Lesson 1 took place on Monday 2 March, then the school is closed for two weeks; lesson 2 is on Monday 23, 17:00.
class LateReport : public testing::Test {
  protected:
    LateReport() {
        c.resources().packs = &test::shipped_packs();
        c.resources().catalog = test::shipped_catalog();
        c.resources().program.blackouts.push_back({*base::parse_date("2026-03-09"), *base::parse_date("2026-03-22"), {}, "flood"});
        c.enroll({{"luis", "l", {"+595981000001"}, 34}});
        c.talk(c.monday, 1200);
        for (base::Instant at = c.monday + 1h; at < next - 12h; at += 6h) c.run(at);
        EXPECT_EQ(c.session("luis").outcome, Outcome::not_logged);
        EXPECT_EQ(c.session("luis", 2).booked_at, next);
    }
    void writes(const std::string& text, base::Instant now) {
        InboundText inbound;
        inbound.channel = "py-1";
        inbound.provider_id = "IN" + std::to_string(++written);
        inbound.from = "+595981999999";
        inbound.text = text;
        c.handle(inbound, now);
    }

    Cohort c;
    int written = 0;
    const base::Instant next = c.monday + 21 * 24h;
};

TEST_F(LateReport, OnTheMorningOfTheNextLessonItIsStillAboutTheLastOne) {
    writes("1 OK 20 N3 S", next - 7h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    EXPECT_EQ(c.session("luis", 2).phase, Phase::planned);
}

TEST_F(LateReport, SentTwiceOrCorrectedItStaysThere) {
    writes("1 OK 20 N3 S", next - 7h);
    writes("1 OK 20 N3 S", next - 6h);
    EXPECT_EQ(c.store->logs_of(c.session("luis").id).size(), 1u);
    writes("1 OK 12 N3 S", next - 5h);
    EXPECT_EQ(c.session("luis").child, 12min);
    EXPECT_EQ(c.session("luis", 2).phase, Phase::planned);
    EXPECT_TRUE(c.store->logs_of(c.session("luis", 2).id).empty());
}

TEST_F(LateReport, MinutesBeforeTheNextOneItIsAskedOnceWhichIsMeant) {
    writes("1 OK 20 N3 S", next - 10min);
    EXPECT_EQ(c.session("luis").outcome, Outcome::not_logged) << "not before the yes";
    bool asked = false;
    for (const auto& effect : c.run(next - 10min))
        if (const auto* text = std::get_if<SendText>(&effect)) asked = asked || text->text.find("¿es la clase de lun 2/3?") != std::string::npos;
    EXPECT_TRUE(asked);
    writes("si", next - 9min);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    EXPECT_EQ(c.session("luis", 2).phase, Phase::planned);
}

TEST_F(LateReport, WhoSendsItAgainInsteadOfAYesMeansTheLessonThatWasHeld) {
    writes("1 OK 20 N3 S", next - 10min);
    writes("1 OK 20 N3 S", next - 9min);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
    EXPECT_TRUE(c.store->logs_of(c.session("luis", 2).id).empty());
}

TEST_F(LateReport, InTheMiddleOfTheBreakToo) {
    writes("luis no contesta", next - 6 * 24h);
    EXPECT_EQ(c.store->logs_of(c.session("luis").id).size(), 1u);
}

TEST_F(LateReport, WhatIsSaidOfTonightIsNotAboutTheLessonThatIsReported) {
    writes("1 OK 20 N3 S", next - 7h);
    writes("1 enfermo", next - 5h);
    EXPECT_EQ(c.session("luis").outcome, Outcome::completed);
}

}  // namespace
}  // namespace tutorline::late_report_test
