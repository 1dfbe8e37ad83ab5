// Texts between outbox and gateway: when they may leave, what becomes of them, and what a crash does to them.
#include "engine/relay.hpp"

#include "engine/cohort.hpp"

namespace tutorline::relay_test {
namespace {

using namespace domain;
using namespace std::chrono_literals;
using ports::MessageState;
using test::Cohort;
using Fate = EffectResult::Fate;

class RelayTest : public testing::Test {
  protected:
    RelayTest() {
        c.enroll({{"luis", "l", {"+595981000001"}}});
        noon = *base::parse_instant("2026-03-03T15:00:00Z");  // Tuesday 12:00 in Asuncion
    }
    ports::MessageRow text(base::Instant at) {
        ports::MessageRow row;
        row.phone = c.phone("+595981000001");
        row.student = c.student_id("luis");
        row.key = "families.item";
        row.language = "es";
        row.text = "34 + 47 = ?";
        row.created_at = row.not_before = at;
        row.not_after = at + 24h;
        return row;
    }
    MessageId enqueue(const ports::MessageRow& row) { return *c.store->enqueue(row); }
    MessageState state(MessageId id) { return c.store->message(id)->state; }
    std::vector<Effect> lease(base::Instant at) { return c.engine->lease(at); }
    TextStatus status(MessageId id, DlrState its_state) {
        TextStatus news;
        news.message = id;
        news.state = its_state;
        news.provider_id = "SM1";
        return news;
    }

    Cohort c;
    base::Instant noon;
};

TEST_F(RelayTest, ATextIsSendingBeforeItLeavesAndSentAfter) {
    const MessageId id = enqueue(text(noon));
    const auto effects = lease(noon);
    ASSERT_EQ(effects.size(), 1u);
    EXPECT_EQ(std::get<SendText>(effects[0]).to.e164(), "+595981000001");
    EXPECT_EQ(state(id), MessageState::sending);
    EXPECT_TRUE(lease(noon).empty());
    c.finish(effects[0], {.fate = Fate::accepted, .provider_id = "SM1"}, noon);
    EXPECT_EQ(state(id), MessageState::sent);
    EXPECT_EQ(c.store->message(id)->provider_id, "SM1");
}

TEST_F(RelayTest, StatusOnlyClimbsInAnyOrder) {
    const MessageId id = enqueue(text(noon));
    const auto effects = lease(noon);
    c.handle(status(id, DlrState::delivered), noon);  // faster than the answer to our request
    EXPECT_EQ(state(id), MessageState::delivered);
    c.finish(effects[0], {.fate = Fate::accepted, .provider_id = "SM1"}, noon);
    EXPECT_EQ(c.handle(status(id, DlrState::sent), noon).kind, engine::Handled::Kind::unchanged);
    EXPECT_EQ(c.handle(status(id, DlrState::failed), noon).kind, engine::Handled::Kind::unchanged);
    EXPECT_EQ(c.handle(status(id, DlrState::delivered), noon).kind, engine::Handled::Kind::unchanged);
    EXPECT_EQ(state(id), MessageState::delivered);
    EXPECT_EQ(c.handle(status(MessageId{999}, DlrState::sent), noon).kind, engine::Handled::Kind::unchanged);
}

TEST_F(RelayTest, AnUnknownFateIsAskedAfterTheGatewaysLagAndNeverGuessed) {
    const MessageId id = enqueue(text(noon));
    c.finish(lease(noon)[0], {.fate = Fate::unknown}, noon);
    EXPECT_EQ(state(id), MessageState::unknown);
    EXPECT_TRUE(lease(noon + 60s).empty()) << "still inside the quarantine";
    const auto asked = lease(noon + 6min);
    ASSERT_EQ(asked.size(), 1u);
    ASSERT_TRUE(std::holds_alternative<QueryText>(asked[0]));
    c.finish(asked[0], {.fate = Fate::accepted, .provider_id = "SM7"}, noon + 6min);
    EXPECT_EQ(state(id), MessageState::sent);
    EXPECT_EQ(c.store->message(id)->sends, 1);
}

TEST_F(RelayTest, OnlyATextTheGatewayNeverHadLeavesAgain) {
    const MessageId id = enqueue(text(noon));
    c.finish(lease(noon)[0], {.fate = Fate::unknown}, noon);
    c.finish(lease(noon + 6min)[0], {.fate = Fate::never_seen}, noon + 6min);
    const auto again = lease(noon + 6min);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<SendText>(again[0]));
    EXPECT_EQ(c.store->message(id)->sends, 2);
}

TEST_F(RelayTest, AGatewayThatCanTellNothingIsNotSentTheTextTwice) {
    c.resources().capabilities = {};
    const MessageId id = enqueue(text(noon));
    c.finish(lease(noon)[0], {.fate = Fate::unknown}, noon);
    EXPECT_TRUE(lease(noon + 12h).empty());
    EXPECT_EQ(state(id), MessageState::unknown);
}

TEST_F(RelayTest, AfterALongOutageTheLogIsAskedFromTheRequestOn) {
    enqueue(text(noon));
    ASSERT_EQ(lease(noon).size(), 1u);
    c.restart();
    c.engine->recover(noon + 30h);
    const auto asked = lease(noon + 31h);
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_LE(std::get<QueryText>(asked[0]).sent_after, noon) << "else the gateway seems never to have had it, and it leaves twice";
}

TEST_F(RelayTest, WithTheClockSetBackTheLogIsNotAskedBeforeItCanKnow) {
    enqueue(text(noon));
    ASSERT_EQ(lease(noon).size(), 1u);
    c.restart();
    c.engine->recover(noon - 90min);
    for (auto now = noon - 90min; now < noon + 6min; now += 1min) ASSERT_TRUE(lease(now).empty()) << base::format_instant(now);
    EXPECT_EQ(lease(noon + 6min).size(), 1u);
}

TEST_F(RelayTest, WhatAnOldLogDoesNotShowIsNotSentAgain) {
    auto row = text(noon);
    row.not_after = noon + 8 * 24h;
    const MessageId id = enqueue(row);
    ASSERT_EQ(lease(noon).size(), 1u);
    c.restart();
    c.engine->recover(noon + 4 * 24h);
    const auto asked = lease(noon + 4 * 24h + 6min);
    ASSERT_EQ(asked.size(), 1u);
    c.finish(asked[0], {.fate = Fate::never_seen}, noon + 4 * 24h + 6min);
    EXPECT_EQ(state(id), MessageState::expired);
    EXPECT_TRUE(lease(noon + 4 * 24h + 1h).empty());
}

TEST_F(RelayTest, AfterACrashWhatWasUnderWayIsUnknownAndNothingElseIsTouched) {
    const MessageId sending = enqueue(text(noon));
    ASSERT_EQ(lease(noon).size(), 1u);
    auto later = text(noon);
    later.not_before = noon + 1h;
    const MessageId waiting = enqueue(later);
    c.restart();
    c.engine->recover(noon + 2min);
    EXPECT_EQ(state(sending), MessageState::unknown);
    EXPECT_EQ(state(waiting), MessageState::queued);
    c.engine->recover(noon + 3min);  // a second start finds nothing more
    const auto asked = lease(noon + 8min);
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<QueryText>(asked[0]));
}

