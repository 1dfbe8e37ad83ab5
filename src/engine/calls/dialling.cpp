#include "engine/calls/dialling.hpp"

#include <algorithm>

#include "domain/session/decide.hpp"
#include "domain/session/dial.hpp"
#include "engine/calls/attendance.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"
#include "engine/calls/script.hpp"

namespace tutorline::engine::calls {

using namespace domain;
using Signal = DialStep::Signal;

namespace {

/// After the tutor's leg closed, the family's end is at most this late.
constexpr base::Minutes family_end_within{2};

/// The same happens to the sibling's session that shares the dial.
void apply_with_rider(Scope& scope, Session& session, const SessionEvent& event) {
    auto rider = rider_of(scope, session);
    apply(scope, session, event, by_engine);
    if (rider) apply(scope, *rider, event, by_engine);
}

/// Why a planned call may not start although its time came; none: it may.
std::optional<EndedBy> obstacle(Scope& scope, const Session& session) {
    const auto student = scope.store.student(session.student);
    const auto enrollment = scope.store.enrollment(session.enrollment);
    if (!student || !enrollment || enrollment->status == "withdrawn") return EndedBy{Outcome::withdrawn, "family"};
    if (!student->may_call) return EndedBy{Outcome::withdrawn, "consent"};
    if (enrollment->paused_until && *enrollment->paused_until > scope.now) return EndedBy{Outcome::excused, "away"};
    if (!can_be_called(scope, session.student)) return EndedBy{Outcome::no_contact, "no_number"};
    return std::nullopt;
}

/// 'Se corto a los 5 minutos' had the call dialled again, and nobody answered: the report that is here already stands.
void let_report_stand(Scope& scope, const Attempt& attempt, Session& session) {
    if (!attempt.continues || attempt.talk > base::Seconds{0} || session.phase != Phase::awaiting_log) return;
    for (const ports::LogRow& row : scope.store.logs_of(session.id)) {
        if (!row.counts || row.outcome != to_word(ReportedOutcome::dropped)) continue;
        SessionLog log;
        log.outcome = ReportedOutcome::short_call;
        log.minutes = row.minutes;
        log.level = row.level;
        log.checkpoint = row.checkpoint;
        apply(scope, session, Reported{log}, "tutor");
        return;
    }
}

void dial_over(Scope& scope, const Attempt& attempt, Session& session) {
    note_dial(scope, attempt, session);
    const bool rang = may_have_rung(attempt);
    const std::string_view how = attempt.disposition ? name(*attempt.disposition) : "answered";
    scope.store.add_fact({scope.now, "call_ended", session.student, session.tutor, attempt.id.value, how});
    apply_with_rider(scope, session, DialEnded{attempt.disposition, rang, attempt.talk});
    let_report_stand(scope, attempt, session);
}

/// The family may be called at this very moment: consent, stops, the number still the child's and its state, hours of both.
bool allowed_now(Scope& scope, const Attempt& attempt, const Session& session) {
    const auto phone = scope.store.phone(attempt.phone);
    const auto student = scope.store.student(session.student);
    const auto tutor = scope.store.tutor(session.tutor);
    if (!phone || !student || !tutor) return false;
    if (phone->calls_stopped_at || !usable(phone->health.status) || !student->may_call) return false;
    if (const auto enrollment = scope.store.enrollment(session.enrollment); enrollment && rests(*enrollment, scope.now)) return false;
    const auto theirs = scope.store.students_on(attempt.phone);  // a new sheet may have taken the number away meanwhile
    if (std::find(theirs.begin(), theirs.end(), session.student) == theirs.end()) return false;
    return scope.hours(student->student).call_allowed(scope.now, base::Minutes{1}) &&
           scope.hours(tutor->tutor).call_allowed(scope.now, base::Minutes{1});
}

}  // namespace

void session_due(Scope& scope, SessionId id) {
    auto session = scope.store.session(id);
    if (!session || !session->next_at || *session->next_at > scope.now) return;  // a timer of an earlier plan
    if (session->phase == Phase::planned) {
        if (const auto end = obstacle(scope, *session)) {
            apply(scope, *session, *end, by_engine);
            return;
        }
        if (!session->booked_at) {
            still_no_hour(scope, *session);
            return;
        }
    }
    apply(scope, *session, TimeCame{}, by_engine);
}

Handled progress(Scope& scope, const CallProgress& news) {
    const auto attempt = scope.store.attempt(news.attempt);
    if (!attempt) return {};
    auto session = scope.store.session(attempt->session);
    if (!session) return {};
    const DialStep step = advance(*attempt, news, scope.now);
    Handled handled{step.changed ? Handled::Kind::changed : Handled::Kind::unchanged, {}};
    if (step.changed) scope.store.save(step.attempt);
    switch (step.signal) {
        case Signal::tutor_joined:
            // A stop that was committed meanwhile counts: the family is not rung.
            handled.script = allowed_now(scope, step.attempt, *session) ? script_for_tutor(scope, step.attempt, *session)
                                                                        : script_for_end(scope, step.attempt, *session);
            break;
        case Signal::family_joined:
            handled.script = script_for_family(scope, *session);
            if (step.changed) apply_with_rider(scope, *session, FamilyAnswered{});
            break;
        case Signal::late_talk:
        case Signal::family_over:
        case Signal::tutor_gone: dial_over(scope, step.attempt, *session); break;
        case Signal::line_closed: {
            if (session->phase != Phase::calling && session->phase != Phase::talking) break;  // the tutor's report was faster
            const Session before = *session;
            session->next_at = scope.now + family_end_within;
            store_session(scope, before, *session);
            break;
        }
        case Signal::nothing: break;
    }
    const bool family_end = news.leg == Leg::family && news.stage == CallStage::ended;
    const bool too_late = news.leg == Leg::tutor && news.stage == CallStage::answered && step.signal == Signal::nothing;
    if (family_end || too_late) handled.script = script_for_end(scope, step.attempt, *session);
    return handled;
}

std::optional<PlaceCall> ready_to_place(Scope& scope, AttemptId id) {
    auto attempt = scope.store.attempt(id);
    if (!attempt || attempt->state != Attempt::State::queued) return std::nullopt;
    const auto session = scope.store.session(attempt->session);
    if (!session || session->phase != Phase::calling) return std::nullopt;
    if (scope.now - attempt->queued_at > place_within || !allowed_now(scope, *attempt, *session)) {
        not_placed(scope, id, "not_allowed");
        return std::nullopt;
    }
    const auto tutor = scope.store.tutor(session->tutor);
    PlaceCall call;
    call.id = id;
    call.tutor = tutor->tutor.phone;
    call.ring_max = scope.program().attempts.ring_max;
    call.language = tutor->tutor.languages.empty() ? scope.program().language : tutor->tutor.languages.front();
    return call;
}

void not_placed(Scope& scope, AttemptId id, std::string_view raw_code) {
    auto attempt = scope.store.attempt(id);
    if (!attempt || attempt->state == Attempt::State::ended) return;
    auto session = scope.store.session(attempt->session);
    if (!session) return;
    attempt->state = Attempt::State::ended;
    attempt->disposition = Disposition::gateway_error;
    attempt->source = Source::gateway;
    attempt->raw_code = raw_code;
    attempt->ended_at = scope.now;
    scope.store.save(*attempt);
    dial_over(scope, *attempt, *session);
}

void placed(Scope& scope, AttemptId id, std::string_view provider_id) {
    auto attempt = scope.store.attempt(id);
    if (!attempt) return;
    attempt->provider_id = provider_id;
    if (attempt->state == Attempt::State::queued) attempt->state = Attempt::State::placed;
    scope.store.save(*attempt);
    const auto session = scope.store.session(attempt->session);
    scope.store.add_fact({scope.now, "call_placed", session ? session->student : StudentId{},
                          session ? session->tutor : TutorId{}, id.value, {}});
}

}  // namespace tutorline::engine::calls
