// The session's state machine as tables: state, event -> state (FIELD.md part e).
#include "domain/session/decide.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tutorline::domain::decide_test {
namespace {

using namespace std::chrono_literals;
using Next = SessionDecision::Next;

const base::Instant at{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 20h};

Session planned() {
    Session s;
    s.id = SessionId{1};
    s.number = 1;
    s.planned_at = at;
    s.booked_at = s.next_at = at;
    s.closes_at = at + 144h;
    return s;
}

Session calling() {
    Session s = planned();
    s.phase = Phase::calling;
    s.attempts = 1;
    s.next_at = at + 5min;
    return s;
}

Session awaiting(base::Seconds talk) {
    Session s = calling();
    s.phase = Phase::awaiting_log;
    s.booked_at.reset();
    s.talk = talk;
    s.family_dials = 1;
    s.contact_ended_at = at + 20min;
    s.next_at = at + 20min + 48h;
    return s;
}

SessionLog log(ReportedOutcome outcome, std::optional<int> minutes = {}, std::optional<bool> checkpoint = {}) {
    SessionLog its_log;
    its_log.outcome = outcome;
    its_log.minutes = minutes;
    its_log.checkpoint = checkpoint;
    return its_log;
}

TEST(Decide, ATimerOfAnEarlierPlanChangesNothing) {
    EXPECT_FALSE(decide(planned(), TimeCame{}, {}, at - 1s).changed);
    Session done = planned();
    done.phase = Phase::closed;
    done.next_at.reset();
    EXPECT_FALSE(decide(done, TimeCame{}, {}, at + 1h).changed);
}

TEST(Decide, TheHalfHourStartsADialAndItsTimeOut) {
    const auto decision = decide(planned(), TimeCame{}, {}, at);
    EXPECT_EQ(decision.next, Next::dial);
    EXPECT_EQ(decision.session.phase, Phase::calling);
    EXPECT_EQ(decision.session.attempts, 1);
    EXPECT_EQ(decision.session.next_at, at + 5min);
    EXPECT_EQ(decision.session.booked_at, at) << "the half hour stays taken while the call lasts";
}

TEST(Decide, ADialThatWouldStartLateIsOurMissAndCostsNoAttempt) {
    const auto decision = decide(planned(), TimeCame{}, {}, at + 11min);
    EXPECT_EQ(decision.next, Next::retry);
    EXPECT_EQ(decision.session.attempts, 0);
    const Session ended = no_room(decision.session, at + 11min);
    EXPECT_EQ(ended.outcome, Outcome::cancelled_programme);
    EXPECT_EQ(ended.reason, "service_outage");
}

struct EndCase {
    Disposition disposition;
    bool rang;
    Outcome outcome;
    const char* reason;
};

TEST(Decide, TheLastFailedDialDecidesWhoseMissItWas) {
    const EndCase cases[] = {
        {Disposition::no_answer, true, Outcome::no_contact, ""},
        {Disposition::busy, true, Outcome::no_contact, ""},
        {Disposition::unreachable_off, true, Outcome::no_contact, ""},
        {Disposition::not_in_service_reported, true, Outcome::no_contact, ""},
        {Disposition::tutor_no_join, false, Outcome::cancelled_programme, "tutor"},
        {Disposition::gateway_error, false, Outcome::cancelled_programme, "service_outage"},
    };
    for (const EndCase& one : cases) {
        SCOPED_TRACE(name(one.disposition));
        Session s = calling();
        EXPECT_EQ(decide(s, DialEnded{one.disposition, one.rang, 0s}, {}, at + 1min).next, Next::retry);
        s.attempts = 3;
        const auto last = decide(s, DialEnded{one.disposition, one.rang, 0s}, {}, at + 1min);
        EXPECT_EQ(last.next, Next::nothing);
        EXPECT_EQ(last.session.outcome, one.outcome);
        EXPECT_EQ(last.session.reason, one.reason);
        EXPECT_FALSE(last.session.booked_at);
        EXPECT_FALSE(last.session.next_at);
    }
}

TEST(Decide, AFamilyThatSaidItCouldNotIsExcusedAndNotMissed) {
    Session s = calling();
    s.attempts = 3;
    s.excuse_if_missed = "trip";
    const auto last = decide(s, DialEnded{Disposition::no_answer, true, 0s}, {}, at + 1min);
    EXPECT_EQ(last.session.outcome, Outcome::excused);
    EXPECT_EQ(last.session.reason, "trip");
}

TEST(Decide, SomebodyAnsweredIsNoOutcomeYet) {
    const auto talking = decide(calling(), FamilyAnswered{}, {}, at + 20s);
    EXPECT_EQ(talking.session.phase, Phase::talking);
    const auto over = decide(talking.session, DialEnded{{}, true, 900s}, {}, at + 15min);
    EXPECT_EQ(over.session.phase, Phase::awaiting_log);
    EXPECT_EQ(over.session.talk, 900s);
    EXPECT_EQ(over.session.next_at, at + 15min + 48h);
    const auto late = decide(over.session, TimeCame{}, {}, at + 15min + 48h);
    EXPECT_EQ(late.session.outcome, Outcome::not_logged);
}

TEST(Decide, ADroppedLegIsRedialledWithinItsTimeAndOnlySoOften) {
    Session s = calling();
    for (int n = 0; n < 2; ++n) {
        const auto decision = decide(s, DialEnded{Disposition::dropped, true, 100s}, {}, at + 2min);
        EXPECT_EQ(decision.next, Next::redial);
        s = decision.session;
        EXPECT_EQ(s.attempts, 1);
    }
    const auto last = decide(s, DialEnded{Disposition::dropped, true, 100s}, {}, at + 6min);
    EXPECT_EQ(last.session.phase, Phase::awaiting_log);
    EXPECT_EQ(last.session.talk, 300s);
    const auto unreached = decide(s, DialEnded{Disposition::no_answer, true, 0s}, {}, at + 6min);
    EXPECT_EQ(unreached.session.phase, Phase::awaiting_log) << "what was said before the cut still counts";
}

TEST(Decide, ATutorsWordOfADroppedCallRedialsItWithinTenMinutes) {
    const auto soon = decide(awaiting(200s), Reported{log(ReportedOutcome::dropped)}, {}, at + 28min);
    EXPECT_EQ(soon.next, Next::redial);
    const auto late = decide(awaiting(200s), Reported{log(ReportedOutcome::dropped, 3)}, {}, at + 31min);
    EXPECT_EQ(late.session.outcome, Outcome::short_session);
}

struct ReportCase {
    base::Seconds talk;
    SessionLog log;
    Outcome outcome;
    base::Seconds child;
    std::optional<Source> source;
};

TEST(Decide, WhatAReportMakesOfALesson) {
    const std::vector<ReportCase> cases{
        {1200s, log(ReportedOutcome::completed, 20, true), Outcome::completed, 1200s, Source::both},
        {1200s, log(ReportedOutcome::completed, 20, false), Outcome::completed, 1200s, Source::both},
        {580s, log(ReportedOutcome::completed, 10, true), Outcome::completed, 600s, Source::both},
        {1200s, log(ReportedOutcome::completed, 20), Outcome::short_session, 1200s, Source::both},  // no checkpoint, no reason
        {540s, log(ReportedOutcome::completed, 9, true), Outcome::short_session, 540s, Source::both},
        {400s, log(ReportedOutcome::completed, 25, true), Outcome::short_session, 400s, Source::gateway},  // nobody spoke longer
        {1500s, log(ReportedOutcome::completed, 12, true), Outcome::completed, 720s, Source::tutor},  // an adult had the rest
        {700s, log(ReportedOutcome::completed, {}, true), Outcome::completed, 700s, Source::gateway},
        {0s, log(ReportedOutcome::completed, 15, true), Outcome::completed, 900s, Source::tutor},
        {300s, log(ReportedOutcome::short_call, 5), Outcome::short_session, 300s, Source::both},
        {463s, log(ReportedOutcome::dropped, 0), Outcome::short_session, 20s, Source::tutor},  // the child was there, briefly
        {0s, log(ReportedOutcome::short_call, 0), Outcome::short_session, 20s, Source::tutor},
        {120s, log(ReportedOutcome::adult_contact), Outcome::adult_contact, 0s, {}},
        {120s, log(ReportedOutcome::excused), Outcome::excused, 0s, {}},
        {120s, log(ReportedOutcome::withdrawn), Outcome::withdrawn, 0s, {}},
        {20s, log(ReportedOutcome::wrong_number), Outcome::no_contact, 0s, {}},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        SCOPED_TRACE(i);
        const auto decision = decide(awaiting(cases[i].talk), Reported{cases[i].log}, {}, at + 3h);
        EXPECT_EQ(decision.session.outcome, cases[i].outcome);
        EXPECT_EQ(decision.session.child, cases[i].child);
        EXPECT_EQ(decision.session.minutes_source, cases[i].source);
        EXPECT_EQ(decision.block_number, cases[i].log.outcome == ReportedOutcome::wrong_number);
        EXPECT_EQ(decision.withdraw_student, cases[i].log.outcome == ReportedOutcome::withdrawn);
        EXPECT_FALSE(decision.conflict);
    }
}

TEST(Decide, ACheckpointIsAChildsAndOnlyOfALessonWithTheChildOnTheLine) {
    SessionLog said = log(ReportedOutcome::completed, 20, true);
    said.level = 3;
    const auto taught = decide(awaiting(1200s), Reported{said}, {}, at + 1h).session;
    EXPECT_EQ(taught.checkpoint, Checkpoint::right);
    EXPECT_EQ(taught.level_reported, Level::subtraction);
    for (const auto outcome : {ReportedOutcome::adult_contact, ReportedOutcome::no_contact, ReportedOutcome::wrong_number}) {
        said.outcome = outcome;
        const auto corrected = decide(taught, Reported{said}, {}, at + 2h).session;
        EXPECT_EQ(corrected.checkpoint, std::nullopt);
        EXPECT_EQ(corrected.level_reported, Level::not_assessed);
        EXPECT_EQ(corrected.child, 0s);
    }
}

TEST(Decide, AVoicemailThatAnsweredIsTriedAgain) {
    const auto decision = decide(awaiting(25s), Reported{log(ReportedOutcome::no_contact)}, {}, at + 1h);
    EXPECT_EQ(decision.next, Next::retry);
    EXPECT_EQ(decision.who, Disposition::voicemail);
}

TEST(Decide, ANoContactTheGatewaySawItselfChangesNothing) {
    Session s = booked(calling(), at + 24h);
    EXPECT_FALSE(decide(s, Reported{log(ReportedOutcome::no_contact)}, {}, at + 1h).changed);
    EXPECT_FALSE(decide(calling(), Reported{log(ReportedOutcome::no_contact)}, {}, at + 1min).changed);
}

TEST(Decide, AReportThatTheGatewayContradictsIsLookedAt) {
    Session s = booked(calling(), at + 24h);
    const auto decision = decide(s, Reported{log(ReportedOutcome::completed, 20, true)}, {}, at + 1h);
    EXPECT_EQ(decision.session.outcome, Outcome::completed);
    EXPECT_TRUE(decision.conflict);
    EXPECT_TRUE(decision.session.self_reported);
}

TEST(Decide, ACorrectionDecidesAgainButNotWhatWasCancelled) {
    const auto first = decide(awaiting(1200s), Reported{log(ReportedOutcome::adult_contact)}, {}, at + 1h).session;
    const auto second = decide(first, Reported{log(ReportedOutcome::completed, 20, true)}, {}, at + 2h);
    EXPECT_EQ(second.session.outcome, Outcome::completed);
    for (const Outcome outcome : {Outcome::cancelled_programme, Outcome::withdrawn, Outcome::excused}) {
        const auto ended = decide(planned(), EndedBy{outcome, "x"}, {}, at - 1h).session;
        EXPECT_FALSE(decide(ended, Reported{log(ReportedOutcome::completed, 20, true)}, {}, at + 1h).changed);
    }
}

TEST(Decide, OnlyWhatHasNotTakenPlaceCanBeCancelled) {
    EXPECT_EQ(decide(planned(), EndedBy{Outcome::excused, "ill"}, {}, at - 1h).session.outcome, Outcome::excused);
    EXPECT_FALSE(decide(calling(), EndedBy{Outcome::excused, "ill"}, {}, at).changed);
    EXPECT_FALSE(decide(awaiting(1200s), EndedBy{Outcome::cancelled_programme, "tutor"}, {}, at + 1h).changed);
    EXPECT_TRUE(decide(awaiting(1200s), EndedBy{Outcome::withdrawn, "family"}, {}, at + 1h).changed);
}

TEST(Decide, TutorsWhoDialReportAndAreBelievedAsSuch) {
    SessionPolicy policy;
    policy.mode = CallMode::tutor_dials;
    const auto started = decide(planned(), TimeCame{}, policy, at);
    EXPECT_EQ(started.next, Next::tutor_dials);
    EXPECT_TRUE(started.session.self_reported);
    EXPECT_EQ(started.session.phase, Phase::awaiting_log);
    Session s = started.session;
    for (int n = 1; n < 3; ++n) {
        const auto nobody = decide(s, Reported{log(ReportedOutcome::no_contact)}, policy, at + 1h);
        EXPECT_EQ(nobody.next, Next::retry);
        s = decide(booked(nobody.session, at + n * 24h), TimeCame{}, policy, at + n * 24h).session;
    }
    EXPECT_EQ(decide(s, Reported{log(ReportedOutcome::no_contact)}, policy, at + 49h).session.outcome, Outcome::no_contact);
}

TEST(Decide, AnOnboardingCallIsATalkWithTheAdult) {
    Session s = awaiting(300s);
    s.kind = SessionKind::onboarding;
    for (const auto said : {ReportedOutcome::completed, ReportedOutcome::adult_contact, ReportedOutcome::short_call})
        EXPECT_EQ(decide(s, Reported{log(said)}, {}, at + 1h).session.outcome, Outcome::completed);
    EXPECT_EQ(decide(s, Reported{log(ReportedOutcome::withdrawn)}, {}, at + 1h).session.outcome, Outcome::withdrawn);
}

/// Whatever comes in whatever order, a session never leaves the rules of its row.
TEST(Decide, NoOrderOfEventsBreaksTheRowsRules) {
    const std::vector<SessionEvent> events{TimeCame{}, FamilyAnswered{}, DialEnded{Disposition::no_answer, true, 0s},
                                           DialEnded{{}, true, 700s}, DialEnded{Disposition::dropped, true, 60s},
                                           DialEnded{Disposition::tutor_no_join, false, 0s},
                                           Reported{log(ReportedOutcome::completed, 12, true)},
                                           Reported{log(ReportedOutcome::no_contact)},
                                           EndedBy{Outcome::excused, "ill"}};
    std::vector<std::pair<Session, base::Instant>> reached{{planned(), at}};
    std::size_t looked_at = 0;
    for (std::size_t depth = 0; depth < 5; ++depth) {
        std::vector<std::pair<Session, base::Instant>> next;
        for (const auto& [state, now] : reached) {
            for (const auto& event : events) {
                SessionDecision decision = decide(state, event, {}, now);
                Session s = decision.session;
                if (decision.next == Next::retry) s = booked(s, now + 24h);
                const bool closed = s.phase == Phase::closed;
                ASSERT_EQ(closed, s.outcome.has_value());
                ASSERT_EQ(closed, !s.next_at.has_value());
                ASSERT_LE(s.attempts, 3);
                ASSERT_TRUE(s.outcome != Outcome::completed || s.child > 0s);
                if (s == state) continue;
                ++looked_at;
                next.emplace_back(s, s.next_at.value_or(now) + 1s);
            }
        }
        reached = std::move(next);
    }
    EXPECT_GT(looked_at, 200u);
}

}  // namespace
}  // namespace tutorline::domain::decide_test
