#include "domain/session/report.hpp"

#include "domain/session/early_warning.hpp"

namespace tutorline::domain {
namespace {

/// A tutor's and a gateway's minutes agree when they differ by no more: rounding, and the greeting before the child came.
constexpr base::Minutes agreement{3};

/// A tutor writes whole minutes: '0 min' with the child on the line is less than half of one, and still a child on the line.
constexpr base::Seconds under_a_minute{20};

struct ChildTime {
    base::Seconds child{0};
    std::optional<Source> source;
};

ChildTime child_time(const SessionLog& log, base::Seconds measured) {
    if (!log.minutes) return measured > base::Seconds{0} ? ChildTime{measured, Source::gateway} : ChildTime{};
    const base::Seconds said = *log.minutes > 0 ? base::Seconds{base::Minutes{*log.minutes}} : under_a_minute;
    if (measured == base::Seconds{0}) return {said, Source::tutor};
    if (said > measured + agreement) return {measured, Source::gateway};
    if (said < measured - agreement) return {said, Source::tutor};  // an adult had the rest
    return {said, Source::both};
}

/// A child was on the line: completed or short.
Outcome with_child(const Session& session, const SessionPolicy& policy) {
    const bool long_enough = session.child >= policy.completed_min;
    const bool checkpoint = session.checkpoint == Checkpoint::right || session.checkpoint == Checkpoint::wrong;
    const bool explained = checkpoint || !session.checkpoint_reason.empty();
    return long_enough && explained ? Outcome::completed : Outcome::short_session;
}

Session lesson(Session session, const SessionLog& log, const SessionPolicy& policy, base::Instant now) {
    switch (*log.outcome) {
        case ReportedOutcome::completed:
        case ReportedOutcome::short_call:
        case ReportedOutcome::dropped: {
            const ChildTime time = child_time(log, session.talk);
            session.child = time.child;
            session.minutes_source = time.source;
            return closed(session, with_child(session, policy), "", now);
        }
        case ReportedOutcome::adult_contact: return closed(session, Outcome::adult_contact, "", now);
        case ReportedOutcome::no_contact: return closed(session, Outcome::no_contact, "", now);
        case ReportedOutcome::excused: return closed(session, Outcome::excused, "told_in_call", now);
        case ReportedOutcome::withdrawn: return closed(session, Outcome::withdrawn, "family", now);
        case ReportedOutcome::wrong_number: return closed(session, Outcome::no_contact, "wrong_number", now);
    }
    return session;
}

/// An onboarding call is a talk with the adult: reaching the adult completes it (B5).
Session onboarding(Session session, const SessionLog& log, const SessionPolicy& policy, base::Instant now) {
    switch (*log.outcome) {
        case ReportedOutcome::completed:
        case ReportedOutcome::short_call:
        case ReportedOutcome::dropped:
        case ReportedOutcome::adult_contact: return closed(session, Outcome::completed, "", now);
        default: return lesson(std::move(session), log, policy, now);
    }
}

}  // namespace

std::optional<ReportedOutcome> reported_from(std::string_view word) {
    for (const auto value : {ReportedOutcome::completed, ReportedOutcome::short_call, ReportedOutcome::adult_contact,
                             ReportedOutcome::no_contact, ReportedOutcome::excused, ReportedOutcome::withdrawn,
                             ReportedOutcome::wrong_number, ReportedOutcome::dropped})
        if (to_word(value) == word) return value;
    return std::nullopt;
}

bool takes_reports(const Session& state) {
    return state.outcome != Outcome::cancelled_programme && state.outcome != Outcome::withdrawn &&
           state.outcome != Outcome::excused;
}

bool lacks_minutes(const Session& state, const SessionLog& log) {
    const bool child = log.outcome == ReportedOutcome::completed || log.outcome == ReportedOutcome::short_call ||
                       log.outcome == ReportedOutcome::dropped;
    return child && state.kind == SessionKind::lesson && !log.minutes && state.talk == base::Seconds{0};
}

Session with_report(const Session& state, const SessionLog& log, const SessionPolicy& policy, base::Instant now) {
    Session session = state;
    session.logged_at = now;
    session.child = base::Seconds{0};
    session.minutes_source.reset();
    session.self_reported = session.self_reported || policy.mode == CallMode::tutor_dials || session.talk == base::Seconds{0};
    session.checkpoint.reset();
    if (log.checkpoint) session.checkpoint = *log.checkpoint ? Checkpoint::right : Checkpoint::wrong;
    session.level_reported = log.level ? level_from_code(*log.level).value_or(Level::not_assessed) : Level::not_assessed;
    session = session.kind == SessionKind::onboarding ? onboarding(std::move(session), log, policy, now) : lesson(std::move(session), log, policy, now);
    if (session.kind == SessionKind::lesson && !counts_as_child_session(*session.outcome)) {  // nobody did the checkpoint
        session.checkpoint.reset();
        session.level_reported = Level::not_assessed;
    }
    return session;
}

Session with_late_talk(const Session& state, base::Seconds talk) {
    Session session = state;
    session.talk += talk;
    const bool agree = session.child > base::Seconds{0} && std::chrono::abs(session.talk - session.child) <= agreement;
    if (session.minutes_source == Source::tutor && agree) {
        session.minutes_source = Source::both;
        session.self_reported = false;
    }
    return session;
}

bool disagrees(const Session& state, const SessionLog& log, const SessionPolicy& policy) {
    const bool child = log.outcome == ReportedOutcome::completed || log.outcome == ReportedOutcome::short_call;
    return policy.mode == CallMode::bridged && child && !state.contact_ended_at;
}

std::optional<Disposition> disposition_of(ReportedOutcome said) {
    switch (said) {
        case ReportedOutcome::completed:
        case ReportedOutcome::short_call: return Disposition::child_on_line;
        case ReportedOutcome::adult_contact: return Disposition::adult_only;
        case ReportedOutcome::no_contact: return Disposition::no_answer;
        case ReportedOutcome::withdrawn: return Disposition::refused;
        case ReportedOutcome::wrong_number: return Disposition::wrong_person;
        case ReportedOutcome::dropped: return Disposition::dropped;
        case ReportedOutcome::excused: return Disposition::adult_reschedule;
    }
    return std::nullopt;
}

Session closed(const Session& state, Outcome outcome, std::string_view reason, base::Instant now) {
    Session session = state;
    session.phase = Phase::closed;
    session.outcome = outcome;
    session.reason = reason;
    session.booked_at.reset();
    session.next_at.reset();
    session.closed_at = now;
    return session;
}

}  // namespace tutorline::domain
