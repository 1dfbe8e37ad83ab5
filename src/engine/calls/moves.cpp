// What people change about sessions to come: excuses, cancellations, moves, pauses, withdrawals, numbers.
#include <algorithm>
#include <map>

#include "domain/conversation/offer_talk.hpp"
#include "domain/conversation/safeguarding.hpp"
#include "domain/session/decide.hpp"
#include "domain/session/dial.hpp"
#include "engine/calls/attendance.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine::calls {

using namespace domain;
using What = texts::SessionChange::What;

namespace {

constexpr base::Minutes known_ahead{27 * 60};  ///< the schedule of the evening before still tells of it

bool end_by(Scope& scope, SessionId id, Outcome outcome, std::string_view reason) {
    auto session = scope.store.session(id);
    return session && apply(scope, *session, EndedBy{outcome, std::string(reason)}, "engine");
}

/// Dials of the session that went out to the family, redials of a dropped call not counted.
int dials_to_family(Scope& scope, const Session& session) {
    const auto attempts = scope.store.attempts_of(session.id);
    const auto counts = [](const Attempt& attempt) { return !attempt.continues && may_have_rung(attempt); };
    return static_cast<int>(std::count_if(attempts.begin(), attempts.end(), counts));
}

/// No number is left: a tutor who holds the call in a schedule must not wait for it, or dial it.
void tell_unreachable(Scope& scope, StudentId student) {
    if (can_be_called(scope, student)) return;
    for (const Session& session : scope.store.sessions_of(student))
        if (session.phase == Phase::planned) texts::session_changed(scope, {What::unreachable, session, session});
}

void block(Scope& scope, StudentId student, PhoneId phone, std::string_view why) {
    for (ports::StudentPhone entry : scope.store.phones_of(student)) {
        if (entry.phone != phone || !entry.blocked.empty()) continue;
        entry.blocked = why;
        scope.store.save(student, entry);
        scope.store.suppress_queued(phone, student, why, scope.now);
        scope.store.add_fact({scope.now, "number_blocked", student, {}, phone.value, why});
    }
    tell_unreachable(scope, student);
}

}  // namespace

bool excuse(Scope& scope, SessionId session, std::string_view reason) {
    return end_by(scope, session, Outcome::excused, reason);
}

bool cancel(Scope& scope, SessionId session, std::string_view reason) {
    return end_by(scope, session, Outcome::cancelled_programme, reason);
}

bool excuse_if_missed(Scope& scope, SessionId id, std::string_view reason) {
    auto session = scope.store.session(id);
    if (!session || session->phase == Phase::closed) return false;
    session->excuse_if_missed = reason;
    scope.store.save(*session);
    return true;
}

bool hold(Scope& scope, SessionId id) {
    auto session = scope.store.session(id);
    if (!session || session->phase != Phase::planned || !session->booked_at) return false;
    const Session before = *session;
    session->booked_at.reset();
    session->excuse_if_missed = wants_other_hour;
    const base::Instant looked_at = scope.now + silent_hold;  // still_no_hour, at the latest when the hour it had comes
    session->next_at = session->next_at ? std::min(*session->next_at, looked_at) : looked_at;
    store_session(scope, before, *session);
    scope.store.add_fact({scope.now, "session_held", session->student, session->tutor, id.value, wants_other_hour});
    return true;
}

bool move(Scope& scope, SessionId id, base::Instant to, std::string_view reason) {
    auto session = scope.store.session(id);
    if (!session || session->phase != Phase::planned || to <= scope.now || !is_free(scope, session->tutor, to)) return false;
    const Session before = *session;
    *session = booked(before, to);
    session->rides_with = session->carries = {};
    if (session->excuse_if_missed == wants_other_hour) session->excuse_if_missed.clear();
    session->closes_at = std::max(before.closes_at, to + std::chrono::hours{1});
    store_session(scope, before, *session);
    scope.store.add_fact({scope.now, "session_moved", session->student, session->tutor, id.value, reason});
    texts::session_changed(scope, {What::moved, before, *session});
    return true;
}

