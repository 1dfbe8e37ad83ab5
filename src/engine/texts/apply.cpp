#include "engine/texts/apply.hpp"

#include <algorithm>

#include "domain/conversation/safeguarding.hpp"
#include "engine/calls/calls.hpp"
#include "engine/texts/alerts.hpp"
#include "engine/texts/grading.hpp"
#include "engine/texts/limits.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

using namespace domain;  // the changes are many and all of them the domain's

std::string question_kind(PendingQuestion::Kind kind) {
    switch (kind) {
        case PendingQuestion::Kind::offer_time: return "offer_time";
        case PendingQuestion::Kind::withdraw_reason: return "withdraw_reason";
        case PendingQuestion::Kind::which_child: return "which_child";
        case PendingQuestion::Kind::confirm_answer: return "confirm_answer";
        case PendingQuestion::Kind::confirm_log: return "confirm_log";
        case PendingQuestion::Kind::confirm_wrong_number: return "confirm_wrong_number";
        case PendingQuestion::Kind::who_cannot: return "who_cannot";
        case PendingQuestion::Kind::confirm_withdraw: return "confirm_withdraw";
    }
    return {};
}

PhoneId first_number(Scope& scope, StudentId student) {
    for (const ports::StudentPhone& entry : scope.store.phones_of(student))
        if (entry.blocked.empty()) return entry.phone;
    return {};
}

/// Carries out one change each; remembers the calls that could not be moved.
struct Changer {
    Scope& scope;
    PhoneId phone;
    InboxId inbox;
    std::vector<SessionId> not_moved;

    ports::PhoneRow row() { return *scope.store.phone(phone); }

    void stop(bool calls) {
        ports::PhoneRow stopped = row();
        if (!stopped.texts_stopped_at) stopped.texts_stopped_at = scope.now;
        if (calls && !stopped.calls_stopped_at) stopped.calls_stopped_at = scope.now;
        scope.store.save(stopped);
        scope.store.suppress_queued(phone, {}, "opt_out", scope.now);
    }

    void operator()(const StopPhone& change) {
        stop(change.calls);
        if (change.calls) calls::calls_stopped(scope, phone);
        else calls::ask_at_next_call(scope, phone);
    }
    void operator()(const OpenPhone&) {
        ports::PhoneRow open = row();
        open.texts_stopped_at.reset();
        open.calls_stopped_at.reset();
        scope.store.save(open);
        calls::ask_no_more(scope, phone);
        for (const StudentId id : scope.store.students_on(phone)) {
            const auto known = scope.store.student(id);
            if (!known || !known->texts_stopped_at) continue;
            ports::StudentRow student = *known;
            student.texts_stopped_at.reset();
            scope.store.save(student);
        }
    }
    void operator()(const BlockNumber&) {
        stop(true);
        calls::block_number(scope, phone, "wrong");
    }
    void operator()(const StopChildTexts& change) {
        const auto known = scope.store.student(change.student);
        if (!known) return;
        ports::StudentRow student = *known;
        student.texts_stopped_at = scope.now;
        scope.store.save(student);
        scope.store.suppress_queued(phone, change.student, "opt_out", scope.now);
    }
    void operator()(const WithdrawStudent& change) { calls::withdraw(scope, change.student, "family"); }
    void operator()(const PauseStudent& change) {
        calls::pause(scope, change.student, change.until, calls::family_away);
        scope.store.suppress_queued(phone, change.student, "paused", scope.now);
    }
    void operator()(const EndPause& change) { calls::end_pause(scope, change.student); }
    void operator()(const RestStudent& change) {
        calls::rest(scope, change.student);
        scope.store.suppress_queued(phone, change.student, "paused", scope.now);
    }
    void operator()(const RestHousehold& change) {
        const PhoneId family = first_number(scope, change.student);
        for (const StudentId student : family ? scope.store.students_on(family) : std::vector<StudentId>{change.student}) {
            calls::rest(scope, student);
            if (family) scope.store.suppress_queued(family, student, "paused", scope.now);
        }
    }
    void operator()(const ItemStep& change) { step_item(scope, change, inbox); }
    void operator()(const AskPhone& change) {
        const PendingQuestion& question = change.question;
        scope.store.ask({phone, question_kind(question.kind), question.student, question.session, question.offered, question.item,
                         question.value, question.asked_at});
    }
    void operator()(const ForgetQuestion&) { scope.store.forget_question(phone); }
    void operator()(const OpenChildQuestion& change) {
        scope.store.add_child_question({inbox, change.student, change.tutor.value_or(TutorId{}), change.answer_by, std::nullopt});
        scope.store.add_timer({change.answer_by, ports::TimerKind::question_open, inbox.value});
    }
    void operator()(const CloseChildQuestions& change) {
        for (const InboxId question : change.questions) scope.store.close_child_question(question, scope.now);
    }
    void operator()(const ExcuseSession& change) { calls::excuse(scope, change.session, change.reason); }
    void operator()(const ExcuseIfMissed& change) { calls::excuse_if_missed(scope, change.session, change.reason); }
    void operator()(const MoveSession& change) {
        if (!calls::move(scope, change.session, change.to, change.reason)) not_moved.push_back(change.session);
        else if (change.reason == "family_asked") hour_found(change.student, change.session);
    }
    /// The family named the hour itself: nobody needs to look for one.
    void hour_found(StudentId student, SessionId session) {
        for (const ports::TaskRow& task : scope.store.open_tasks("reschedule", student))
            if (task.session == session) scope.store.close_task(task.id, "hour_set", scope.now);
    }
    void operator()(const CallAgain& change) {
        if (!calls::call_again(scope, change.session, change.to)) not_moved.push_back(change.session);
        else hour_found(change.student, change.session);
    }
    void operator()(const HoldSession& change) { calls::hold(scope, change.session); }
    void operator()(const CancelSession& change) { calls::cancel(scope, change.session, change.reason); }
    void operator()(const ApplyLog& change) { calls::apply_log(scope, change.session, change.log, inbox, change.counts); }
    void operator()(const TutorAway& change) { calls::tutor_away(scope, change.tutor, change.from, change.to, "tutor_absent"); }
    void operator()(const StopTutorTexts& change) {
        stop(change.calls);
        if (!scope.store.students_on(phone).empty()) {  // a tutor's phone may be a family's as well
            if (change.calls) calls::calls_stopped(scope, phone);
            else calls::ask_at_next_call(scope, phone);
        }
    }
    void operator()(const OpenTutorTexts&) { (*this)(OpenPhone{}); }
};

