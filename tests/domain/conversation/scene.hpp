// Small households, tutors and readings for tests of the conversation: one of each, changed where a test needs it.
#pragma once
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "domain/conversation/decision.hpp"
#include "domain/conversation/family.hpp"
#include "domain/conversation/tutor.hpp"

namespace tutorline::domain {

inline base::PhoneNumber number(const std::string& last) { return base::PhoneNumber::from_e164("+59598100000" + last); }
inline base::Instant at(const std::string& instant) { return *base::parse_instant(instant); }
/// Tuesday 14:00 in Asuncion.
inline base::Instant tuesday() { return at("2026-03-10T17:00:00Z"); }
constexpr base::Minutes hours(int count) { return base::Minutes{count * 60}; }

inline Program demo_program() {
    Program program;
    program.name = "Tutorias Paraguay";
    program.country = "PY";
    program.zone = "America/Asuncion";
    program.contact = "0800 11 11";
    program.safeguarding = {{"Marta", number("90")}, {"Jorge", number("91")}, base::Minutes{30}, "147"};
    program.facilitators = {{"Nilda", number("92")}};
    return program;
}

inline ChildOnPhone child(int id, const std::string& name) {
    ChildOnPhone child;
    child.student = StudentId{id};
    child.first_name = name;
    child.text_languages = {"es"};
    child.tutor = TutorId{7};
    child.tutor_name = "Rosa";
    child.tutor_phone = child.tutor_number = number("70");
    child.tutor_languages = {"es"};
    child.tutor_zone = "America/Asuncion";
    child.next_call = PlannedCall{SessionId{id * 10}, id, tuesday() + hours(4)};
    child.free_times = {tuesday() + hours(2), tuesday() + hours(26), tuesday() + hours(29)};  // Tue 16:00, Wed 16:00, Wed 19:00
    return child;
}

inline OpenItem item(int id, int student, const std::string& text = "34 + 47 = ?", const std::string& expected = "81") {
    OpenItem item;
    item.id = ItemSentId{id};
    item.student = StudentId{student};
    item.item = "add-p1-01";
    item.text = text;
    item.expected = expected;
    item.sent_at = tuesday() - hours(20);
    return item;
}

inline FamilyView luis() {
    FamilyView view;
    view.phone = number("10");
    view.writer = Writer::student;
    view.zone = "America/Asuncion";
    view.children = {child(1, "Luis")};
    return view;
}

inline FamilyView luis_and_ana() {
    FamilyView view = luis();
    view.children.push_back(child(2, "Ana"));
    return view;
}

inline Reading read_as(Class cls) {
    Reading reading;
    reading.cls = cls;
    return reading;
}

inline Reading answered(std::size_t item, const std::string& value, Verdict verdict) {
    Reading reading = read_as(Class::answer);
    reading.verdict = verdict;
    reading.grades = {{item, std::nullopt, *parse_answer_key(value), verdict}};
    return reading;
}

template <class T>
std::vector<T> changes_of(const TextDecision& decision) {
    std::vector<T> found;
    for (const Change& change : decision.changes) {
        if (const T* each = std::get_if<T>(&change)) found.push_back(*each);
    }
    return found;
}

/// Keys of the texts to this number; feedback counts as "feedback".
inline std::vector<std::string> keys_to(const TextDecision& decision, const base::PhoneNumber& to) {
    std::vector<std::string> keys;
    for (const NewText& text : decision.texts) {
        if (text.to == to) keys.push_back(text.feedback ? "feedback" : text.words.key);
    }
    return keys;
}

inline std::vector<std::string> task_kinds(const TextDecision& decision) {
    std::vector<std::string> kinds;
    for (const NewTask& task : decision.tasks) kinds.push_back(task.kind);
    return kinds;
}

}  // namespace tutorline::domain