bool call_again(Scope& scope, SessionId id, base::Instant to) {
    auto session = scope.store.session(id);
    if (!session) return false;
    if (session->phase == Phase::planned) return move(scope, id, to, "family");
    if (!may_open_again(*session) || to <= scope.now || !is_free(scope, session->tutor, to)) return false;
    if (dials_to_family(scope, *session) > scope.program().attempts.attempts_max) return false;  // it was called back once already
    const auto next = scope.store.session_of(session->student, session->kind, session->number + 1);
    if (next && to + base::Minutes{60} > next->planned_at) return false;  // the next lesson is as near
    forget_outcome(scope, *session);
    const Session before = *session;
    *session = booked(before, to);
    session->outcome.reset();
    session->reason.clear();
    session->rides_with = session->carries = {};
    session->attempts = std::min(before.attempts, scope.program().attempts.attempts_max - 1);
    session->closes_at = to + std::chrono::hours{1};
    store_session(scope, before, *session);
    scope.store.add_fact({scope.now, "call_again", session->student, session->tutor, id.value, {}});
    return true;
}

void withdraw(Scope& scope, StudentId student, std::string_view reason) {
    auto enrollment = scope.store.enrollment_of(student);
    if (!enrollment || enrollment->status == "withdrawn") return;
    enrollment->status = "withdrawn";
    enrollment->reason = reason;
    enrollment->withdrawn_at = scope.now;
    scope.store.save(*enrollment);
    scope.store.add_fact({scope.now, "withdrawn", student, enrollment->tutor, enrollment->id.value, reason});
    for (Session& session : scope.store.sessions_of(student))
        apply(scope, session, EndedBy{Outcome::withdrawn, std::string(reason)}, "engine");
    for (const ports::StudentPhone& phone : scope.store.phones_of(student))
        scope.store.suppress_queued(phone.phone, student, "withdrawn", scope.now);
}

void pause(Scope& scope, StudentId student, base::Instant until, std::string_view reason) {
    auto enrollment = scope.store.enrollment_of(student);
    if (!enrollment) return;
    enrollment->paused_until = until;
    scope.store.save(*enrollment);
    scope.store.add_fact({scope.now, "paused", student, enrollment->tutor, enrollment->id.value, reason});
    for (Session& session : scope.store.sessions_of(student))
        if (session.phase == Phase::planned && session.booked_at && *session.booked_at < until)
            apply(scope, session, EndedBy{Outcome::excused, std::string(reason)}, "engine");
}

namespace {

/// The lesson's own half hour, else another in the days around it.
std::optional<base::Instant> hour_again(Scope& scope, const Session& session) {
    const base::Instant first = scope.now + known_ahead;
    if (session.planned_at >= first && is_free(scope, session.tutor, session.planned_at)) return session.planned_at;
    const auto free = free_times(scope, session.student, std::max(first, session.planned_at - std::chrono::hours{48}), session.closes_at);
    return free.empty() ? std::nullopt : std::optional(free.front());
}

/// A lesson that the pause excused and that can still be held.
void open_again(Scope& scope, Session session) {
    if (session.phase != Phase::closed || session.outcome != Outcome::excused || session.reason != family_away || session.planned_at <= scope.now) return;
    const auto at = hour_again(scope, session);
    if (!at) return;
    forget_outcome(scope, session);
    const Session before = session;
    session = booked(before, *at);
    session.outcome.reset();
    session.reason.clear();
    session.rides_with = session.carries = {};
    store_session(scope, before, session);
    scope.store.add_fact({scope.now, "lesson_back", session.student, session.tutor, session.id.value, {}});
}

}  // namespace

void end_pause(Scope& scope, StudentId student) {
    auto enrollment = scope.store.enrollment_of(student);
    const bool away = enrollment && enrollment->status == "active" && enrollment->paused_until && *enrollment->paused_until > scope.now;
    if (!away || rests(*enrollment, scope.now)) return;
    enrollment->paused_until.reset();
    scope.store.save(*enrollment);
    scope.store.add_fact({scope.now, "pause_over", student, enrollment->tutor, enrollment->id.value, {}});
    for (Session& session : scope.store.sessions_of(student)) open_again(scope, std::move(session));
}