int urgency(const NewTask& task) {
    if (task.restricted || task.kind == family_loss) return urgency_restricted;
    const bool soon = task.kind == "wrong_number" || task.kind == "uncovered_call" || task.kind == "reschedule" ||
                      task.kind == "opt_out_calls" || task.kind == "opt_in_calls" || task.kind == "tutor_opted_out";
    return soon ? urgency_soon : urgency_day;
}

/// The open task that says the same of the same people: a hundred texts must not bury the list. The text joins it.
std::optional<TaskId> open_already(Scope& scope, const ports::TaskRow& row) {
    if (row.kind != family_loss) return scope.store.open_task_like(row);
    for (const ports::TaskRow& open : scope.store.open_tasks(family_loss))  // of the phone, whichever child the text is about
        if (open.phone == row.phone) return open.id;
    return std::nullopt;
}

void open_task(Scope& scope, const NewTask& task, PhoneId phone, InboxId inbox) {
    ports::TaskRow row;
    row.kind = task.kind;
    row.urgency = urgency(task);
    row.student = task.student;
    row.tutor = task.tutor;
    row.session = task.session;
    row.phone = task.kind == family_loss && task.tutor ? first_number(scope, task.student) : phone;  // it is about the family's
    row.inbox = inbox;
    row.detail = task.note;
    row.created_at = scope.now;
    row.due_at = scope.now + task_due;
    if (const auto open = open_already(scope, row)) {
        scope.store.add_fact({scope.now, "task_joined", row.student, row.tutor, open->value, std::to_string(inbox.value)});
    } else {
        scope.store.open_task(row);
    }
}

void note_worry(Scope& scope, PhoneId phone) {
    auto row = scope.store.phone(phone);
    if (!row) return;
    row->worried_at = scope.now;
    scope.store.save(*row);
}

/// Constants of the code for a fact's kind and details, as the store keeps them.
void add_facts(Scope& scope, const TextDecision& decision, InboxId inbox) {
    for (const NewFact& fact : decision.facts) {
        std::string detail;
        for (const auto& [key, value] : fact.details) detail += (detail.empty() ? "" : " ") + key + "=" + value;
        const std::int64_t ref = fact.session ? fact.session.value : inbox.value;
        scope.store.add_fact({scope.now, fact.kind, fact.student, fact.tutor, ref, detail});
    }
}

}  // namespace

bool apply(Scope& scope, const TextDecision& decision, const ports::PhoneRow& phone, const ports::InboxRow& inbox) {
    Changer changer{scope, phone.id, inbox.id, {}};
    scope.news_told = true;
    for (const Change& change : decision.changes) std::visit(changer, change);
    scope.news_told = false;
    const auto dropped = [&](SessionId session) {
        return session && std::find(changer.not_moved.begin(), changer.not_moved.end(), session) != changer.not_moved.end();
    };
    for (const NewText& text : decision.texts) {
        const bool answers = text.to == phone.number;  // only the answer to who wrote may leave in quiet hours
        if (!dropped(text.session)) send(scope, text, answers ? inbox.id : InboxId{});
    }
    for (const NewTask& task : decision.tasks) {
        if (task.kind == "many_texts") ask_person_about_flood(scope, phone.id, task.student, task.tutor);
        else open_task(scope, task, phone.id, inbox.id);
    }
    for (const SessionId session : changer.not_moved) {
        open_task(scope, {"reschedule", inbox.student, inbox.tutor, session, "half_hour_taken", false}, phone.id, inbox.id);
    }
    const bool worrying = !decision.alerts.empty() ||
                          std::any_of(decision.tasks.begin(), decision.tasks.end(), [](const NewTask& task) { return task.restricted; });
    if (worrying) note_worry(scope, phone.id);
    for (const NewAlert& alert : decision.alerts) raise_alert(scope, alert, phone.id, inbox.id);
    add_facts(scope, decision, inbox.id);
    return !decision.changes.empty() || !decision.texts.empty() || !decision.tasks.empty() || !decision.alerts.empty();
}

}  // namespace tutorline::engine::texts
