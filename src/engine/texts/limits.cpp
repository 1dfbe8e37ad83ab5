#include "engine/texts/limits.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

namespace tutorline::engine::texts {
namespace {

struct Counted {
    std::int64_t at = 0;
    std::uint64_t mark = 0;
};

std::string key_of(std::string_view what, domain::PhoneId phone) { return "in_hour:" + std::string{what} + ":" + std::to_string(phone.value); }

/// Oldest first. What lies an hour ahead was counted by a clock that was set back since, and counts no more.
std::vector<Counted> last_hour(Scope& scope, const std::string& key) {
    std::vector<Counted> list;
    const auto stored = scope.store.meta(key);
    if (!stored) return list;
    std::istringstream in(*stored);
    const std::int64_t now = scope.now.time_since_epoch().count();
    for (Counted one; in >> one.at >> one.mark;)
        if (std::abs(now - one.at) < 3600) list.push_back(one);
    return list;
}

}  // namespace

int in_last_hour(Scope& scope, std::string_view what, domain::PhoneId phone, std::uint64_t mark) {
    const std::vector<Counted> list = last_hour(scope, key_of(what, phone));
    return static_cast<int>(std::count_if(list.begin(), list.end(), [&](const Counted& one) { return one.mark == mark; }));
}

void count_in_last_hour(Scope& scope, std::string_view what, domain::PhoneId phone, std::uint64_t mark) {
    const std::string key = key_of(what, phone);
    std::vector<Counted> list = last_hour(scope, key);
    list.push_back({scope.now.time_since_epoch().count(), mark});
    if (list.size() > counted_most) list.erase(list.begin());
    std::ostringstream out;
    for (const Counted& one : list) out << one.at << ' ' << one.mark << ' ';
    scope.store.set_meta(key, out.str());
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
