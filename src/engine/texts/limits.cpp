#include "engine/texts/limits.hpp"

#include <sstream>

namespace tutorline::engine::texts {
namespace {

std::string key_of(std::string_view what, domain::PhoneId phone) { return "in_hour:" + std::string{what} + ":" + std::to_string(phone.value); }

std::int64_t hour_of(base::Instant at) { return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count(); }

}  // namespace

int in_this_hour(Scope& scope, std::string_view what, domain::PhoneId phone) {
    const auto stored = scope.store.meta(key_of(what, phone));
    if (!stored) return 0;
    std::istringstream in(*stored);
    std::int64_t hour = 0;
    int count = 0;
    in >> hour >> count;
    return hour == hour_of(scope.now) ? count : 0;
}

void count_in_this_hour(Scope& scope, std::string_view what, domain::PhoneId phone) {
    const int count = in_this_hour(scope, what, phone) + 1;
    scope.store.set_meta(key_of(what, phone), std::to_string(hour_of(scope.now)) + " " + std::to_string(count));
}

void ask_person_about_flood(Scope& scope, domain::PhoneId phone, domain::StudentId student, domain::TutorId tutor) {
    ports::TaskRow task;
    task.kind = "many_texts";
    task.urgency = urgency_soon;
    task.student = student;
    task.tutor = tutor;
    task.phone = phone;
    task.created_at = scope.now;
    task.due_at = scope.now + task_due;
    scope.store.open_task(task);  // without the text it came with: the one that is open is kept
}

}  // namespace tutorline::engine::texts
