#include "engine/calls/attendance.hpp"

#include <algorithm>

#include "domain/session/early_warning.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine::calls {

using namespace domain;

namespace {

Attendance attendance_of(const ports::EnrollmentRow& row) {
    return {row.missed_in_row, row.observed, row.child_sessions, row.red};
}

void set_attendance(ports::EnrollmentRow& row, const Attendance& attendance) {
    row.missed_in_row = attendance.missed_in_row;
    row.observed = attendance.observed;
    row.child_sessions = attendance.child_sessions;
    row.red = attendance.red;
}

std::string_view task_kind(Warning warning) {
    switch (warning) {
        case Warning::ask_when_home: return {};
        case Warning::facilitator: return "facilitator_call";
        case Warning::visit_list: return "visit_list";
        case Warning::red_from_start: return "red_from_start";
    }
    return {};
}

/// The old slot found nobody twice: the next lesson is tried at another hour near it, where the tutor has one free.
void leave_old_slot(Scope& scope, const Session& missed) {
    constexpr std::chrono::hours before{48};
    constexpr std::chrono::hours after{96};
    const auto next = scope.store.session_of(missed.student, SessionKind::lesson, missed.number + 1);
    const auto student = scope.store.student(missed.student);
    if (!next || !student || next->phase != Phase::planned || !next->booked_at) return;
    const base::Instant from = std::max(scope.now + std::chrono::hours{24}, *next->booked_at - before);
    const base::Instant to = std::min(next->closes_at, *next->booked_at + after);
    const base::Zone zone = scope.calendars.zone(student->student.zone);
    std::optional<base::Instant> other;
    const auto free = free_times(scope, missed.student, from, to);
    const base::CivilTime old = zone.to_civil(*next->booked_at);
    for (const base::Instant at : free) {
        const base::CivilTime wall = zone.to_civil(at);
        const bool differs = wall.weekday() != old.weekday() && wall.of_day != old.of_day;
        if (differs && (!other || std::chrono::abs(at - *next->booked_at) < std::chrono::abs(*other - *next->booked_at))) other = at;
    }
    if (other) move(scope, next->id, *other, "old_slot_missed");
}

constexpr std::string_view visit = "visit_list";
constexpr std::string_view red = "red_from_start";

/// 'Not once since the start' asks for the same visit and weighs more: nobody shall go twice for one child.
bool told_by_stronger(Scope& scope, std::string_view kind, StudentId student) {
    if (kind == visit) return scope.store.open_task_of(red, student).has_value();
    if (const auto weaker = kind == red ? scope.store.open_task_of(visit, student) : std::nullopt) scope.store.close_task(*weaker, red, scope.now);
    return false;
}

void act_on(Scope& scope, Warning warning, const ports::EnrollmentRow& enrollment, const Session& session) {
    const std::string_view kind = task_kind(warning);
    if (kind.empty()) return;
    if (!told_by_stronger(scope, kind, session.student)) scope.store.open_task({.kind = std::string(kind), .urgency = warning == Warning::facilitator ? 2 : 1,
                           .student = session.student, .session = session.id, .created_at = scope.now,
                           .due_at = scope.now + std::chrono::days{2}});
    scope.store.add_fact({scope.now, "early_warning", session.student, session.tutor, enrollment.id.value, kind});
    if (warning == Warning::facilitator) leave_old_slot(scope, session);
}

Placement step(const Placement& plan, const Session& session) {
    if (!session.checkpoint) return plan;
    return session.level_reported == Level::not_assessed ? after_checkpoint(plan, *session.checkpoint)
                                                         : after_checkpoint(plan, session.level_reported, *session.checkpoint);
}

/// All checkpoints again from the start, with `corrected` in place of what is stored.
Placement replay(Scope& scope, const ports::StudentRow& student, const Session& corrected) {
    Placement plan = after_diagnostic(Placement{}, student.student.level);
    for (const Session& stored : scope.store.sessions_of(student.id)) {
        const Session& session = stored.id == corrected.id ? corrected : stored;
        if (session.kind == SessionKind::lesson) plan = step(plan, session);
    }
    return plan;
}

void move_level(Scope& scope, const Session& before, const Session& after) {
    const bool again = before.checkpoint.has_value();
    if (!again && !after.checkpoint) return;
    const auto student = scope.store.student(after.student);
    if (!student) return;
    const Placement next = again ? replay(scope, *student, after) : step(student->placement, after);
    if (next == student->placement) return;
    scope.store.save_placement(after.student, next);
    scope.store.add_fact({scope.now, "level", after.student, after.tutor, code(next.mastered), name(next.next)});
}

}  // namespace

