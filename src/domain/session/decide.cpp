#include "domain/session/decide.hpp"

#include <algorithm>

#include "domain/session/report.hpp"

namespace tutorline::domain {
namespace {

using Next = SessionDecision::Next;

SessionDecision unchanged(const Session& state) { return {state}; }

SessionDecision changed(Session session, Next next = Next::nothing) {
    SessionDecision decision{std::move(session)};
    decision.next = next;
    decision.changed = true;
    return decision;
}

/// Nobody of the family was reached and no dial is left: whose miss is it?
Session end_unreached(const Session& state, base::Instant now) {
    if (!state.excuse_if_missed.empty()) return closed(state, Outcome::excused, state.excuse_if_missed, now);
    if (state.family_dials > 0) return closed(state, Outcome::no_contact, "", now);
    // The family's phone never rang: never the child's absence.
    const bool tutor = state.last_disposition == Disposition::tutor_no_join;
    return closed(state, Outcome::cancelled_programme, tutor ? "tutor" : "service_outage", now);
}

SessionDecision retry_or_end(Session session, const SessionPolicy& policy, base::Instant now) {
    session.booked_at.reset();
    session.next_at.reset();
    if (session.attempts >= policy.attempts_max || now >= session.closes_at) return changed(end_unreached(session, now));
    session.phase = Phase::planned;
    return changed(std::move(session), Next::retry);
}

/// Somebody answered: the tutor has so long to say who and how it went.
Session await_log(Session session, const SessionPolicy& policy, base::Instant contact_ended) {
    session.phase = Phase::awaiting_log;
    session.booked_at.reset();
    session.contact_ended_at = contact_ended;
    session.next_at = contact_ended + policy.log_within;
    return session;
}

Session start_dial(Session session, const SessionPolicy& policy, base::Instant now) {
    session.phase = Phase::calling;
    session.next_at = now + policy.answer_within;
    return session;
}

bool may_redial(const Session& session, const SessionPolicy& policy, base::Instant now) {
    return policy.mode == CallMode::bridged && session.redials < policy.redials_max && session.contact_ended_at &&
           now - *session.contact_ended_at <= policy.redial_within;
}

SessionDecision redial(Session session, const SessionPolicy& policy, base::Instant now) {
    ++session.redials;
    return changed(start_dial(std::move(session), policy, now), Next::redial);
}

SessionDecision start(Session session, const SessionPolicy& policy, base::Instant now) {
    if (!session.booked_at || now < *session.booked_at) return unchanged(session);
    if (now - *session.booked_at > policy.late_max) {
        // We were not there: the promised time passed and it is nobody's miss but ours (B52). The dial is not used up.
        session.last_disposition = Disposition::gateway_error;
        return retry_or_end(std::move(session), policy, now);
    }
    ++session.attempts;
    if (policy.mode == CallMode::bridged) return changed(start_dial(std::move(session), policy, now), Next::dial);
    session.self_reported = true;
    const base::Instant call_over = *session.booked_at + policy.call;
    return changed(await_log(std::move(session), policy, call_over), Next::tutor_dials);
}

SessionDecision time_came(const Session& state, const SessionPolicy& policy, base::Instant now) {
    if (!state.next_at || now < *state.next_at) return unchanged(state);
    switch (state.phase) {
        case Phase::planned: return start(state, policy, now);
        case Phase::calling: {  // the callbacks were lost: the same branch as not answered
            Session session = state;
            session.last_disposition = Disposition::no_answer;
            if (state.contact_ended_at) return changed(await_log(session, policy, *state.contact_ended_at));
            return retry_or_end(std::move(session), policy, now);
        }
        case Phase::talking: return changed(await_log(state, policy, now));
        case Phase::awaiting_log: return changed(closed(state, Outcome::not_logged, "", now));
        case Phase::closed: break;
    }
    return unchanged(state);
}

/// Minutes of a dial that was given up, or that the tutor reported before it ended: never lost.
SessionDecision late_talk(Session session, const DialEnded& dial, const SessionPolicy& policy, base::Instant now) {
    if (dial.talk == base::Seconds{0}) return unchanged(session);
    session = with_late_talk(session, dial.talk);
    if (session.phase != Phase::planned) return changed(std::move(session));
    if (dial.family_rang) ++session.family_dials;
    return changed(await_log(std::move(session), policy, now));  // it took place: no second one
}

SessionDecision dial_ended(Session session, const DialEnded& dial, const SessionPolicy& policy, base::Instant now) {
    if (session.phase != Phase::calling && session.phase != Phase::talking) return late_talk(std::move(session), dial, policy, now);
    if (dial.family_rang) ++session.family_dials;
    if (dial.disposition) session.last_disposition = dial.disposition;
    session.talk += dial.talk;
    const bool answered = !dial.disposition || dial.talk > base::Seconds{0};
    if (answered) {
        session.contact_ended_at = now;
        if (dial.disposition == Disposition::dropped && may_redial(session, policy, now))
            return redial(std::move(session), policy, now);
        return changed(await_log(std::move(session), policy, now));
    }
    if (session.contact_ended_at) {  // a redial that failed: what was said before still counts
        const base::Instant ended = *session.contact_ended_at;
        return changed(await_log(std::move(session), policy, ended));
    }
    return retry_or_end(std::move(session), policy, now);
}

SessionDecision answered(Session session, const SessionPolicy& policy, base::Instant now) {
    if (session.phase != Phase::calling) return unchanged(session);
    session.phase = Phase::talking;
    const bool siblings = session.carries || session.rides_with;
    session.next_at = now + policy.talk_max + (siblings ? rider_talk : base::Minutes{0}) + base::Minutes{2};
    return changed(std::move(session));
}

SessionDecision reported(const Session& state, const SessionLog& log, const SessionPolicy& policy, base::Instant now) {
    if (!log.outcome || !takes_reports(state)) return unchanged(state);
    const ReportedOutcome said = *log.outcome;
    const bool open = state.phase != Phase::closed;
    if (said == ReportedOutcome::dropped && open && may_redial(state, policy, now)) return redial(state, policy, now);
    const bool nobody = said == ReportedOutcome::no_contact;
    if (nobody && open && state.phase != Phase::awaiting_log) return unchanged(state);  // known, or still being tried
    if (nobody && open) {  // voicemail, or in mode tutor_dials nobody at all: another half hour
        Session session = state;
        if (policy.mode == CallMode::tutor_dials) ++session.family_dials;
        session.logged_at = now;
        session.last_disposition = state.talk > base::Seconds{0} ? Disposition::voicemail : Disposition::no_answer;
        SessionDecision decision = retry_or_end(std::move(session), policy, now);
        decision.who = decision.session.last_disposition;
        return decision;
    }
    if (lacks_minutes(state, log)) return unchanged(state);
    SessionDecision decision = changed(with_report(state, log, policy, now));
    decision.who = disposition_of(said);
    decision.block_number = said == ReportedOutcome::wrong_number;
    decision.withdraw_student = said == ReportedOutcome::withdrawn;
    decision.conflict = disagrees(state, log, policy);
    return decision;
}

SessionDecision ended_by(const Session& state, const EndedBy& end, base::Instant now) {
    const bool on_the_line = state.phase == Phase::calling || state.phase == Phase::talking;
    if (state.phase == Phase::closed || on_the_line) return unchanged(state);
    if (state.phase == Phase::awaiting_log && end.outcome != Outcome::withdrawn) return unchanged(state);  // it took place
    return changed(closed(state, end.outcome, end.reason, now));
}

}  // namespace

SessionPolicy session_policy(const Program& program) {
    SessionPolicy policy;
    policy.mode = program.call_mode;
    policy.call = program.call_minutes;
    policy.talk_max = std::max(program.call_minutes, base::Minutes{28});
    policy.attempts_max = program.attempts.attempts_max;
    policy.redial_within = program.attempts.redial_within;
    policy.completed_min = program.dosage.completed_min;
    return policy;
}

SessionDecision decide(const Session& state, const SessionEvent& event, const SessionPolicy& policy, base::Instant now) {
    if (std::holds_alternative<TimeCame>(event)) return time_came(state, policy, now);
    if (std::holds_alternative<FamilyAnswered>(event)) return answered(state, policy, now);
    if (const auto* dial = std::get_if<DialEnded>(&event)) return dial_ended(state, *dial, policy, now);
    if (const auto* report = std::get_if<Reported>(&event)) return reported(state, report->log, policy, now);
    return ended_by(state, std::get<EndedBy>(event), now);
}

Session booked(const Session& state, base::Instant at) {
    Session session = state;
    session.phase = Phase::planned;
    session.booked_at = at;
    session.next_at = at;
    return session;
}

Session no_room(const Session& state, base::Instant now) { return end_unreached(state, now); }

bool may_open_again(const Session& state) {
    return state.phase == Phase::closed && (state.outcome == Outcome::no_contact || state.outcome == Outcome::adult_contact) &&
           state.reason != "wrong_number";
}

}  // namespace tutorline::domain
