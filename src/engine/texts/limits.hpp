// How much of something a number did or got in the last hour: floods of texts must not become floods of answers. And how soon
// a person looks at a task.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/scope.hpp"

namespace tutorline::engine::texts {

constexpr base::Minutes task_due{24 * 60};
constexpr int urgency_restricted = 0;
constexpr int urgency_soon = 1;
constexpr int urgency_day = 2;

/// How often in the sixty minutes before now; one row a number (none: of all numbers) and kind of count (`what`: a constant
/// of the code). `mark` tells apart what is counted in one row, such as different words. Exact up to `counted_most`.
constexpr std::size_t counted_most = 32;
int in_last_hour(Scope& scope, std::string_view what, domain::PhoneId phone, std::uint64_t mark = 0);
void count_in_last_hour(Scope& scope, std::string_view what, domain::PhoneId phone, std::uint64_t mark = 0);

/// A person looks at a number that writes so much that it is answered no more; one open task a number.
void ask_person_about_flood(Scope& scope, domain::PhoneId phone, domain::StudentId student, domain::TutorId tutor);

}  // namespace tutorline::engine::texts
