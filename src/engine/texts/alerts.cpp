#include "engine/texts/alerts.hpp"

#include <algorithm>

#include "domain/conversation/safeguarding.hpp"
#include "engine/texts/alert_case.hpp"
#include "engine/texts/limits.hpp"
#include "engine/texts/send.hpp"

namespace tutorline::engine::texts {
namespace {

/// Told again about new words at once, else no more than once in this: a phone may write a hundred alarms, and who is told
/// a hundred times reads none of them.
constexpr base::Minutes told_again_every{60};

/// New cases of unknown numbers that are told of one by one in an hour; those above it together. A flood of invented ones
/// must not bury a child's.
constexpr int strangers_told_singly = 5;
constexpr std::string_view told_singly = "stranger_cases";
constexpr std::string_view strangers = "strangers";  ///< detail of the case that stands for the others

bool stands_for_strangers(const ports::TaskRow& task) { return task.detail == strangers; }
bool of_stranger(const ports::TaskRow& task) { return !task.student && !task.tutor && task.phone; }

int strangers_open(Scope& scope) {
    const auto tasks = scope.store.open_tasks("safeguarding");
    return static_cast<int>(std::count_if(tasks.begin(), tasks.end(), of_stranger));
}

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
    const bool many = stands_for_strangers(task);
    domain::NewText text;
    text.to = person.phone;
    text.kind = domain::TextKind::alert;
    text.student = task.student;  // alerts about those in the sheets leave first
    text.tutor = task.tutor;
    text.words.key = many ? "staff.safeguarding_many" : key;
    text.words.arguments = {{"case", std::to_string(task.id.value)},
                            {"minutes", std::to_string(scope.program().safeguarding.escalate_after.count())},
                            {"count", std::to_string(many ? strangers_open(scope) : state.texts)}};
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

/// Later alarms of a case: told now where the last time is an hour ago or `worse`, else when it is.
void tell_in_time(Scope& scope, const ports::TaskRow& task, AlertCase& state, base::Instant last, bool worse) {
    if (worse || last + told_again_every <= scope.now) tell_again(scope, task, state);
    else scope.store.add_timer({last + told_again_every, ports::TimerKind::alert_escalate, task.id.value});
}

ports::TaskRow case_now(const Scope& scope) {
    ports::TaskRow task;
    task.kind = "safeguarding";
    task.urgency = 0;
    task.created_at = scope.now;
    task.due_at = scope.now + scope.program().safeguarding.escalate_after;
    return task;
}

/// One more alarm of an unknown number among many: the case that stands for all of them passes along the chain as any case
/// does, with one text an hour to each.
void join_strangers(Scope& scope, domain::InboxId inbox) {
    ports::TaskRow group = case_now(scope);
    group.detail = strangers;
    group.id = scope.store.open_task(group);  // the open one, if there is one
    group = *scope.store.task(group.id);
    AlertCase state = load_case(scope, group.id);
    scope.store.add_fact({scope.now, "alert_joined", {}, {}, group.id.value, std::to_string(inbox.value)});
    if (++state.texts == 1) {
        pass(scope, group, {}, state, "staff.safeguarding_many");
    } else {
        ++state.untold;
        tell_in_time(scope, group, state, state.told_again_at.value_or(group.created_at), false);
    }
    save_case(scope, group.id, state);
}

/// Another alarm of an open case: kept with it, and told at once where it says something new.
void join(Scope& scope, const ports::TaskRow& task, domain::InboxId inbox, std::string_view words) {
    AlertCase state = load_case(scope, task.id);
    const bool news = state.new_words(words);
    ++state.texts;
    scope.store.add_fact({scope.now, "alert_joined", task.student, task.tutor, task.id.value, std::to_string(inbox.value)});
    if (state.grouped) {
        join_strangers(scope, inbox);
    } else {
        ++state.untold;
        // Who acknowledged thinks the case is known.
        tell_in_time(scope, task, state, state.told_again_at.value_or(news ? base::Instant{} : task.created_at), news && state.acknowledged);
    }
    save_case(scope, task.id, state);
}

}  // namespace

void raise_alert(Scope& scope, const domain::NewAlert& alert, domain::PhoneId phone, domain::InboxId inbox) {
    const auto text = scope.store.inbox(inbox);
    const std::string words = text ? text->text : std::string{};
    if (const auto open = open_case(scope, alert, phone)) return join(scope, *open, inbox, words);
    ports::TaskRow task = case_now(scope);
    task.student = alert.student;
    task.tutor = alert.tutor;
    task.phone = phone;
    task.inbox = inbox;
    task.id = scope.store.open_task(task);
    AlertCase state = load_case(scope, task.id);
    state.texts = 1;
    state.new_words(words);
    state.grouped = of_stranger(task) && in_last_hour(scope, told_singly, {}) >= strangers_told_singly;
    if (state.grouped) {
        join_strangers(scope, inbox);
    } else {
        if (of_stranger(task)) count_in_last_hour(scope, told_singly, {});
        pass(scope, task, alert.excluded, state, "staff.safeguarding_alert");
    }
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

void close_strangers(Scope& scope, const ports::TaskRow& group, std::string_view reason, std::string_view author) {
    if (!stands_for_strangers(group)) return;
    const AlertCase told = load_case(scope, group.id);
    const base::Instant until = told.untold == 0 ? scope.now : told.told_again_at.value_or(group.created_at);
    for (const ports::TaskRow& member : scope.store.open_tasks(group.kind)) {
        if (!of_stranger(member) || member.created_at > until || !load_case(scope, member.id).grouped) continue;
        if (scope.store.close_task(member.id, reason, scope.now)) scope.store.add_fact({scope.now, "task_closed", {}, {}, member.id.value, author});
    }
}

bool is_staff(const Scope& scope, const base::PhoneNumber& number) {
    const domain::Program& program = scope.program();
    if (number == program.safeguarding.focal_person.phone || number == program.safeguarding.deputy.phone) return true;
    return std::any_of(program.facilitators.begin(), program.facilitators.end(),
                       [&](const domain::StaffMember& person) { return person.phone == number; });
}

}  // namespace tutorline::engine::texts
