// The timers of the texts: who acts on which, and how they begin.
#include "engine/texts/alerts.hpp"
#include "engine/texts/texts.hpp"
#include "engine/texts/week.hpp"

namespace tutorline::engine::texts {
namespace {

/// Nobody answered a family's question in the time we promised: a coordinator takes over (B30).
void question_unanswered(Scope& scope, domain::InboxId inbox) {
    const auto question = scope.store.child_question(inbox);
    if (!question || question->closed_at) return;
    ports::TaskRow task;
    task.kind = "question_unanswered";
    task.urgency = 1;
    task.student = question->student;
    task.tutor = question->tutor;
    task.inbox = inbox;
    task.created_at = scope.now;
    task.due_at = scope.now + base::Minutes{24 * 60};
    scope.store.open_task(task);
    scope.store.close_child_question(inbox, scope.now);
}

}  // namespace

void due(Scope& scope, const ports::Timer& timer) {
    using ports::TimerKind;
    switch (timer.kind) {
        case TimerKind::week_open: return week_item(scope, domain::EnrollmentId{timer.subject});
        case TimerKind::tutor_schedule: return evening(scope, domain::TutorId{timer.subject});
        case TimerKind::tutor_chase: return chase_tutor(scope, domain::TutorId{timer.subject});
        case TimerKind::facilitator_chase: return chase_facilitator(scope);
        case TimerKind::question_open: return question_unanswered(scope, domain::InboxId{timer.subject});
        case TimerKind::moved_news: return tell_of_move(scope, domain::SessionId{timer.subject});
        case TimerKind::alert_escalate: return escalate_alert(scope, domain::TaskId{timer.subject});
        case TimerKind::session:
        case TimerKind::callback:
        case TimerKind::text_other: return;
    }
}

void start(Scope& scope) {
    // The next due time of each is a function of the clock alone, so a second start finds the same row and adds nothing.
    for (const domain::EnrollmentId id : scope.store.enrollments(scope.cohort)) {
        const auto enrollment = scope.store.enrollment(id);
        if (!enrollment || enrollment->status == "withdrawn") continue;
        const auto student = scope.store.student(enrollment->student);
        if (!student) continue;
        if (const auto at = next_item(scope, *enrollment, *student, scope.now)) scope.store.add_timer({*at, ports::TimerKind::week_open, id.value});
    }
    for (const domain::TutorId id : scope.store.tutors(scope.cohort)) {
        const auto tutor = scope.store.tutor(id);
        if (!tutor || !tutor->active) continue;
        if (const auto at = next_evening(scope, *tutor, scope.now)) scope.store.add_timer({*at, ports::TimerKind::tutor_schedule, id.value});
        if (const auto at = next_chase(scope, *tutor, scope.now)) scope.store.add_timer({*at, ports::TimerKind::tutor_chase, id.value});
    }
    if (const auto at = next_facilitator_chase(scope, scope.now)) scope.store.add_timer({*at, ports::TimerKind::facilitator_chase, 0});
}

}  // namespace tutorline::engine::texts