TEST_F(RelayTest, AlertsAboutEnrolledChildrenLeaveBeforeThoseOfUnknownNumbersAndWaitForNone) {
    auto alert = text(noon);
    alert.audience = ports::Audience::staff;
    alert.priority = Priority::safeguarding;
    const StudentId luis = alert.student;
    alert.student = {};
    for (int n = 0; n < 3; ++n) enqueue(alert);
    ASSERT_EQ(lease(noon).size(), 3u) << "though all go to one phone";
    for (int n = 0; n < 3; ++n) enqueue(alert);
    alert.student = luis;
    const MessageId child = enqueue(alert);
    enqueue(text(noon));
    const auto first = c.engine->lease(noon + 5s, 1);
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(std::get<SendText>(first[0]).id, child);
    EXPECT_EQ(c.engine->lease(noon + 5s, 256, true).size(), 3u) << "alerts alone";
}

TEST_F(RelayTest, ASafeguardingAlertIsSentAtLeastOnce) {
    auto alert = text(noon);
    alert.student = {};
    alert.audience = ports::Audience::staff;
    alert.priority = Priority::safeguarding;
    const MessageId id = enqueue(alert);
    ASSERT_EQ(lease(noon).size(), 1u);
    c.restart();
    c.engine->recover(noon + 1min);
    const auto again = lease(noon + 1min);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(std::get<SendText>(again[0]).id, id);
}

TEST_F(RelayTest, ABusyGatewayIsTriedAgainLaterButNotForEver) {
    const MessageId id = enqueue(text(noon));
    base::Instant at = noon;
    for (int n = 0; n < engine::sends_max; ++n) {
        const auto effects = lease(at);
        ASSERT_EQ(effects.size(), 1u) << n;
        c.finish(effects[0], {.fate = Fate::not_now, .retry_after = 90s}, at);
        EXPECT_TRUE(lease(at + 60s).empty());
        at += 1h;
    }
    EXPECT_EQ(state(id), MessageState::failed);
}

TEST_F(RelayTest, QuietHoursHoldATextUntilMorningAndDropItWhenItIsStale) {
    const base::Instant night = *base::parse_instant("2026-03-04T01:00:00Z");  // Tuesday 22:00
    const MessageId waits = enqueue(text(night));
    auto soon = text(night);
    soon.not_after = night + 10min;
    const MessageId stale = enqueue(soon);
    EXPECT_TRUE(lease(night).empty());
    EXPECT_EQ(state(stale), MessageState::expired);
    const base::Instant morning = *base::parse_instant("2026-03-04T10:30:00Z");  // 07:30
    EXPECT_TRUE(lease(morning - 1s).empty());
    EXPECT_EQ(lease(morning).size(), 1u);
    EXPECT_EQ(state(waits), MessageState::sending);
}

