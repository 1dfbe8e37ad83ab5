// Texts that come round: a child's practice items, a tutor's schedule with the families' reminders, the chases for missing
// logs. Each timer sets its own successor, so after a start or an outage nothing is sent twice and nothing piles up.
#pragma once
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Wall minutes of the tutor's clock.
constexpr int schedule_minute = 18 * 60;
constexpr int chase_minute = 20 * 60;
constexpr int facilitator_minute = 9 * 60 + 30;
/// Items of one programme minute are spread over this long, so that no gateway gets them in a burst (B24).
constexpr int item_spread_minutes = 60;

// One function each for a timer that fires, and one that gives its next due time after `after` (none: the round is over).
void week_item(Scope& scope, domain::EnrollmentId enrollment);
std::optional<base::Instant> next_item(const Scope& scope, const ports::EnrollmentRow& enrollment, const ports::StudentRow& student,
                                       base::Instant after);
void evening(Scope& scope, domain::TutorId tutor);
std::optional<base::Instant> next_evening(const Scope& scope, const ports::TutorRow& tutor, base::Instant after);
void chase_tutor(Scope& scope, domain::TutorId tutor);
std::optional<base::Instant> next_chase(const Scope& scope, const ports::TutorRow& tutor, base::Instant after);
void chase_facilitator(Scope& scope);
std::optional<base::Instant> next_facilitator_chase(const Scope& scope, base::Instant after);

/// The checkpoint problems of these lessons, with their answers, in texts of one segment each; fixes what is taught.
void tell_checkpoints(Scope& scope, const ports::TutorRow& tutor, std::vector<domain::Session> lessons, domain::InboxId asked_by);
/// The tutor's calls to come on the next day that has any, those without a number left out.
std::vector<domain::Session> next_day_of_calls(Scope& scope, const ports::TutorRow& tutor);
/// The call opens with the question whether calls may go on.
void tell_to_ask_first(Scope& scope, const ports::TutorRow& tutor, const domain::Session& session);

/// After the last programme week nothing comes round any more.
base::Instant round_ends(const Scope& scope, std::string_view department);

}  // namespace tutorline::engine::texts
