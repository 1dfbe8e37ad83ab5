#include "engine/texts/alerts.hpp"

#include <algorithm>
#include <cctype>

#include "domain/conversation/safeguarding.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

using domain::TaskId;

std::string told_key(TaskId task, int order) { return "alert:" + std::to_string(task.value) + ":" + std::to_string(order); }
std::string acknowledged_key(TaskId task) { return "alert_acknowledged:" + std::to_string(task.value); }

/// Numbers that must not hear of it: the tutor who is concerned and the tutors of all children on that phone.
std::vector<base::PhoneNumber> excluded(Scope& scope, const ports::TaskRow& task) {
    std::vector<base::PhoneNumber> numbers;
    const auto add_tutor = [&](domain::TutorId id) {
        if (const auto tutor = scope.store.tutor(id)) numbers.push_back(tutor->tutor.phone);
    };
    if (task.tutor) add_tutor(task.tutor);
    for (const domain::StudentId student : scope.store.students_on(task.phone)) {
        const auto enrollment = scope.store.enrollment_of(student);
        if (enrollment && enrollment->tutor) add_tutor(enrollment->tutor);
    }
    return numbers;
}

void tell(Scope& scope, const ports::TaskRow& task, const std::vector<base::PhoneNumber>& excluded, int order, const std::string& once) {
    const auto person = domain::alert_recipient(scope.program(), excluded, order);
    if (!person) {
        scope.store.add_fact({scope.now, "alert_nobody_left", task.student, task.tutor, task.id.value, {}});
        return;
    }
    domain::NewText text;
    text.to = person->phone;
    text.kind = domain::TextKind::alert;
    text.words.key = order == 0 ? "staff.safeguarding_alert" : "staff.safeguarding_escalated";
    text.words.arguments = {{"case", std::to_string(task.id.value)},
                            {"minutes", std::to_string(scope.program().safeguarding.escalate_after.count())}};
    text.languages = {scope.program().language};
    text.priority = domain::Priority::safeguarding;
    text.once = once;
    send(scope, text, {});
    scope.store.add_timer({scope.now + scope.program().safeguarding.escalate_after, ports::TimerKind::alert_escalate, task.id.value});
}

std::string lower(const std::string& text) {
    std::string result;
    for (const char letter : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return result;
}

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    int digits = 0;
    for (const char letter : text) {
        if (letter < '0' || letter > '9') {
            if (digits > 0) break;
            continue;
        }
        if (++digits > 12) return 0;
        number = number * 10 + (letter - '0');
    }
    return number;
}

}  // namespace

void raise_alert(Scope& scope, const domain::NewAlert& alert, domain::PhoneId phone, domain::InboxId inbox) {
    ports::TaskRow task;
    task.kind = "safeguarding";
    task.urgency = 0;
    task.student = alert.student;
    task.tutor = alert.tutor;
    task.phone = phone;
    task.inbox = inbox;
    task.created_at = scope.now;
    task.due_at = scope.now + scope.program().safeguarding.escalate_after;
    task.id = scope.store.open_task(task);
    // A second text about an open case is told again: it may be worse than the first.
    tell(scope, task, alert.excluded, 0, told_key(task.id, 0) + ":" + std::to_string(inbox.value));
}

void escalate_alert(Scope& scope, TaskId id) {
    const auto task = scope.store.task(id);
    if (!task || task->closed_at || scope.store.said(acknowledged_key(id))) return;
    int order = 1;
    while (scope.store.said(told_key(id, order))) ++order;
    scope.store.add_fact({scope.now, "alert_escalated", task->student, task->tutor, id.value, {}});
    tell(scope, *task, excluded(scope, *task), order, told_key(id, order));
}

bool is_staff(const Scope& scope, const base::PhoneNumber& number) {
    const domain::Program& program = scope.program();
    if (number == program.safeguarding.focal_person.phone || number == program.safeguarding.deputy.phone) return true;
    return std::any_of(program.facilitators.begin(), program.facilitators.end(),
                       [&](const domain::StaffMember& person) { return person.phone == number; });
}

bool acknowledge(Scope& scope, const base::PhoneNumber& staff, const ports::InboxRow& inbox) {
    const std::string text = lower(inbox.text);
    if (text.find("recib") == std::string::npos && text.find("received") == std::string::npos) return false;
    const std::int64_t number = number_in(text);
    for (const ports::TaskRow& task : scope.store.open_tasks("safeguarding")) {
        if (number != 0 && task.id.value != number) continue;
        const std::vector<base::PhoneNumber> concerned = excluded(scope, task);
        if (std::find(concerned.begin(), concerned.end(), staff) != concerned.end()) continue;
        domain::NewText reply;
        reply.to = staff;
        reply.kind = domain::TextKind::staff;
        reply.words.key = "staff.safeguarding_confirmed";
        reply.words.arguments = {{"case", std::to_string(task.id.value)}};
        reply.languages = {scope.program().language};
        reply.priority = domain::Priority::direct_answer;
        reply.once = acknowledged_key(task.id);
        send(scope, reply, inbox.id);
        scope.store.add_fact({scope.now, "alert_acknowledged", task.student, task.tutor, task.id.value, {}});
    }
    return true;
}

}  // namespace tutorline::engine::texts