void count_outcome(Scope& scope, const Session& before, const Session& after) {
    if (after.kind != SessionKind::lesson) return;
    move_level(scope, before, after);
    const bool counted = counts_as_miss(*after.outcome) || counts_as_child_session(*after.outcome);
    if (before.outcome == after.outcome || (!counted && !before.outcome)) return;
    auto enrollment = scope.store.enrollment(after.enrollment);
    if (!enrollment) return;
    if (before.outcome) {
        set_attendance(*enrollment, corrected(attendance_of(*enrollment), *before.outcome, *after.outcome));
        scope.store.save(*enrollment);
        return;
    }
    const WarningStep step = observe(attendance_of(*enrollment), *after.outcome, scope.program().early_warning, scope.program().sessions_per_week);
    set_attendance(*enrollment, step.attendance);
    scope.store.save(*enrollment);
    // The strongest first: it speaks for the weaker ones of the same step.
    for (auto warning = step.raised.rbegin(); warning != step.raised.rend(); ++warning) act_on(scope, *warning, *enrollment, after);
    if (counts_as_miss(*after.outcome)) texts::missed(scope, *enrollment, after);
}

void note_silence(Scope& scope, const Session& session) {
    constexpr std::chrono::days looked_back{14};
    if (session.outcome != Outcome::cancelled_programme || session.reason != "tutor") return;
    const auto lately = scope.store.planned(session.tutor, session.planned_at - looked_back, scope.now);
    int silent = 0;
    for (auto each = lately.rbegin(); each != lately.rend() && silent < silent_lessons; ++each) {
        if (each->phase != Phase::closed) continue;
        if (each->reason == "tutor") {
            ++silent;
        } else if (each->outcome != Outcome::cancelled_programme && each->outcome != Outcome::excused) {
            break;  // the tutor was there
        }
    }
    if (silent < silent_lessons) return;
    scope.store.open_task({.kind = "tutor_silent", .urgency = 1, .tutor = session.tutor, .created_at = scope.now,
                           .due_at = scope.now + std::chrono::days{1}});
}

void forget_outcome(Scope& scope, const Session& session) {
    if (session.kind != SessionKind::lesson || !session.outcome) return;
    auto enrollment = scope.store.enrollment(session.enrollment);
    if (!enrollment) return;
    set_attendance(*enrollment, corrected(attendance_of(*enrollment), *session.outcome, Outcome::cancelled_programme));
    scope.store.save(*enrollment);
}

void block_after_report(Scope& scope, const Session& session) {
    const auto attempts = scope.store.attempts_of(session.rides_with ? session.rides_with : session.id);
    auto phones = scope.store.phones_of(session.student);
    if (phones.empty()) return;
    const PhoneId dialled = attempts.empty() ? phones.front().phone : attempts.back().phone;
    for (ports::StudentPhone& entry : phones) {
        if (entry.phone != dialled || !entry.blocked.empty()) continue;
        entry.blocked = "wrong";
        scope.store.save(session.student, entry);
        scope.store.suppress_queued(dialled, session.student, "wrong_number", scope.now);
        scope.store.add_fact({scope.now, "number_blocked", session.student, session.tutor, dialled.value, "tutor"});
        scope.store.open_task({.kind = "number_check", .student = session.student, .phone = dialled, .created_at = scope.now,
                               .due_at = scope.now + std::chrono::days{2}});
    }
}

void note_dial(Scope& scope, const Attempt& attempt, const Session& session) {
    const bool answered = !attempt.disposition || attempt.talk > base::Seconds{0};
    if (!answered && attempt.disposition != Disposition::not_in_service_reported) return;
    auto phone = scope.store.phone(attempt.phone);
    if (!phone) return;
    const auto student = scope.store.student(session.student);
    const base::Zone zone = scope.calendars.zone(student ? student->student.zone : std::string{});
    if (answered) {
        const base::CivilTime wall = zone.to_civil(attempt.slot_at);
        phone->health = heard_from(phone->health);
        phone->answered_minute = wall.weekday() * 24 * 60 + wall.minute_of_day();
    } else {
        const Strike strike = not_in_service(phone->health, zone.to_civil(scope.now).day);
        phone->health = strike.health;
        if (strike.ask_a_person)
            scope.store.open_task({.kind = "number_check", .student = session.student, .phone = phone->id,
                                   .detail = "not_in_service", .created_at = scope.now,
                                   .due_at = scope.now + std::chrono::days{2}});
    }
    scope.store.save(*phone);
}

}  // namespace tutorline::engine::calls
