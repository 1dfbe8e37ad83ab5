#include "engine/texts/alerts.hpp"

#include <algorithm>

#include "domain/conversation/safeguarding.hpp"
#include "engine/texts/alert_case.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

/// Told again about new words at once, else no more than once in this: a phone may write a hundred alarms, and who is told
/// a hundred times reads none of them.
constexpr base::Minutes told_again_every{60};

}  // namespace

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

namespace {

std::optional<domain::StaffMember> person_of(Scope& scope, const std::vector<base::PhoneNumber>& excluded, const AlertCase& state) {
    return domain::alert_recipient(scope.program(), excluded, state.order);
}

void text_to(Scope& scope, const domain::StaffMember& person, const ports::TaskRow& task, AlertCase& state, const char* key) {
    domain::NewText text;
    text.to = person.phone;
    text.kind = domain::TextKind::alert;
    text.words.key = key;
    text.words.arguments = {{"case", std::to_string(task.id.value)},
                            {"minutes", std::to_string(scope.program().safeguarding.escalate_after.count())},
                            {"count", std::to_string(state.texts)}};
    text.languages = {scope.program().language};
    text.priority = domain::Priority::safeguarding;
    text.once = "alert:" + std::to_string(task.id.value) + ":" + std::to_string(state.order) + ":" + std::to_string(state.texts) + ":" + key;
    send(scope, text, {});
    state.note_told(phone_row(scope, person.phone).id);
}

/// Passes the case to the person of its order, who has the programme's time to acknowledge it.
void pass(Scope& scope, const ports::TaskRow& task, const std::vector<base::PhoneNumber>& excluded, AlertCase& state, const char* key) {
    const auto person = person_of(scope, excluded, state);
    if (!person) {
        scope.store.add_fact({scope.now, "alert_nobody_left", task.student, task.tutor, task.id.value, {}});
        return;
    }
    state.passed_at = scope.now;
    text_to(scope, *person, task, state, key);
    scope.store.add_timer({scope.now + scope.program().safeguarding.escalate_after, ports::TimerKind::alert_escalate, task.id.value});
}

/// The focal person hears of the alarms that came since. Where nobody waits for it any more, the waiting begins anew: what
/// came may be worse than what was acknowledged.
void tell_again(Scope& scope, const ports::TaskRow& task, AlertCase& state) {
    constexpr const char* again = "staff.safeguarding_again";
    const std::vector<base::PhoneNumber> concerned = excluded(scope, task);
    state.told_again_at = scope.now;
    state.untold = 0;
    if (state.acknowledged || !person_of(scope, concerned, state)) {
        state.acknowledged = false;
        state.order = 0;
        return pass(scope, task, concerned, state, again);
    }
    if (const auto focal = domain::alert_recipient(scope.program(), concerned, 0)) text_to(scope, *focal, task, state, again);
}

/// One open case a number and child; strangers have their number alone.
std::optional<ports::TaskRow> open_case(Scope& scope, const domain::NewAlert& alert, domain::PhoneId phone) {
    for (const ports::TaskRow& task : scope.store.open_tasks("safeguarding")) {
        if (task.phone == phone && task.student == alert.student && task.tutor == alert.tutor) return task;
    }
    return std::nullopt;
}

/// Another alarm of an open case: kept with it, and told at once where it says something new.
void join(Scope& scope, const ports::TaskRow& task, domain::InboxId inbox, std::string_view words) {
    AlertCase state = load_case(scope, task.id);
    const bool news = state.new_words(words);
    ++state.texts;
    ++state.untold;
    scope.store.add_fact({scope.now, "alert_joined", task.student, task.tutor, task.id.value, std::to_string(inbox.value)});
    const base::Instant last = state.told_again_at.value_or(news ? base::Instant{} : task.created_at);
    const bool worse = news && state.acknowledged;  // who acknowledged thinks the case is known
    if (worse || last + told_again_every <= scope.now) tell_again(scope, task, state);
    else scope.store.add_timer({last + told_again_every, ports::TimerKind::alert_escalate, task.id.value});
    save_case(scope, task.id, state);
}

}  // namespace

void raise_alert(Scope& scope, const domain::NewAlert& alert, domain::PhoneId phone, domain::InboxId inbox) {
    const auto text = scope.store.inbox(inbox);
    const std::string words = text ? text->text : std::string{};
    if (const auto open = open_case(scope, alert, phone)) return join(scope, *open, inbox, words);
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
    AlertCase state = load_case(scope, task.id);
    state.texts = 1;
    state.new_words(words);
    pass(scope, task, alert.excluded, state, "staff.safeguarding_alert");
    save_case(scope, task.id, state);
}

void escalate_alert(Scope& scope, domain::TaskId id) {
    const auto task = scope.store.task(id);
    if (!task || task->closed_at) return;
    AlertCase state = load_case(scope, id);
    if (state.untold > 0 && state.told_again_at.value_or(task->created_at) + told_again_every <= scope.now) tell_again(scope, *task, state);
    const std::vector<base::PhoneNumber> concerned = excluded(scope, *task);
    const bool waits = !state.acknowledged && person_of(scope, concerned, state);
    if (waits && state.passed_at + scope.program().safeguarding.escalate_after <= scope.now) {
        ++state.order;
        scope.store.add_fact({scope.now, "alert_escalated", task->student, task->tutor, id.value, {}});
        pass(scope, *task, concerned, state, "staff.safeguarding_escalated");
    }
    save_case(scope, id, state);
}

bool is_staff(const Scope& scope, const base::PhoneNumber& number) {
    const domain::Program& program = scope.program();
    if (number == program.safeguarding.focal_person.phone || number == program.safeguarding.deputy.phone) return true;
    return std::any_of(program.facilitators.begin(), program.facilitators.end(),
                       [&](const domain::StaffMember& person) { return person.phone == number; });
}

}  // namespace tutorline::engine::texts
