#include "domain/conversation/enquiries.hpp"

#include <algorithm>

#include "domain/conversation/reply.hpp"
#include "domain/conversation/safeguarding.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

/// Of a number in no sheet nobody gave it to us.
std::string who_we_are(const FamilyView& view) { return view.known() ? "families.who_we_are" : "families.who_we_are_unlisted"; }

StudentId first_student(const FamilyView& view) { return view.known() ? view.children.front().student : StudentId{}; }

NewTask task_about(const FamilyView& view, std::string kind) {
    NewTask task;
    task.kind = std::move(kind);
    task.student = first_student(view);
    if (view.known()) task.tutor = view.children.front().tutor.value_or(TutorId{});
    return task;
}

/// A stranger hears who we are; a family what a word can do here.
void answer_menu(TextDecision& decision, const FamilyView& view, const Program& program, base::Instant now) {
    auto_reply(decision, view, program, view.known() ? "families.help" : who_we_are(view), programme_arguments(program), now);
}

/// The family's words as a tutor may see them: short, in one line, without anything that could be a phone number.
std::string quoted_for_tutor(const std::string& text) {
    constexpr std::size_t bytes_max = 60;
    constexpr auto digits_max = 5;
    if (std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) > digits_max) return "...";
    std::string quote = fold_to_gsm7(text);
    std::replace(quote.begin(), quote.end(), '\n', ' ');
    if (quote.size() <= bytes_max) return quote;
    quote.resize(bytes_max);
    while (!quote.empty() && static_cast<unsigned char>(quote.back()) >= 0x80) quote.pop_back();  // no half letter
    return quote + "...";
}

/// What a programme can truly say by itself; empty: a coordinator answers.
std::string answer_to(std::optional<QuestionTopic> topic, const Program& program) {
    if (!topic) return {};
    if (*topic == QuestionTopic::recording) return "families.question_recording_no";  // no audio is kept, RELIABILITY V5
    return program.practice.inbound_free ? "families.question_cost_free" : "families.question_cost";
}

}  // namespace

FamilyDecision decide_who(const FamilyView& view, const Program& program, base::Instant now) {
    FamilyDecision decision;
    auto_reply(decision, view, program, who_we_are(view), programme_arguments(program), now);
    decision.facts.push_back({"who_asked", first_student(view), {}, {}, {}});
    return decision;
}

FamilyDecision decide_question(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (!view.known()) {
        auto_reply(decision, view, program, who_we_are(view), programme_arguments(program), now);
        return decision;
    }
    decision.facts.push_back({"question", first_student(view), {}, {}, {}});
    const std::string answer = answer_to(reading.topic, program);
    const bool answered =
        auto_reply(decision, view, program, answer.empty() ? "families.question_office" : answer, programme_arguments(program), now);
    if (answer.empty() || !answered) decision.tasks.push_back(task_about(view, "question"));
    return decision;
}

FamilyDecision decide_small_talk(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (view.auto_replies_day > 0) return decision;
    const bool greets = reading.cls == Class::greeting && view.known();
    if (greets) auto_reply(decision, view, program, "families.hello", programme_arguments(program), now);
    else answer_menu(decision, view, program, now);
    return decision;
}

/// A question in words goes to the child's tutor; a bare keyword does not.
FamilyDecision decide_help_menu(const FamilyView& view, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (view.worrying_history) {
        decision.alerts.push_back({first_student(view), {}, tutors_concerned(view)});
        decision.facts.push_back({"help_with_history", first_student(view), {}, {}, {}});
        const bool silent = view.texts_stopped || !usable(view.status) || view.sender != SenderKind::normal;
        if (!silent) decision.texts.push_back(text_to_family(view, program, TextKind::safety, "families.help_safe", {{"helpline", program.safeguarding.helpline}}, now));
        return decision;  // and nothing to the tutor, who may be what it is about
    }
    const ChildOnPhone* child = child_meant(view, Reading{});
    if (child == nullptr || child->tutor_phone.empty() || view.text.find(' ') == std::string::npos) {
        answer_menu(decision, view, program, now);
        return decision;
    }
    ask_tutor(decision, *child, quoted_for_tutor(view.text), now);
    if (!may_auto_reply(view, program)) return decision;
    NewText promise = text_to_family(view, program, TextKind::auto_reply, "families.question_passed",
                                     {{"tutor", short_name(child->tutor_name)}}, now);
    // The tutor answers in the next call, and reaches the child in no other way.
    promise.words.when = child->next_call && child->next_call->starts > now ? child->next_call->starts : now + question_answer_within;
    promise.words.zone = view.zone;
    decision.texts.push_back(std::move(promise));
    return decision;
}

FamilyDecision decide_contact_change(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    NewTask task = task_about(view, reading.cls == Class::new_contact ? "new_contact" : "number_change");
    decision.facts.push_back({task.kind, task.student, {}, {}, {}});
    decision.tasks.push_back(std::move(task));
    auto_reply(decision, view, program, "families.new_contact", programme_arguments(program), now);
    return decision;
}

void ask_tutor(TextDecision& decision, const ChildOnPhone& child, const std::string& about, base::Instant now) {
    decision.facts.push_back({"question", child.student, child.tutor.value_or(TutorId{}), {}, {}});
    const std::string number = child.next_call ? std::to_string(child.next_call->number) : "-";
    auto text = text_to_tutor_of(
        child, "tutors.question", {{"child", short_name(child.first_name)}, {"session", number}, {"question", about}}, now);
    if (!text) {
        decision.tasks.push_back({"question", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
        return;
    }
    decision.texts.push_back(std::move(*text));
    decision.changes.emplace_back(OpenChildQuestion{child.student, child.tutor, now + question_answer_within});
}

bool keep_from_tutor(TextDecision& decision) {
    const auto asked = std::erase_if(decision.changes, [](const Change& change) { return std::holds_alternative<OpenChildQuestion>(change); });
    std::erase_if(decision.texts, [](const NewText& text) {
        return text.words.key == "tutors.question" || text.words.key == "families.question_passed";
    });
    return asked > 0;
}

}  // namespace tutorline::domain
