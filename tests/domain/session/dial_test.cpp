#include "domain/session/dial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace tutorline::domain::dial_test {
namespace {

using namespace std::chrono_literals;
using Signal = DialStep::Signal;

const base::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 20h};

CallProgress answered(Leg leg) {
    CallProgress news;
    news.leg = leg;
    news.stage = CallStage::answered;
    return news;
}
CallProgress ended(Leg leg, CallEnd end, base::Seconds talked = 0s, std::string raw = "x") {
    CallProgress news;
    news.leg = leg;
    news.end = end;
    news.talked = talked;
    news.raw_code = std::move(raw);
    return news;
}

TEST(Dial, CodesAreTranslatedAndKept) {
    struct Case {
        CallEnd end;
        const char* raw;
        Disposition disposition;
    };
    const Case cases[] = {
        {CallEnd::no_answer, "no-answer", Disposition::no_answer},
        {CallEnd::busy, "busy/486", Disposition::busy},
        {CallEnd::failed, "failed/503", Disposition::unreachable_off},
        {CallEnd::failed, "failed/404", Disposition::not_in_service_reported},
        {CallEnd::no_answer, "no-answer/410", Disposition::not_in_service_reported},
        {CallEnd::canceled, "canceled", Disposition::no_answer},
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.raw);
        Attempt attempt;
        attempt.state = Attempt::State::tutor_joined;
        const DialStep step = advance(attempt, ended(Leg::family, one.end, 0s, one.raw), now);
        EXPECT_EQ(step.signal, Signal::family_over);
        EXPECT_EQ(step.attempt.disposition, one.disposition);
        EXPECT_EQ(step.attempt.raw_code, one.raw);
        EXPECT_EQ(step.attempt.source, Source::gateway);
    }
}

TEST(Dial, ACutLegIsDroppedAndAnAnsweredOneSaysNotWho) {
    Attempt attempt;
    attempt.state = Attempt::State::family_joined;
    EXPECT_EQ(advance(attempt, ended(Leg::family, CallEnd::failed, 90s), now).attempt.disposition, Disposition::dropped);
    const DialStep step = advance(attempt, ended(Leg::family, CallEnd::completed, 900s), now);
    EXPECT_FALSE(step.attempt.disposition);
    EXPECT_EQ(step.attempt.talk, 900s);
}

TEST(Dial, ATutorWhoNeverJoinedEndsTheDial) {
    const DialStep step = advance({}, ended(Leg::tutor, CallEnd::no_answer), now);
    EXPECT_EQ(step.signal, Signal::tutor_gone);
    EXPECT_EQ(step.attempt.disposition, Disposition::tutor_no_join);
}

/// In every order, each twice: the same end, and the family's end is told once.
TEST(Dial, OrderAndRepetitionDoNotMatter) {
    std::vector<CallProgress> news{answered(Leg::tutor), answered(Leg::family), ended(Leg::family, CallEnd::completed, 600s),
                                   ended(Leg::tutor, CallEnd::completed, 620s)};
    std::vector<std::size_t> order{0, 1, 2, 3, 0, 1, 2, 3};
    std::sort(order.begin(), order.end());
    do {
        if (order.front() == 3 || order.front() == 2) continue;  // no leg ends before any was answered
        Attempt attempt;
        int over = 0;
        int gone = 0;
        for (const std::size_t i : order) {
            const DialStep step = advance(attempt, news[i], now);
            attempt = step.attempt;
            over += step.signal == Signal::family_over ? 1 : 0;
            gone += step.signal == Signal::tutor_gone ? 1 : 0;
        }
        ASSERT_EQ(over, 1);
        ASSERT_EQ(gone, 0);
        ASSERT_EQ(attempt.talk, 600s);
        ASSERT_EQ(attempt.state, Attempt::State::ended);
        ASSERT_FALSE(attempt.disposition);
    } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace tutorline::domain::dial_test
