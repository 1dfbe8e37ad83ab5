#include "domain/conversation/reply.hpp"

#include <algorithm>

#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

constexpr base::Minutes feedback_useful{24 * 60};

}  // namespace

bool may_auto_reply(const FamilyView& view, const Program& program) {
    if (view.sender != SenderKind::normal || view.texts_stopped || !usable(view.status)) return false;
    if (view.auto_replies_hour >= program.texts.auto_replies_per_hour) return false;
    return view.known() || view.auto_replies_day < unknown_replies_per_day;
}

bool may_answer_change(const FamilyView& view, const Program& program) {
    if (may_auto_reply(view, program)) return true;
    const bool family = std::any_of(view.children.begin(), view.children.end(), [](const ChildOnPhone& child) { return child.active; });
    return family && view.sender == SenderKind::normal && !view.texts_stopped && usable(view.status) &&
           view.auto_replies_day < changes_answered_per_day;
}

bool by_likeness(const Reading& reading) {
    return !reading.reasons.empty() && std::string_view{reading.reasons.front().id}.starts_with("like_");
}

std::vector<std::string> languages_of(const FamilyView& view, const Program& program) {
    if (!view.children.empty() && !view.children.front().text_languages.empty()) return view.children.front().text_languages;
    return {program.language};
}

const ChildOnPhone* find_child(const FamilyView& view, StudentId student) {
    const auto found = std::find_if(view.children.begin(), view.children.end(),
                                    [&](const ChildOnPhone& child) { return child.student == student; });
    return found == view.children.end() ? nullptr : &*found;
}

const ChildOnPhone* child_meant(const FamilyView& view, const Reading& reading) {
    if (reading.child && *reading.child < view.children.size()) return &view.children[*reading.child];
    const ChildOnPhone* only = nullptr;
    for (const ChildOnPhone& child : view.children) {
        if (!child.active) continue;
        if (only != nullptr) return nullptr;
        only = &child;
    }
    return only;
}

std::vector<std::string> children_named(const FamilyView& view, const ChildOnPhone* only) {
    if (only != nullptr) return {short_name(only->first_name)};
    std::vector<std::string> names;
    for (const ChildOnPhone& child : view.children) {
        if (child.active) names.push_back(short_name(child.first_name));
    }
    return names;
}

NewText text_to_family(const FamilyView& view, const Program& program, TextKind kind, std::string key, Arguments arguments,
                       base::Instant now) {
    NewText text;
    text.to = view.phone;
    text.kind = kind;
    text.words.key = std::move(key);
    text.words.arguments = std::move(arguments);
    text.languages = languages_of(view, program);
    text.priority = Priority::direct_answer;
    if (kind == TextKind::auto_reply) text.not_after = now + program.texts.stale_after;
    if (kind == TextKind::feedback || kind == TextKind::notice) text.not_after = now + feedback_useful;
    return text;
}

bool auto_reply(TextDecision& decision, const FamilyView& view, const Program& program, std::string key, Arguments arguments,
                base::Instant now) {
    if (!may_auto_reply(view, program)) return false;
    decision.texts.push_back(
        text_to_family(view, program, TextKind::auto_reply, std::move(key), std::move(arguments), now));
    return true;
}

NewText* answer_change(TextDecision& decision, const FamilyView& view, const Program& program, std::string key, Arguments arguments,
                       base::Instant now) {
    if (!may_answer_change(view, program)) return nullptr;
    decision.texts.push_back(text_to_family(view, program, TextKind::auto_reply, std::move(key), std::move(arguments), now));
    return &decision.texts.back();
}

std::optional<NewText> text_to_tutor_of(const ChildOnPhone& child, std::string key, Arguments arguments, base::Instant now) {
    if (!child.tutor || child.tutor_phone.empty()) return std::nullopt;
    NewText text;
    text.to = child.tutor_phone;
    text.kind = TextKind::schedule;
    text.words.key = std::move(key);
    text.words.arguments = std::move(arguments);
    text.languages = child.tutor_languages;
    text.priority = Priority::schedule;
    text.not_after = now + feedback_useful;
    text.student = child.student;
    text.tutor = *child.tutor;
    return text;
}

Arguments programme_arguments(const Program& program) { return {{"program", program.name}, {"contact", program.contact}}; }

}  // namespace tutorline::domain
