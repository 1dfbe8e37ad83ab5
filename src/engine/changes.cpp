#include "engine/changes.hpp"

#include <algorithm>

#include "domain/session/decide.hpp"
#include "domain/session/early_warning.hpp"
#include "domain/session/report.hpp"
#include "domain/session/retry.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"

namespace tutorline::engine {

using namespace domain;

namespace {

void stop_phone(Scope& scope, PhoneId id, bool calls) {
    auto phone = scope.store.phone(id);
    if (!phone) return;
    if (!phone->texts_stopped_at) phone->texts_stopped_at = scope.now;
    if (calls && !phone->calls_stopped_at) phone->calls_stopped_at = scope.now;
    scope.store.save(*phone);
    scope.store.suppress_queued(id, {}, "stopped", scope.now);
    scope.store.add_fact({scope.now, calls ? "all_stopped" : "texts_stopped", {}, {}, id.value, "coordinator"});
    if (calls) calls::calls_stopped(scope, id);
}

bool concerns(const PauseCohort& pause, const Student& student) {
    return pause.departments.empty() ||
           std::find(pause.departments.begin(), pause.departments.end(), student.department) != pause.departments.end();
}

void move_out_of(Scope& scope, const PauseCohort& pause, Session& session, const base::Zone& zone) {
    if (session.phase != Phase::planned || !session.booked_at) return;
    const auto day = zone.to_civil(*session.booked_at).day;
    if (day < pause.from || day > pause.to) return;
    const base::Instant tried[] = {*session.booked_at};
    const auto free = calls::free_times(scope, session.student, scope.now, session.closes_at);
    const auto to = choose_retry(free, {tried, std::nullopt, zone});
    if (to && calls::move(scope, session.id, *to, "pause")) return;
    calls::apply(scope, session, EndedBy{Outcome::cancelled_programme, pause.reason}, "coordinator");
}

}  // namespace

bool stop_household(Scope& scope, const StopHousehold& change) {
    const auto student = scope.store.student(change.student);
    if (!student) return false;
    for (const ports::StudentPhone& phone : scope.store.phones_of(change.student)) stop_phone(scope, phone.phone, change.calls);
    if (change.calls)
        for (const StudentId sibling : scope.store.students_of(student->household)) calls::withdraw(scope, sibling, "coordinator");
    return true;
}

bool close_task(Scope& scope, const CloseTask& change) {
    if (!scope.store.close_task(change.task, change.reason, scope.now)) return false;
    scope.store.add_fact({scope.now, "task_closed", {}, {}, change.task.value, {}});
    return true;
}

bool correct_outcome(Scope& scope, const CorrectOutcome& change) {
    const auto session = scope.store.session(change.session);
    const auto outcome = outcome_from(change.outcome);
    if (!session || !outcome || session->outcome == *outcome) return false;
    if (session->phase == Phase::calling || session->phase == Phase::talking) return false;
    const bool child = counts_as_child_session(*outcome) && session->kind == SessionKind::lesson;
    if (child && session->child == base::Seconds{0}) return false;  // minutes are never invented
    Session after = closed(*session, *outcome, change.reason, scope.now);
    if (!child) after.child = base::Seconds{0};  // what the tutor wrote stays in his log
    calls::close(scope, *session, after, change.author);
    return true;
}

bool pause_cohort(Scope& scope, const PauseCohort& change) {
    if (change.to < change.from) return false;
    scope.store.add_fact({scope.now, "cohort_paused", {}, {}, change.from.time_since_epoch().count(), {}});
    for (const EnrollmentId id : scope.store.enrollments(scope.cohort)) {
        const auto enrollment = scope.store.enrollment(id);
        const auto student = scope.store.student(enrollment->student);
        if (!student || !concerns(change, student->student)) continue;
        const base::Zone zone = scope.calendars.zone(student->student.zone);
        for (Session& session : scope.store.sessions_of(student->id)) move_out_of(scope, change, session, zone);
    }
    return true;
}

}  // namespace tutorline::engine
