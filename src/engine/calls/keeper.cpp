#include "engine/calls/keeper.hpp"

#include <algorithm>

#include "domain/practice/item.hpp"
#include "domain/session/dial.hpp"
#include "domain/session/report.hpp"
#include "domain/session/retry.hpp"
#include "engine/calls/attendance.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine::calls {

using namespace domain;
using Next = SessionDecision::Next;
using What = texts::SessionChange::What;

namespace {

constexpr int retry_days_max = 7;

void prepare_lesson(Scope& scope, Session& session) {
    if (session.kind != SessionKind::lesson || session.level_taught != Level::not_assessed) return;
    const auto row = scope.store.student(session.student);
    if (!row) return;
    session.level_taught = row->placement.next;
    session.checkpoint_item = checkpoint_item(skill_taught(row->placement), row->seed, session.number - 1).id;
}

/// Another half hour, or the end of the session when none is left.
Session rebook(Scope& scope, const Session& session) {
    std::vector<base::Instant> tried;
    std::optional<int> answered_minute;
    for (const Attempt& attempt : scope.store.attempts_of(session.rides_with ? session.rides_with : session.id))
        tried.push_back(attempt.slot_at);
    if (tried.empty()) tried.push_back(session.planned_at);
    const auto student = scope.store.student(session.student);
    const auto phones = callable_phones(scope, session.student);
    if (!student || phones.empty()) return no_room(session, scope.now);
    const std::size_t next_phone = static_cast<std::size_t>(session.attempts) % phones.size();
    answered_minute = phones[next_phone].answered_minute;
    const auto until = std::min(session.closes_at, scope.now + std::chrono::days{retry_days_max});
    const auto free = free_times(scope, session.student, scope.now + base::Minutes{1}, until);
    const RetryWish wish{tried, answered_minute, scope.calendars.zone(student->student.zone)};
    const auto at = choose_retry(free, wish);
    if (!at) return no_room(session, scope.now);
    Session next = booked(session, *at);
    next.rides_with = {};
    next.carries = {};
    return next;
}

void end_lost_attempt(Scope& scope, const Session& session) {
    auto attempts = scope.store.attempts_of(session.id);
    if (attempts.empty() || attempts.back().state == Attempt::State::ended) return;
    Attempt& attempt = attempts.back();
    const bool joined = attempt.state == Attempt::State::family_joined;
    if (!joined) attempt.disposition = Disposition::no_answer;
    attempt.source = Source::gateway;
    attempt.raw_code = timeout_code;
    attempt.state = Attempt::State::ended;
    attempt.ended_at = scope.now;
    scope.store.save(attempt);
}

/// The sibling's session whose half hour follows at once, on the same phone.
std::optional<Session> following_sibling(Scope& scope, const Session& session) {
    const base::Instant following = *session.booked_at + half_hour;
    const auto next = scope.store.booked(session.tutor, following, following + base::Seconds{1});
    if (next.empty() || next.front().student == session.student || next.front().kind != session.kind) return std::nullopt;
    const auto own = scope.store.student(session.student);
    const auto its = scope.store.student(next.front().student);
    if (!own || !its || own->household != its->household) return std::nullopt;
    const auto own_phones = callable_phones(scope, session.student);
    const auto its_phones = callable_phones(scope, next.front().student);
    const bool same = !own_phones.empty() && !its_phones.empty() && own_phones.front().id == its_phones.front().id;
    return same ? std::optional(next.front()) : std::nullopt;
}

/// The sibling's session joins the dial that starts now.
void take_along(Scope& scope, Session& session) {
    auto rider = following_sibling(scope, session);
    if (!rider || rider->phase != Phase::planned || rider->attempts >= scope.program().attempts.attempts_max) return;
    const Session before = *rider;
    prepare_lesson(scope, *rider);
    rider->phase = Phase::calling;
    rider->rides_with = session.id;
    rider->next_at = session.next_at;
    ++rider->attempts;
    store_session(scope, before, *rider);
    session.carries = rider->id;
}

void write_who(Scope& scope, const Session& session, Disposition who) {
    auto attempts = scope.store.attempts_of(session.rides_with ? session.rides_with : session.id);
    if (attempts.empty()) return;
    Attempt& attempt = attempts.back();
    // A report makes no dial of one that stopped before the family's phone: how it ended stays the gateway's word.
    if (attempt.state != Attempt::State::ended || !may_have_rung(attempt)) return;
    const bool gateway_answered = !attempt.disposition && attempt.source == Source::gateway;
    attempt.disposition = who;
    attempt.source = gateway_answered ? Source::both : Source::tutor;
    scope.store.save(attempt);
}

void dial(Scope& scope, const Session& before, SessionDecision& decision, std::string_view author) {
    Session& session = decision.session;
    prepare_lesson(scope, session);
    if (!place_dial(scope, session, decision.next == Next::redial)) {
        session = closed(before, Outcome::no_contact, "no_number", scope.now);
        close(scope, before, session, author);
        return;
    }
    if (decision.next == Next::dial) take_along(scope, session);
    store_session(scope, before, session);
}

}  // namespace