void rest(Scope& scope, StudentId student) {
    const auto enrollment = scope.store.enrollment_of(student);
    if (!enrollment || enrollment->status == "withdrawn") return;
    pause(scope, student, scope.now + std::chrono::days{7}, family_away);
    auto resting = *scope.store.enrollment_of(student);
    resting.reason = family_loss;
    resting.paused_until = scope.now + std::chrono::days{365};
    scope.store.save(resting);
}

bool rests(const ports::EnrollmentRow& enrollment, base::Instant now) {
    return enrollment.reason == family_loss && enrollment.paused_until && *enrollment.paused_until > now;
}

void let_go_on(Scope& scope, PhoneId phone, StudentId lost) {
    for (const StudentId student : scope.store.students_on(phone)) {
        auto enrollment = scope.store.enrollment_of(student);
        if (!enrollment || student == lost || !rests(*enrollment, scope.now)) continue;
        enrollment->paused_until.reset();
        enrollment->reason.clear();
        scope.store.save(*enrollment);
        scope.store.add_fact({scope.now, "goes_on", student, enrollment->tutor, enrollment->id.value, family_loss});
    }
}

void calls_stopped(Scope& scope, PhoneId phone) {
    std::map<std::int64_t, std::vector<StudentId>> gone;
    for (const StudentId student : scope.store.students_on(phone)) {
        const auto enrollment = scope.store.enrollment_of(student);
        if (!enrollment || enrollment->status == "withdrawn" || !callable_phones(scope, student).empty()) continue;
        withdraw(scope, student, "calls_stopped");
        if (enrollment->tutor) gone[enrollment->tutor.value].push_back(student);
    }
    for (const auto& [tutor, students] : gone) texts::students_gone(scope, TutorId{tutor}, students);
}

void ask_at_next_call_of(Scope& scope, StudentId student) {
    std::optional<Session> next;
    for (Session& session : scope.store.sessions_of(student)) {
        const bool open = session.phase == Phase::planned && session.booked_at;
        if (open && (!next || *session.booked_at < *next->booked_at)) next = std::move(session);
    }
    if (!next || next->opens_with_question) return;
    const Session before = *next;
    next->opens_with_question = true;
    scope.store.save(*next);
    texts::session_changed(scope, {What::asks_first, before, *next});
}

void ask_at_next_call(Scope& scope, PhoneId phone) {
    for (const StudentId student : scope.store.students_on(phone)) ask_at_next_call_of(scope, student);
}

void ask_no_more(Scope& scope, PhoneId phone) {
    for (const StudentId student : scope.store.students_on(phone)) {
        for (Session& session : scope.store.sessions_of(student)) {
            if (!session.opens_with_question || session.phase != Phase::planned) continue;
            session.opens_with_question = false;
            scope.store.save(session);
        }
    }
}

void block_number(Scope& scope, PhoneId phone, std::string_view why) {
    for (const StudentId student : scope.store.students_on(phone)) {
        block(scope, student, phone, why);
        scope.store.open_task({.kind = "number_check", .student = student, .phone = phone, .detail = std::string(why),
                               .created_at = scope.now, .due_at = scope.now + std::chrono::days{2}});
    }
}

void tutor_away(Scope& scope, TutorId tutor, base::Instant from, base::Instant to, std::string_view reason) {
    if (from >= to) return;
    scope.store.add_absence({tutor, from, to, std::string(reason)});
    scope.store.add_fact({scope.now, "tutor_away", {}, tutor, from.time_since_epoch().count(), reason});
    for (Session& session : scope.store.booked(tutor, from, to))
        apply(scope, session, EndedBy{Outcome::cancelled_programme, "tutor"}, "engine");
}

}  // namespace tutorline::engine::calls
