#include "engine/changes.hpp"

#include <algorithm>
#include <utility>

#include "domain/conversation/safeguarding.hpp"
#include "domain/session/decide.hpp"
#include "domain/session/early_warning.hpp"
#include "domain/session/report.hpp"
#include "domain/session/retry.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"
#include "engine/texts/alerts.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine {

using namespace domain;

namespace {

/// True when the number was not stopped before.
bool stop_phone(Scope& scope, PhoneId id, const StopHousehold& change) {
    auto phone = scope.store.phone(id);
    if (!phone || (phone->texts_stopped_at && (!change.calls || phone->calls_stopped_at))) return false;
    if (!phone->texts_stopped_at) phone->texts_stopped_at = scope.now;
    if (change.calls && !phone->calls_stopped_at) phone->calls_stopped_at = scope.now;
    scope.store.save(*phone);
    scope.store.suppress_queued(id, {}, "stopped", scope.now);
    scope.store.add_fact({scope.now, change.calls ? "all_stopped" : "texts_stopped", change.student, {}, id.value, change.author});
    if (change.calls) calls::calls_stopped(scope, id);
    return true;
}

bool has_left(Scope& scope, StudentId student) {
    const auto enrollment = scope.store.enrollment_of(student);
    return !enrollment || enrollment->status == "withdrawn";
}

bool concerns(const PauseCohort& pause, const Student& student) {
    return pause.departments.empty() ||
           std::find(pause.departments.begin(), pause.departments.end(), student.department) != pause.departments.end();
}

constexpr std::size_t half_hours_a_week = 7 * 48;

/// To a free half hour after the one it holds: what lies before it, weeks of it when the pause is ordered early, is no choice.
bool move_on(Scope& scope, const Session& session, const base::Zone& zone) {
    const base::Instant tried[] = {*session.booked_at};
    const auto free = calls::free_times(scope, session.student, std::max(scope.now, tried[0]), session.closes_at, half_hours_a_week);
    const auto to = choose_retry(free, {tried, std::nullopt, zone});
    if (!to) return false;
    const bool told = std::exchange(scope.news_told, true);
    const bool moved = calls::move(scope, session.id, *to, "pause");
    scope.news_told = told;
    if (moved) texts::paused_session_moved(scope, session, *scope.store.session(session.id));
    return moved;
}

void move_out_of(Scope& scope, const PauseCohort& pause, Session& session, const base::Zone& zone, Paused& done) {
    if (session.phase != Phase::planned || !session.booked_at) return;
    const auto day = zone.to_civil(*session.booked_at).day;
    if (day < pause.from || day > pause.to) return;
    if (move_on(scope, session, zone)) {
        ++done.moved;
        return;
    }
    calls::apply(scope, session, EndedBy{Outcome::cancelled_programme, pause.reason}, "coordinator");
    ++done.cancelled;
}

/// Nobody has been called for it and no tutor has told of it, and its hour has not come. A lesson that was moved to an
/// earlier hour and held there is not to come any more.
bool is_to_come(const Session& session, base::Instant now) {
    if (session.planned_at <= now) return false;
    return session.phase == Phase::planned || (session.attempts == 0 && !session.logged_at);
}

/// The Sunday of the programme's last week where it ends last; pauses in force move it.
std::chrono::sys_days last_day_of_round(const Scope& scope) {
    const Program& program = scope.program();
    std::vector<std::string> departments = program.departments;
    departments.emplace_back();
    auto last = program.starts_on;
    for (const std::string& department : departments) {
        const auto monday = scope.calendars.department(department).monday_of(program.weeks);
        last = std::max(last, monday.value_or(program.starts_on + std::chrono::days{7 * DepartmentCalendar::calendar_weeks_max}));
    }
    return last + std::chrono::days{6};
}

}  // namespace

