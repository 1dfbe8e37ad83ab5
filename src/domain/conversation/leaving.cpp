#include "domain/conversation/leaving.hpp"

#include <algorithm>

#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/names_in_text.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes unnamed_withdrawal_pause{14 * 24 * 60};
constexpr base::Minutes doubtful_withdrawal_pause{7 * 24 * 60};
constexpr base::Minutes tutor_has_schedule{27 * 60};  ///< calls so near stand in a schedule that went out

bool is_away(const ChildOnPhone& child, base::Instant now) {
    return child.active && !child.rests && child.paused_until && *child.paused_until > now;
}

void pause(TextDecision& decision, const ChildOnPhone& child, base::Minutes length, JointCall& calls, base::Instant now) {
    decision.changes.emplace_back(PauseStudent{child.student, now + length});
    if (child.next_call && child.next_call->starts - now < tutor_has_schedule) calls.push_back({&child, *child.next_call});
}

PendingQuestion about_leaving(PendingQuestion::Kind kind, StudentId student, base::Instant now) {
    PendingQuestion question;
    question.kind = kind;
    question.student = student;
    question.asked_at = now;
    return question;
}

void ask(TextDecision& decision, const FamilyView& view, PendingQuestion question, const ChildOnPhone* child, const char* key, const Program& program,
         base::Instant now) {
    if (view.texts_stopped || !usable(view.status) || view.sender != SenderKind::normal) return;
    decision.changes.emplace_back(AskPhone{std::move(question)});
    NewText text = text_to_family(view, program, TextKind::notice, key, {}, now);
    put_names(text.words, "child", children_named(view, child));
    decision.texts.push_back(std::move(text));
}

/// It is sure: what follows cannot be taken back by a text.
FamilyDecision leave(const FamilyView& view, const ChildOnPhone& child, const Program& program, base::Instant now) {
    FamilyDecision decision;
    decision.changes.emplace_back(WithdrawStudent{child.student});
    decision.tasks.push_back({"withdrawn", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
    decision.facts.push_back({"withdraw", child.student, {}, {}, {{"source", "text"}}});
    if (auto text = text_to_tutor_of(child, "tutors.student_gone", {{"tutor", short_name(child.tutor_name)}, {"child", short_name(child.first_name)}}, now)) {
        decision.texts.push_back(std::move(*text));
    }
    ask(decision, view, about_leaving(PendingQuestion::Kind::withdraw_reason, child.student, now), &child, "families.withdraw_ask", program, now);
    return decision;
}

FamilyDecision ask_whether(const FamilyView& view, const ChildOnPhone& child, const Program& program, base::Instant now) {
    FamilyDecision decision;
    JointCall calls;
    pause(decision, child, doubtful_withdrawal_pause, calls, now);
    tell_each_tutor(decision, std::move(calls), "tutors.call_cancelled", {}, now);
    decision.tasks.push_back({"withdraw_doubt", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
    decision.facts.push_back({"withdraw_asked", child.student, {}, {}, {}});
    ask(decision, view, about_leaving(PendingQuestion::Kind::confirm_withdraw, child.student, now), &child, "families.withdraw_confirm", program, now);
    return decision;
}

/// To each tutor once, about all of the children.
void tell_tutors_of_return(TextDecision& decision, std::vector<const ChildOnPhone*> back, base::Instant now) {
    while (!back.empty()) {
        const ChildOnPhone& first = *back.front();
        std::vector<std::string> names;
        for (const ChildOnPhone* each : back)
            if (each->tutor == first.tutor) names.push_back(short_name(each->first_name));
        if (auto text = text_to_tutor_of(first, "tutors.student_back", {{"tutor", short_name(first.tutor_name)}}, now)) {
            put_names(text->words, "child", names);
            decision.texts.push_back(std::move(*text));
        }
        std::erase_if(back, [tutor = first.tutor](const ChildOnPhone* each) { return each->tutor == tutor; });
    }
}

bool may_mean_back(const Reading& reading) {
    switch (reading.cls) {
        case Class::greeting:
        case Class::chatter:
        case Class::yes:
        case Class::reschedule: return true;
        case Class::question: return !reading.topic;
        case Class::ack: return by_likeness(reading);  // 'ya volvimos', not 'gracias'
        default: return false;
    }
}

}  // namespace

FamilyDecision decide_withdraw(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (!view.known()) {
        auto_reply(decision, view, program, "families.who_we_are_unlisted", programme_arguments(program), now);
        return decision;
    }
    const bool asked = view.question && view.question->kind == PendingQuestion::Kind::confirm_withdraw;
    if (const ChildOnPhone* leaving = child_meant(view, reading)) {
        if (!leaving->active) return decision;
        return by_likeness(reading) && !asked ? ask_whether(view, *leaving, program, now) : leave(view, *leaving, program, now);
    }
    JointCall calls;
    for (const ChildOnPhone& child : view.children) {
        if (!child.active) continue;
        pause(decision, child, unnamed_withdrawal_pause, calls, now);
        decision.tasks.push_back({"withdraw_which_child", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
    }
    tell_each_tutor(decision, std::move(calls), "tutors.call_cancelled", {}, now);
    ask(decision, view, about_leaving(PendingQuestion::Kind::which_child, {}, now), nullptr, "families.withdraw_ask", program, now);
    return decision;
}

FamilyDecision decide_withdraw_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* child = find_child(view, view.question->student);
    if (child != nullptr && child->active && yes) return leave(view, *child, program, now);
    decision.changes.emplace_back(ForgetQuestion{});
    if (child == nullptr || !child->active) return decision;
    FamilyView of_one = view;
    std::erase_if(of_one.children, [&](const ChildOnPhone& each) { return each.student != child->student; });
    const std::vector<std::string> back = bring_back(decision, of_one, now);
    if (back.empty()) return decision;
    decision.texts.push_back(text_to_family(view, program, TextKind::notice, "families.back_again", {}, now));
    put_names(decision.texts.back().words, "child", back);
    return decision;
}

std::optional<FamilyDecision> decide_while_away(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    if (!may_mean_back(reading) || view.question) return std::nullopt;
    const std::string words = spaced_words(view.text);
    const bool all = std::all_of(view.children.begin(), view.children.end(), [&](const ChildOnPhone& child) { return !child.active || is_away(child, now); });
    std::vector<std::string> names;
    FamilyDecision decision;
    for (const ChildOnPhone& child : view.children) {
        if (!is_away(child, now) || !(all || calls_by_name(words, child.first_name))) continue;
        names.push_back(short_name(child.first_name));
        decision.tasks.push_back({"absence_long", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
    }
    if (names.empty()) return std::nullopt;
    if (may_auto_reply(view, program)) {
        decision.texts.push_back(text_to_family(view, program, TextKind::auto_reply, "families.away", {}, now));
        put_names(decision.texts.back().words, "child", names);
    }
    return decision;
}

std::vector<std::string> bring_back(TextDecision& decision, const FamilyView& view, base::Instant now) {
    std::vector<std::string> names;
    std::vector<const ChildOnPhone*> back;
    for (const ChildOnPhone& child : view.children) {
        if (!is_away(child, now)) continue;
        back.push_back(&child);
        names.push_back(short_name(child.first_name));
        decision.changes.emplace_back(EndPause{child.student});
        decision.facts.push_back({"back_again", child.student, {}, {}, {}});
    }
    tell_tutors_of_return(decision, std::move(back), now);
    return names;
}

}  // namespace tutorline::domain