TEST_F(RelayTest, TheDirectAnswerMayLeaveAtNightForTenMinutes) {
    const base::Instant night = *base::parse_instant("2026-03-04T01:00:00Z");
    auto answer = text(night);
    answer.inbox = *c.store->claim({.channel = "t", .provider_id = "SM9", .at = night, .text = "81"});
    answer.priority = Priority::direct_answer;
    enqueue(answer);
    EXPECT_EQ(lease(night + 2min).size(), 1u);
    c.restart();
    enqueue(answer);
    EXPECT_TRUE(lease(night + 11min).empty());
}

TEST_F(RelayTest, AStopBetweenWritingAndLeavingCounts) {
    const MessageId id = enqueue(text(noon));
    auto phone = *c.store->phone(c.phone("+595981000001"));
    phone.texts_stopped_at = noon;
    c.store->save(phone);
    auto last_word = text(noon);
    last_word.final_word = true;
    enqueue(last_word);
    const auto effects = lease(noon);
    ASSERT_EQ(effects.size(), 1u) << "the one confirmation";
    EXPECT_EQ(state(id), MessageState::suppressed);
}

TEST_F(RelayTest, ARevokedConsentHoldsBackWhatIsQueued) {
    const MessageId id = enqueue(text(noon));
    c.store->revoke_consent(c.student_id("luis"), noon);
    EXPECT_TRUE(lease(noon).empty());
    EXPECT_EQ(state(id), MessageState::suppressed);
    EXPECT_EQ(c.store->message(id)->error_code, "consent");
}

TEST_F(RelayTest, TextsOfOnePhoneLeaveOneByOneAndTheUrgentFirst) {
    auto report = text(noon);
    report.priority = Priority::report;
    enqueue(report);
    auto answer = text(noon);
    answer.priority = Priority::direct_answer;
    const MessageId urgent = enqueue(answer);
    const auto first = lease(noon);
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(std::get<SendText>(first[0]).id, urgent);
    EXPECT_TRUE(lease(noon + 20s).empty());
    c.finish(first[0], {.fate = Fate::accepted}, noon + 21s);
    EXPECT_EQ(lease(noon + 60s).size(), 1u);
}

TEST_F(RelayTest, AnOptOutAtTheGatewayIsAnOptOut) {
    enqueue(text(noon));
    const MessageId second = enqueue(text(noon));
    c.finish(lease(noon)[0], {.fate = Fate::refused, .error_code = "21610", .recipient_opted_out = true}, noon);
    EXPECT_TRUE(c.store->phone(c.phone("+595981000001"))->texts_stopped_at);
    EXPECT_EQ(state(second), MessageState::suppressed);
    EXPECT_EQ(c.store->open_tasks("opt_out_calls").size(), 1u);
    EXPECT_TRUE(c.session("luis").opens_with_question);
}

TEST_F(RelayTest, ABrokenAccountHoldsEverythingAndLosesNothing) {
    const MessageId id = enqueue(text(noon));
    c.finish(lease(noon)[0], {.fate = Fate::refused, .error_code = "20003", .channel_broken = true}, noon);
    EXPECT_TRUE(lease(noon + 60s).empty());
    EXPECT_EQ(c.store->open_tasks("channel_broken").size(), 1u);
    EXPECT_EQ(lease(noon + 10min).size(), 1u);
    EXPECT_EQ(state(id), MessageState::sending);
}

TEST_F(RelayTest, ACallOfUnknownFateIsNotPlacedAgain) {
    const auto effects = c.run(c.monday);
    ASSERT_EQ(effects.size(), 1u);
    c.finish(effects[0], {.fate = Fate::unknown}, c.monday);
    EXPECT_TRUE(c.run(c.monday + 2min).empty());
    c.run(c.monday + 5min);
    EXPECT_EQ(c.session("luis").attempts, 1);
    EXPECT_EQ(c.session("luis").phase, Phase::planned);
}

TEST_F(RelayTest, ACallThatCouldNotLeaveInTimeIsNotPlacedLate) {
    const auto effects = c.run(c.monday);
    ASSERT_EQ(effects.size(), 1u);
    c.finish(effects[0], {.fate = Fate::not_now, .retry_after = 200s}, c.monday);
    EXPECT_EQ(c.engine->lease(c.monday + 200s).size(), 1u);
    c.finish(effects[0], {.fate = Fate::not_now, .retry_after = 200s}, c.monday + 200s);
    EXPECT_TRUE(c.engine->lease(c.monday + 400s).empty());
    EXPECT_EQ(c.session("luis").last_disposition, Disposition::gateway_error);
}

}  // namespace
}  // namespace tutorline::relay_test
