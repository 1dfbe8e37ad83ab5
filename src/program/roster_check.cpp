#include <algorithm>
#include <map>

#include "program/nearest_word.hpp"
#include "program/roster_reader.hpp"

namespace tutorline::program {
namespace {

using domain::Roster;
using domain::SourcePlace;
using domain::Student;
using domain::Tutor;

constexpr std::size_t household_members_max = 8;

std::string row_text(int row) { return std::to_string(row); }

template <class Person>
void refuse_equal_ids(const std::vector<Person>& people, const std::string& file, Diagnostics& diagnostics) {
    std::map<std::string, int> seen;
    for (const Person& person : people) {
        if (person.key.empty()) continue;
        const auto [first, fresh] = seen.emplace(folded(person.key), person.line);
        if (!fresh) diagnostics.error({file, person.line, 1}, "roster.same_id", {{"id", quotable(person.key)}, {"row", row_text(first->second)}});
    }
}

void refuse_same_child(const std::vector<Student>& students, const std::string& file, Diagnostics& diagnostics) {
    std::map<std::pair<std::string, std::string>, const Student*> seen;
    for (const Student& student : students) {
        if (student.phones.empty() || student.first_name.empty()) continue;
        const auto [first, fresh] = seen.emplace(std::pair(student.phones.front().e164(), folded(student.first_name)), &student);
        if (!fresh && folded(first->second->key) != folded(student.key))
            diagnostics.error({file, student.line, 1}, "roster.same_child", {{"row", row_text(first->second->line)}});
    }
}

/// One household per first phone. Where the sheet names households itself, the two must agree; a sibling's empty cell
/// takes the name of the other.
void derive_households(Roster& roster, const std::string& file, Diagnostics& diagnostics) {
    std::map<std::string, const Student*> by_phone;  // the first who named a household, or just the first
    std::map<std::string, const Student*> by_name;
    for (const Student& student : roster.students) {
        if (student.phones.empty()) continue;
        const Student*& same_phone = by_phone[student.phones.front().e164()];
        if (!same_phone || (same_phone->household.empty() && !student.household.empty())) same_phone = &student;
        if (student.household.empty()) continue;
        const Student*& same_name = by_name.emplace(folded(student.household), &student).first->second;
        if (same_name->phones.front() != student.phones.front())
            diagnostics.error({file, student.line, 1}, "roster.household_phones",
                              {{"household", quotable(student.household)}, {"row", row_text(same_name->line)}});
        else if (folded(same_phone->household) != folded(student.household))
            diagnostics.error({file, student.line, 1}, "roster.household_split", {{"row", row_text(same_phone->line)}});
    }
    std::map<std::string, std::string> names;
    for (const auto& [phone, student] : by_phone)
        names.emplace(phone, student->household.empty() ? "h-" + student->key : student->household);
    std::map<std::string, std::size_t> members;
    for (Student& student : roster.students) {
        if (student.phones.empty()) continue;
        student.household = names.at(student.phones.front().e164());
        if (++members[student.household] == household_members_max + 1)
            diagnostics.error({file, student.line, 1}, "roster.household_size", {{"max", std::to_string(household_members_max)}});
    }
}

/// A second phone that another home has too, or a family whose phone is the programme's own: allowed (a neighbour lends
/// hers), but a text from there may be read as the other's.
void check_staff_phones(const Roster& roster, const std::string& students_file, const std::string& tutors_file, const RosterContext& context) {
    const auto contact = base::PhoneNumber::parse(context.program.contact, context.program.country);
    std::map<std::string, const Student*> owners;
    for (const Student& student : roster.students)
        for (const base::PhoneNumber& phone : student.phones) {
            const SourcePlace place{students_file, student.line, 1};
            if (contact && phone == contact.value()) context.diagnostics.warning(place, "roster.phone_contact");
            const Student* owner = owners.emplace(phone.e164(), &student).first->second;
            if (owner != &student && owner->household != student.household)
                context.diagnostics.warning(place, "roster.phone_two_homes", {{"row", row_text(owner->line)}});
            for (const domain::StaffMember& facilitator : context.program.facilitators)
                if (phone == facilitator.phone) context.diagnostics.warning(place, "roster.phone_facilitator");
        }
    const auto& guard = context.program.safeguarding;
    for (const Tutor& tutor : roster.tutors)
        if (!tutor.phone.empty() && (tutor.phone == guard.focal_person.phone || tutor.phone == guard.deputy.phone))
            context.diagnostics.error({tutors_file, tutor.line, 1}, "roster.tutor_is_guard");
}

/// A text is understood by the phone it comes from: one phone cannot be a family's and a tutor's.
void refuse_shared_phones(const Roster& roster, const std::string& students_file, const std::string& tutors_file, const RosterContext& context) {
    std::map<std::string, int> tutor_rows;
    for (const Tutor& tutor : roster.tutors) {
        if (tutor.phone.empty()) continue;
        const auto [first, fresh] = tutor_rows.emplace(tutor.phone.e164(), tutor.line);
        if (!fresh) context.diagnostics.error({tutors_file, tutor.line, 1}, "roster.same_tutor_phone", {{"row", row_text(first->second)}});
    }
    const auto& guard = context.program.safeguarding;
    for (const Student& student : roster.students)
        for (const base::PhoneNumber& phone : student.phones) {
            if (const auto tutor = tutor_rows.find(phone.e164()); tutor != tutor_rows.end())
                context.diagnostics.error({students_file, student.line, 1}, "roster.tutor_and_family",
                                          {{"file", tutors_file}, {"row", row_text(tutor->second)}});
            if (phone == guard.focal_person.phone || phone == guard.deputy.phone)
                context.diagnostics.error({students_file, student.line, 1}, "roster.staff_and_family");
        }
}

}  // namespace

void check_roster(Roster& roster, const std::string& students_file, const std::string& tutors_file, const RosterContext& context) {
    refuse_equal_ids(roster.students, students_file, context.diagnostics);
    refuse_equal_ids(roster.tutors, tutors_file, context.diagnostics);
    refuse_same_child(roster.students, students_file, context.diagnostics);
    derive_households(roster, students_file, context.diagnostics);
    refuse_shared_phones(roster, students_file, tutors_file, context);
    check_staff_phones(roster, students_file, tutors_file, context);
}

}  // namespace tutorline::program
