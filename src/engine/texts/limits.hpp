// How much of something a number did or got in this hour: floods of texts must not become floods of answers. And how soon
// a person looks at a task.
#pragma once
#include <string_view>

#include "engine/scope.hpp"

namespace tutorline::engine::texts {

constexpr base::Minutes task_due{24 * 60};
constexpr int urgency_restricted = 0;
constexpr int urgency_soon = 1;
constexpr int urgency_day = 2;

/// By the clock's hour; one row a number and kind of count (`what`: a constant of the code).
int in_this_hour(Scope& scope, std::string_view what, domain::PhoneId phone);
void count_in_this_hour(Scope& scope, std::string_view what, domain::PhoneId phone);

/// A person looks at a number that writes so much that it is answered no more; one open task a number.
void ask_person_about_flood(Scope& scope, domain::PhoneId phone, domain::StudentId student, domain::TutorId tutor);

}  // namespace tutorline::engine::texts
