#include "domain/conversation/safeguarding.hpp"

#include <algorithm>

#include "domain/conversation/joint_call.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/conversation/stopping.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {

std::optional<StaffMember> alert_recipient(const Program& program, std::span<const base::PhoneNumber> excluded, int order) {
    std::vector<StaffMember> people{program.safeguarding.focal_person, program.safeguarding.deputy};
    people.insert(people.end(), program.facilitators.begin(), program.facilitators.end());
    int place = 0;
    for (const StaffMember& person : people) {
        if (person.phone.empty() || std::find(excluded.begin(), excluded.end(), person.phone) != excluded.end()) continue;
        if (place++ == order) return person;
    }
    return std::nullopt;
}

std::vector<base::PhoneNumber> tutors_concerned(const FamilyView& view) {
    std::vector<base::PhoneNumber> numbers;
    for (const ChildOnPhone& child : view.children) {
        if (!child.tutor_number.empty()) numbers.push_back(child.tutor_number);
    }
    return numbers;
}

namespace {

/// Calls and texts rest for all children; the tutor is kept from the next calls, and told nothing else.
void let_rest(TextDecision& decision, const FamilyView& view, const ChildOnPhone* lost, base::Instant now) {
    JointCall calls;
    for (const ChildOnPhone& child : view.children) {
        if (!child.active || child.rests) continue;
        decision.changes.emplace_back(RestStudent{child.student});
        if (child.next_call) calls.push_back({&child, *child.next_call});
    }
    tell_each_tutor(decision, std::move(calls), "tutors.call_cancelled", {}, now);
    decision.tasks.push_back({std::string{family_loss}, lost != nullptr ? lost->student : StudentId{}, {}, {}, {}, false});
}

/// What the sender hears; empty for a phone that stays silent.
std::string safe_reply(const Reading& reading, bool stops) {
    if (reading.loss) return "families.loss";
    return stops ? "families.safeguarding_stop" : "families.safeguarding";
}

}  // namespace

FamilyDecision decide_safeguarding(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* named = child_meant(view, reading);
    const StudentId student = view.known() ? view.children.front().student : StudentId{};
    const bool silent = view.texts_stopped || !usable(view.status) || view.sender != SenderKind::normal;
    if (reading.stops && !silent) decision = decide_opt_out(view, reading, program, now);
    decision.texts.clear();  // one answer, and it is the one about the harm
    decision.alerts.push_back({student, {}, tutors_concerned(view)});
    decision.facts.push_back({"safeguarding", student, {}, {}, {}});
    if (reading.loss && view.known()) let_rest(decision, view, named, now);
    // Not counted as an automatic reply: an earlier 'hello' must not keep a child from hearing where help is.
    if (silent) return decision;
    const TextKind kind = reading.stops ? TextKind::stop_confirmation : TextKind::safety;
    Arguments arguments;
    if (!reading.loss) arguments = {{"helpline", program.safeguarding.helpline}};
    decision.texts.push_back(text_to_family(view, program, kind, safe_reply(reading, reading.stops), std::move(arguments), now));
    return decision;
}

FamilyDecision decide_while_resting(const FamilyView& view) {
    FamilyDecision decision;
    decision.tasks.push_back({std::string{family_loss}, {}, {}, {}, {}, false});
    for (const ChildOnPhone& child : view.children) decision.tasks.back().student = child.rests ? child.student : decision.tasks.back().student;
    return decision;
}

FamilyDecision decide_boundary(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const ChildOnPhone* child = child_meant(view, reading);
    const StudentId student = child != nullptr ? child->student : StudentId{};
    decision.tasks.push_back({"boundary", student, {}, {}, {}, true});
    decision.facts.push_back({"boundary", student, {}, {}, {}});
    auto_reply(decision, view, program, "families.boundary", programme_arguments(program), now);
    return decision;
}

void watch_words(TextDecision& decision, StudentId student, TutorId tutor, const Reading& reading) {
    decision.tasks.push_back({"words_to_watch", student, tutor, {}, reading.watch_place, true});
    decision.facts.push_back({"words_to_watch", student, tutor, {}, {}});
}

TutorDecision decide_tutor_safeguarding(const TutorView& view, StudentId student, bool loss, base::Instant now) {
    TutorDecision decision;
    const auto session = std::find_if(view.sessions.begin(), view.sessions.end(), [&](const TutorSession& each) { return each.student == student; });
    const bool rests = loss && session != view.sessions.end();
    if (rests) {
        decision.changes.emplace_back(RestHousehold{student});
        decision.tasks.push_back({std::string{family_loss}, student, view.tutor, {}, {}, false});
    }
    decision.alerts.push_back({student, view.tutor, {view.phone}});
    decision.facts.push_back({"safeguarding", student, view.tutor, {}, {}});
    if (view.texts_stopped) return decision;
    NewText text;
    text.to = view.phone;
    text.kind = TextKind::safety;
    text.words.key = rests ? "tutors.loss" : "tutors.coordinator_told";
    text.words.arguments = {{"tutor", short_name(view.name)}};
    if (rests) text.words.arguments.emplace_back("child", short_name(session->first_name));
    text.languages = view.languages;
    text.tutor = view.tutor;
    text.not_after = now + base::Minutes{24 * 60};
    decision.texts.push_back(std::move(text));
    return decision;
}

}  // namespace tutorline::domain
