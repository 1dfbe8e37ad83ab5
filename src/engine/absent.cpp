#include "engine/absent.hpp"

#include <set>
#include <string>
#include <string_view>

#include "engine/calls/calls.hpp"
#include "engine/scope.hpp"

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

}  // namespace

Absent withdraw_absent(ports::Store& store, const Resources& resources, const domain::Roster& roster, base::Instant now) {
    Absent absent;
    const auto cohort = store.cohort(resources.program.key);
    if (!cohort) return absent;
    std::set<std::string_view> in_sheet;
    for (const domain::Student& student : roster.students) in_sheet.insert(student.key);
    ports::Transaction transaction(store);
    const Calendars calendars(resources.program, store.pauses(cohort->id));
    Scope scope{store, resources, calendars, cohort->id, now};
    for (const domain::EnrollmentId id : store.enrollments(cohort->id)) {
        const auto enrollment = store.enrollment(id);
        const auto student = store.student(enrollment->student);
        const bool here = in_sheet.contains(student->student.key);
        const bool withdrawn = enrollment->status == "withdrawn";
        if (!here && !withdrawn) {
            leave(scope, student->id);
            ++absent.left;
        } else if (here && withdrawn && enrollment->reason == by_sheet) {
            store.open_task({.kind = std::string(back_in_sheet), .student = student->id, .created_at = now, .due_at = now + std::chrono::days{2}});
            ++absent.back;
        }
    }
    transaction.commit();
    return absent;
}

}  // namespace tutorline::engine