std::string_view stop_household(Scope& scope, const StopHousehold& change) {
    const auto student = scope.store.student(change.student);
    if (!student) return why_not::unknown;
    bool changed = false;
    for (const ports::StudentPhone& phone : scope.store.phones_of(change.student))
        if (phone.blocked.empty()) changed = stop_phone(scope, phone.phone, change) || changed;  // a wrong number is somebody else's
    if (change.calls) {
        for (const StudentId sibling : scope.store.students_of(student->household)) {
            if (has_left(scope, sibling)) continue;
            calls::withdraw(scope, sibling, "coordinator");
            changed = true;
        }
    }
    return changed ? std::string_view{} : why_not::same;
}

std::string_view close_task(Scope& scope, const CloseTask& change) {
    const auto task = scope.store.task(change.task);
    if (!task) return why_not::unknown;
    if (!scope.store.close_task(change.task, change.reason, scope.now)) return why_not::same;
    const bool misread = change.reason == "misread";
    if (task->kind == family_loss && (task->student || misread)) calls::let_go_on(scope, task->phone, misread ? StudentId{} : task->student);
    texts::close_strangers(scope, *task, change.reason, change.author);
    scope.store.add_fact({scope.now, "task_closed", task->student, task->tutor, change.task.value, change.author});
    return {};
}

std::string_view correct_outcome(Scope& scope, const CorrectOutcome& change) {
    const auto session = scope.store.session(change.session);
    const auto outcome = outcome_from(change.outcome);
    if (!session) return why_not::unknown;
    if (!outcome) return why_not::bad;
    if (session->outcome == *outcome) return why_not::same;
    if (session->phase == Phase::calling || session->phase == Phase::talking) return why_not::on_the_line;
    if (is_to_come(*session, scope.now) && outcome != Outcome::excused && outcome != Outcome::cancelled_programme) return why_not::not_yet;
    const bool child = counts_as_child_session(*outcome) && session->kind == SessionKind::lesson;
    if (child && session->child == base::Seconds{0}) return why_not::no_minutes;
    Session after = closed(*session, *outcome, change.reason, scope.now);
    if (!child) after.child = base::Seconds{0};  // what the tutor wrote stays in his log
    scope.store.add_fact({scope.now, "outcome_corrected", session->student, session->tutor, session->id.value, change.author});
    calls::close(scope, *session, after, change.author);
    return {};
}

std::string_view why_no_pause(Scope& scope, const PauseCohort& change) {
    if (!scope.cohort) return why_not::unknown;
    if (change.to < change.from) return why_not::bad;
    if (change.from < scope.calendars.programme_zone().to_civil(scope.now).day) return why_not::past;
    if (change.to > last_day_of_round(scope)) return why_not::after_round;
    for (const Blackout& pause : scope.store.pauses(scope.cohort))
        if (pause.from == change.from && pause.to == change.to && pause.departments == change.departments) return why_not::same;
    for (const EnrollmentId id : scope.store.enrollments(scope.cohort)) {
        const auto enrollment = scope.store.enrollment(id);
        const auto student = scope.store.student(enrollment->student);
        if (!student || !concerns(change, student->student)) continue;
        const base::Zone zone = scope.calendars.zone(student->student.zone);
        for (const Session& session : scope.store.sessions_of(student->id))
            if (session.phase == Phase::planned && session.booked_at && zone.to_civil(*session.booked_at).day >= change.from) return {};
    }
    return why_not::no_calls;
}

Paused pause_cohort(Scope& scope, const PauseCohort& change) {
    Paused done;
    scope.store.add_fact({scope.now, "cohort_paused", {}, {}, change.from.time_since_epoch().count(), change.author});
    for (const EnrollmentId id : scope.store.enrollments(scope.cohort)) {
        const auto enrollment = scope.store.enrollment(id);
        const auto student = scope.store.student(enrollment->student);
        if (!student || !concerns(change, student->student)) continue;
        const base::Zone zone = scope.calendars.zone(student->student.zone);
        for (Session& session : scope.store.sessions_of(student->id))
            move_out_of(scope, change, session, zone, done);
    }
    return done;
}

}  // namespace tutorline::engine