std::vector<ports::PhoneRow> callable_phones(Scope& scope, StudentId student) {
    std::vector<ports::PhoneRow> phones;
    for (const ports::StudentPhone& entry : scope.store.phones_of(student)) {
        if (!entry.blocked.empty()) continue;
        const auto phone = scope.store.phone(entry.phone);
        if (phone && usable(phone->health.status) && !phone->calls_stopped_at) phones.push_back(*phone);
    }
    return phones;
}

bool can_be_called(Scope& scope, StudentId student) {
    if (callable_phones(scope, student).empty()) return false;
    const auto enrollment = scope.store.enrollment_of(student);
    return !enrollment || !rests(*enrollment, scope.now);
}

void settle_lesson(Scope& scope, Session& session) {
    if (session.phase != Phase::planned) return;
    const std::string before = session.checkpoint_item;
    prepare_lesson(scope, session);
    if (session.checkpoint_item != before) scope.store.save(session);
}

bool place_dial(Scope& scope, Session& session, bool continues) {
    const auto phones = callable_phones(scope, session.student);
    if (phones.empty()) return false;
    Attempt attempt;
    attempt.session = session.id;
    const bool first = session.attempts == 1 && session.redials == 0 && !session.closed_at;
    attempt.n = first ? 1 : static_cast<int>(scope.store.attempts_of(session.id).size()) + 1;
    // The second dial tries the second number, where the family gave one.
    attempt.phone = phones[static_cast<std::size_t>(std::max(0, session.attempts - 1)) % phones.size()].id;
    attempt.slot_at = session.booked_at.value_or(scope.now);
    attempt.queued_at = scope.now;
    attempt.continues = continues;
    attempt.id = scope.store.save(attempt);
    scope.store.push({Priority::call_soon, scope.now, ports::OutboxKind::call, attempt.id.value});
    return true;
}

std::optional<Session> rider_of(Scope& scope, const Session& session) {
    if (!session.carries) return std::nullopt;
    auto rider = scope.store.session(session.carries);
    return rider && rider->rides_with == session.id ? rider : std::nullopt;
}

void store_session(Scope& scope, const Session& before, const Session& after) {
    scope.store.save(after);
    if (after.next_at && after.next_at != before.next_at)
        scope.store.add_timer({*after.next_at, ports::TimerKind::session, after.id.value});
}

void close(Scope& scope, const Session& before, const Session& after, std::string_view author) {
    const int version = before.closed_at ? scope.store.outcome_versions(after.id) + 1 : 1;
    scope.store.add_outcome({after.id, version, *after.outcome, after.reason, std::string(author), scope.now});
    scope.store.save(after);
    scope.store.add_fact({scope.now, "session_closed", after.student, after.tutor, after.id.value, name(*after.outcome)});
    count_outcome(scope, before, after);
    note_silence(scope, after);
    if (after.opens_with_question && after.outcome != Outcome::withdrawn && !after.contact_ended_at) ask_at_next_call_of(scope, after.student);
    texts::session_changed(scope, {What::closed, before, after});
}

bool apply(Scope& scope, Session& state, const SessionEvent& event, std::string_view author) {
    const Session before = state;
    SessionDecision decision = decide(before, event, session_policy(scope.program()), scope.now);
    if (!decision.changed) return false;
    if (std::holds_alternative<TimeCame>(event) && (before.phase == Phase::calling || before.phase == Phase::talking) &&
        !before.rides_with)
        end_lost_attempt(scope, before);
    if (decision.who) write_who(scope, before, *decision.who);
    if (decision.next == Next::dial || decision.next == Next::redial) {
        dial(scope, before, decision, author);
        state = decision.session;
        return true;
    }
    if (decision.next == Next::tutor_dials) {
        prepare_lesson(scope, decision.session);
        // The tutor works with the family's number: who saw whose, and when, is kept (B7).
        scope.store.add_fact({scope.now, "number_shown", before.student, before.tutor, before.id.value, {}});
    }
    if (decision.next == Next::retry) decision.session = rebook(scope, decision.session);
    state = decision.session;
    const bool ends = state.phase == Phase::closed;
    if (ends) {
        close(scope, before, state, author);
    } else {
        store_session(scope, before, state);
    }
    if (decision.next == Next::retry && !ends) texts::session_changed(scope, {What::rebooked, before, state});
    if (decision.next == Next::tutor_dials) texts::session_changed(scope, {What::called, before, state});
    if (decision.block_number) block_after_report(scope, state);
    if (decision.withdraw_student) withdraw(scope, state.student, "family");
    if (decision.conflict)
        scope.store.open_task({.kind = "log_conflict", .student = state.student, .tutor = state.tutor, .session = state.id,
                               .created_at = scope.now, .due_at = scope.now + std::chrono::days{1}});
    return true;
}

}  // namespace tutorline::engine::calls
