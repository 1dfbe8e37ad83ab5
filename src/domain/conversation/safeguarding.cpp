#include "domain/conversation/safeguarding.hpp"

#include <algorithm>

#include "domain/conversation/reply.hpp"
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

FamilyDecision decide_safeguarding(const FamilyView& view, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const StudentId student = view.known() ? view.children.front().student : StudentId{};
    decision.alerts.push_back({student, {}, tutors_concerned(view)});
    decision.facts.push_back({"safeguarding", student, {}, {}, {}});
    // Not counted as an automatic reply: an earlier 'hello' must not keep a child from hearing where help is.
    if (!view.texts_stopped && usable(view.status) && view.sender == SenderKind::normal) {
        decision.texts.push_back(text_to_family(view, program, TextKind::safety, "families.safeguarding",
                                                {{"helpline", program.safeguarding.helpline}}, now));
    }
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

void watch_words(TextDecision& decision, StudentId student, TutorId tutor) {
    decision.tasks.push_back({"words_to_watch", student, tutor, {}, {}, true});
    decision.facts.push_back({"words_to_watch", student, tutor, {}, {}});
}

TutorDecision decide_tutor_safeguarding(const TutorView& view, StudentId student, base::Instant now) {
    TutorDecision decision;
    decision.alerts.push_back({student, view.tutor, {view.phone}});
    decision.facts.push_back({"safeguarding", student, view.tutor, {}, {}});
    if (view.texts_stopped) return decision;
    NewText text;
    text.to = view.phone;
    text.kind = TextKind::safety;
    text.words.key = "tutors.coordinator_told";
    text.words.arguments = {{"tutor", short_name(view.name)}};
    text.languages = view.languages;
    text.tutor = view.tutor;
    text.not_after = now + base::Minutes{24 * 60};
    decision.texts.push_back(std::move(text));
    return decision;
}

}  // namespace tutorline::domain
