#include "domain/conversation/excuses.hpp"

#include <algorithm>

#include "domain/conversation/availability.hpp"
#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/names_in_text.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

bool same_day(base::Instant a, base::Instant b, const std::string& zone_name) {
    const auto zone = base::Zone::find(zone_name);
    if (!zone) return a - b < base::Minutes{12 * 60} && b - a < base::Minutes{12 * 60};
    return zone->to_civil(a).day == zone->to_civil(b).day;
}

std::vector<Phrase::Part> note(std::string key) {
    return {Phrase::Part{"note", {Phrase{std::move(key), {}, {}, {}, {}}}, " "}};
}

/// Tells the tutor of a call that will not be dialled, or that may fail; nothing where it is not today's.
void excuse_calls(TextDecision& decision, const FamilyView& view, const std::vector<const ChildOnPhone*>& children, bool surely,
                  const std::string& reason, base::Instant now) {
    JointCall concerned;
    for (const ChildOnPhone* child : children) {
        if (child->missed_call) decision.changes.emplace_back(ExcuseSession{child->missed_call->session, child->student, reason});
        if (!child->next_call || !same_day(child->next_call->starts, now, view.zone)) continue;
        const PlannedCall& call = *child->next_call;
        if (surely) decision.changes.emplace_back(ExcuseSession{call.session, child->student, reason});
        else decision.changes.emplace_back(ExcuseIfMissed{call.session, child->student, reason});
        concerned.push_back({child, call});
    }
    tell_each_tutor(decision, std::move(concerned), surely ? "tutors.call_cancelled" : "tutors.family_note",
                    surely ? std::vector<Phrase::Part>{} : note("words.note_" + reason), now);
}

std::string excuse_key(Class cls) {
    if (cls == Class::connectivity) return "families.connectivity";
    if (cls == Class::no_credit) return "families.no_credit";
    return "families.excused";
}

std::string excuse_reason(Class cls) {
    if (cls == Class::connectivity) return "connectivity";
    if (cls == Class::no_credit) return "no_credit";
    return "excused";
}

std::vector<const ChildOnPhone*> active_children(const FamilyView& view) {
    std::vector<const ChildOnPhone*> all;
    for (const ChildOnPhone& child : view.children)
        if (child.active) all.push_back(&child);
    return all;
}

/// Children whom the text calls by their first name: 'Victor y Sonia'.
std::vector<const ChildOnPhone*> named_in(const FamilyView& view) {
    const std::string words = spaced_words(view.text);
    std::vector<const ChildOnPhone*> named;
    for (const ChildOnPhone* child : active_children(view)) {
        if (calls_by_name(words, child->first_name)) named.push_back(child);
    }
    return named;
}

bool called_today(const FamilyView& view, base::Instant now) {
    return std::any_of(view.children.begin(), view.children.end(), [&](const ChildOnPhone& child) {
        return child.active && child.next_call && same_day(child.next_call->starts, now, view.zone);
    });
}

void say_who_is_not_called(TextDecision& decision, const FamilyView& view, const std::vector<const ChildOnPhone*>& children, const Program& program,
                           base::Instant now) {
    std::vector<std::string> names;
    for (const ChildOnPhone* child : children) names.push_back(short_name(child->first_name));
    if (NewText* text = answer_change(decision, view, program, "families.excused_all", {}, now)) put_names(text->words, "child", names);
}

void ask_who_cannot(TextDecision& decision, const FamilyView& view, const Program& program, base::Instant now) {
    if (!may_answer_change(view, program)) return;
    PendingQuestion question;
    question.kind = PendingQuestion::Kind::who_cannot;
    question.asked_at = now;
    decision.changes.emplace_back(AskPhone{question});
    answer_change(decision, view, program, "families.excused_who", {}, now);
}

}  // namespace

FamilyDecision decide_excuse(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const std::string reason = excuse_reason(reading.cls);
    const bool cannot = reading.cls == Class::excused;
    const std::vector<const ChildOnPhone*> all = active_children(view);
    const ChildOnPhone* meant = child_meant(view, reading);
    std::vector<const ChildOnPhone*> children = cannot && all.size() > 1 ? named_in(view) : std::vector<const ChildOnPhone*>{};
    if (children.empty() && meant != nullptr) children = {meant};
    const bool all_of_them = children.empty();
    const bool surely = cannot && (!all_of_them || reading.all);  // unnamed: 'we cannot' is said for all, 'is ill' of one of them
    excuse_calls(decision, view, all_of_them ? all : children, surely, reason, now);
    decision.facts.push_back({"excuse", meant != nullptr ? meant->student : StudentId{}, {}, {}, {{"reason", reason}}});
    const bool siblings = cannot && all.size() > 1 && called_today(view, now);
    if (siblings && surely) say_who_is_not_called(decision, view, all_of_them ? all : children, program, now);
    else if (siblings) ask_who_cannot(decision, view, program, now);
    else answer_change(decision, view, program, excuse_key(reading.cls), programme_arguments(program), now);
    return decision;
}

std::optional<FamilyDecision> decide_who_cannot(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    std::vector<const ChildOnPhone*> children = named_in(view);
    if (children.empty() && reading.all) children = active_children(view);
    if (children.empty()) return std::nullopt;
    FamilyDecision decision;
    decision.changes.emplace_back(ForgetQuestion{});
    excuse_calls(decision, view, children, true, excuse_reason(Class::excused), now);
    say_who_is_not_called(decision, view, children, program, now);
    return decision;
}

FamilyDecision decide_absence(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    std::vector<const ChildOnPhone*> away = named_in(view);
    if (const ChildOnPhone* meant = child_meant(view, reading); away.empty() && meant != nullptr) away = {meant};
    if (away.empty()) away = active_children(view);
    JointCall calls;
    std::vector<std::string> names;
    for (const ChildOnPhone* each : away) {
        const ChildOnPhone& child = *each;
        if (!child.active) continue;
        names.push_back(short_name(child.first_name));
        decision.changes.emplace_back(PauseStudent{child.student, now + long_absence});
        decision.tasks.push_back({"absence_long", child.student, child.tutor.value_or(TutorId{}), {}, {}, false});
        decision.facts.push_back({"absence_long", child.student, {}, {}, {}});
        if (child.next_call) calls.push_back({&child, *child.next_call});
    }
    tell_each_tutor(decision, std::move(calls), "tutors.family_note", note("words.note_absence_long"), now);
    if (NewText* text = answer_change(decision, view, program, "families.absence_long", {}, now))
        put_names(text->words, "child", names);
    return decision;
}

}  // namespace tutorline::domain
