#include "engine/absent.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calls/calls.hpp"
#include "engine/scope.hpp"
#include "engine/texts/texts.hpp"

namespace tutorline::engine {
namespace {

constexpr std::string_view by_sheet = "sheet";
constexpr std::string_view back_in_sheet = "back_in_sheet";

void leave(Scope& scope, domain::StudentId student) {
    calls::withdraw(scope, student, by_sheet);
    for (const ports::StudentPhone& entry : scope.store.phones_of(student)) {
        const auto question = scope.store.question(entry.phone);
        if (question && question->student == student) scope.store.forget_question(entry.phone);
    }
}

/// No schedule, no chase, no new half hour; what is written from the number is a stranger's once the last report is in.
bool stop_teaching(Scope& scope, domain::TutorId id) {
    auto tutor = *scope.store.tutor(id);
    if (!tutor.active) return false;
    tutor.active = false;
    scope.store.save(tutor);
    scope.store.add_fact({scope.now, "tutor_left", {}, id, id.value, by_sheet});
    return true;
}

/// In the first transaction of such a start: cut after it, the database holds no sheets wholly, not the old ones either.
void begin_import(ports::Store& store, ports::CohortRow cohort) {
    if (cohort.content_hash.empty()) return;
    cohort.content_hash.clear();
    store.save(cohort);
}

}  // namespace

Absent withdraw_absent(ports::Store& store, const Resources& resources, const domain::Roster& roster, base::Instant now) {
    Absent absent;
    const auto cohort = store.cohort(resources.program.key);
    if (!cohort) return absent;
    std::set<std::string_view> in_sheet, teach;
    for (const domain::Student& student : roster.students) in_sheet.insert(student.key);
    for (const domain::Tutor& tutor : roster.tutors) teach.insert(tutor.key);
    ports::Transaction transaction(store);
    begin_import(store, *cohort);
    const Calendars calendars(resources.program, store.pauses(cohort->id));
    Scope scope{store, resources, calendars, cohort->id, now};
    std::map<std::int64_t, std::vector<domain::StudentId>> gone;
    for (const domain::EnrollmentId id : store.enrollments(cohort->id)) {
        const auto enrollment = store.enrollment(id);
        const auto student = store.student(enrollment->student);
        const bool here = in_sheet.contains(student->student.key);
        const bool withdrawn = enrollment->status == "withdrawn";
        if (!here && !withdrawn) {
            leave(scope, student->id);
            if (enrollment->status == "active") gone[enrollment->tutor.value].push_back(student->id);
            ++absent.left;
        } else if (here && withdrawn && enrollment->reason == by_sheet) {
            store.open_task({.kind = std::string(back_in_sheet), .student = student->id, .created_at = now, .due_at = now + std::chrono::days{2}});
            ++absent.back;
        }
    }
    for (const auto& [tutor, students] : gone) texts::students_gone(scope, domain::TutorId{tutor}, students);
    for (const domain::TutorId id : store.tutors(cohort->id))
        if (!teach.contains(store.tutor(id)->tutor.key)) absent.tutors_left += stop_teaching(scope, id);
    transaction.commit();
    return absent;
}

}  // namespace tutorline::engine
