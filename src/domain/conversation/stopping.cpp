#include "domain/conversation/stopping.hpp"

#include <algorithm>

#include "domain/conversation/leaving.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

bool covers_calls(OptOutScope scope) { return scope == OptOutScope::calls || scope == OptOutScope::everything; }

NewText confirmation(const FamilyView& view, const Program& program, std::string key, Arguments more, base::Instant now) {
    Arguments arguments = programme_arguments(program);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return text_to_family(view, program, TextKind::stop_confirmation, std::move(key), std::move(arguments), now);
}

/// Texts to one child of several end; the phone stays open for the others.
FamilyDecision stop_one_child(const FamilyView& view, const ChildOnPhone& child, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (child.texts_stopped || view.texts_stopped) return decision;
    decision.changes.emplace_back(StopChildTexts{child.student});
    decision.texts.push_back(
        confirmation(view, program, "families.stop_child", {{"child", short_name(child.first_name)}}, now));
    decision.tasks.push_back({"opt_out_calls", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
    decision.facts.push_back({"opt_out", child.student, {}, {}, {{"scope", "one_child"}}});
    return decision;
}

}  // namespace

FamilyDecision decide_opt_out(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    if (reading.opt_out_scope == OptOutScope::one_child && view.children.size() > 1) {
        if (const ChildOnPhone* child = child_meant(view, reading)) return stop_one_child(view, *child, program, now);
    }
    FamilyDecision decision;
    const bool calls = covers_calls(reading.opt_out_scope) || !view.known();  // nobody's number is not called either
    if (view.texts_stopped && (view.calls_stopped || !calls)) return decision;  // silence is the answer
    decision.changes.emplace_back(StopPhone{calls || view.calls_stopped});
    if (view.question) decision.changes.emplace_back(ForgetQuestion{});
    if (!view.texts_stopped && view.sender == SenderKind::normal) {
        decision.texts.push_back(confirmation(view, program, calls ? "families.stop_all" : "families.stop_texts", {}, now));
    }
    for (const ChildOnPhone& child : view.children) {
        if (!child.active) continue;
        decision.tasks.push_back({calls ? "opted_out" : "opt_out_calls", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
        decision.facts.push_back({"opt_out", child.student, {}, {}, {{"scope", calls ? "everything" : "texts"}}});
    }
    if (!view.known()) decision.facts.push_back({"opt_out", {}, {}, {}, {{"scope", calls ? "everything" : "texts"}}});
    return decision;
}

namespace {

/// Calls stopped for good, or the family left: an ALTA alone brings no lesson back.
bool has_left(const FamilyView& view) {
    return view.known() && std::none_of(view.children.begin(), view.children.end(), [](const ChildOnPhone& child) { return child.active; });
}

void ask_for_return(TextDecision& decision, const FamilyView& view) {
    for (const ChildOnPhone& child : view.children) {
        decision.tasks.push_back({"opt_in_calls", child.student, {}, {}, {}, false});
        decision.facts.push_back({"return_asked", child.student, {}, {}, {}});
    }
}

}  // namespace

FamilyDecision decide_opt_in(const FamilyView& view, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (!usable(view.status)) {  // it said it is not the family's: a person must look before anything is sent
        decision.tasks.push_back({"opt_in_wrong_number", {}, {}, {}, {}, false});
        return decision;
    }
    bool any_child_stopped = false;
    for (const ChildOnPhone& child : view.children) any_child_stopped = any_child_stopped || child.texts_stopped;
    const bool was_stopped = view.texts_stopped || view.calls_stopped || any_child_stopped;
    if (was_stopped) {
        decision.changes.emplace_back(OpenPhone{});
        decision.facts.push_back({"opt_in", view.known() ? view.children.front().student : StudentId{}, {}, {}, {}});
    }
    FamilyView open = view;
    open.texts_stopped = false;
    const std::vector<std::string> back = bring_back(decision, view, now);
    if (has_left(view)) {  // the place may be somebody else's by now: a person brings the child back
        ask_for_return(decision, view);
        decision.texts.push_back(text_to_family(open, program, TextKind::notice, "families.start_asked", {}, now));
    } else if (!back.empty()) {
        decision.texts.push_back(text_to_family(open, program, TextKind::notice, "families.back_again", {}, now));
        put_names(decision.texts.back().words, "child", back);
    } else if (!view.known()) {
        auto_reply(decision, open, program, "families.who_we_are_unlisted", programme_arguments(program), now);
    } else if (was_stopped) {
        decision.texts.push_back(
            text_to_family(open, program, TextKind::notice, "families.start_again", programme_arguments(program), now));
    } else {
        auto_reply(decision, open, program, "families.start_again", programme_arguments(program), now);
    }
    return decision;
}

namespace {

/// A number whose child had lessons is not dropped on a likeness: asked once, and a person knows.
FamilyDecision ask_whether_wrong(const FamilyView& view, const Program& program, base::Instant now) {
    FamilyDecision decision;
    PendingQuestion question;
    question.kind = PendingQuestion::Kind::confirm_wrong_number;
    question.asked_at = now;
    decision.changes.emplace_back(AskPhone{question});
    decision.tasks.push_back({"number_check", view.children.front().student, {}, {}, "asked", false});
    decision.facts.push_back({"wrong_number_asked", view.children.front().student, {}, {}, {}});
    decision.texts.push_back(text_to_family(view, program, TextKind::notice, "families.wrong_number_ask", {}, now));
    return decision;
}

}  // namespace

FamilyDecision decide_wrong_number_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now) {
    Reading surely;
    surely.cls = Class::wrong_number;
    if (yes) return decide_wrong_number(view, surely, program, now);
    FamilyDecision decision;
    decision.changes.emplace_back(ForgetQuestion{});
    return decision;
}

FamilyDecision decide_wrong_number(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (!usable(view.status)) return decision;
    const bool taught = std::any_of(view.children.begin(), view.children.end(), [](const ChildOnPhone& child) { return child.active && child.was_taught; });
    const bool asked = view.question && view.question->kind == PendingQuestion::Kind::confirm_wrong_number;
    if (taught && !asked && by_likeness(reading) && !view.texts_stopped && view.sender == SenderKind::normal)
        return ask_whether_wrong(view, program, now);
    decision.changes.emplace_back(BlockNumber{});
    if (view.question) decision.changes.emplace_back(ForgetQuestion{});
    if (!view.texts_stopped && view.sender == SenderKind::normal) {
        decision.texts.push_back(confirmation(view, program, "families.wrong_number", {}, now));
    }
    for (const ChildOnPhone& child : view.children) {
        decision.facts.push_back({"wrong_number", child.student, {}, {}, {{"source", "text"}}});
    }
    if (!view.known()) decision.facts.push_back({"wrong_number", {}, {}, {}, {{"source", "text"}}});
    return decision;
}

}  // namespace tutorline::domain
