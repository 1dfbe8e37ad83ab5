// What a decision looks at, read from the store: the views of domain/conversation.
#pragma once
#include "domain/conversation/view.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Items older than this no longer wait for an answer.
constexpr base::Minutes item_open{14 * 24 * 60};
/// How many items of one child may wait at once; the oldest closes first.
constexpr std::size_t items_waiting_max = 3;

/// The phone's children, their open items and calls. A number that is nobody's gives a view without children.
domain::FamilyView load_family(Scope& scope, const ports::PhoneRow& phone, const std::string& text);
/// A machine: a short code or a name instead of a number.
domain::FamilyView machine_view(const ports::InboxRow& row);
/// Fills ChildOnPhone::free_times: the next seven days, and all of the next lesson's week; no day of another lesson.
void load_free_times(Scope& scope, domain::FamilyView& view);

/// The tutor's sessions of this week and the open ones of last week.
domain::TutorView load_tutor(Scope& scope, const ports::TutorRow& tutor);
/// Only the calls booked in [from, to), for a schedule.
domain::TutorView load_tutor_calls(Scope& scope, const ports::TutorRow& tutor, base::Instant from, base::Instant to);
/// Adds the calls of next week up to seven days from now, and fills TutorSession::free_times of all that are still to come:
/// from tomorrow on.
void load_free_times(Scope& scope, domain::TutorView& view);

/// A child is not taught twice a day: takes the days of its other planned lessons out of `times`.
void drop_days_taken(Scope& scope, domain::StudentId student, domain::SessionId own, const base::Zone& zone, std::vector<base::Instant>& times);

/// Languages whose words are read from this phone, the household's first.
std::vector<std::string> reading_languages(Scope& scope, const domain::FamilyView& view);

domain::SessionLog log_of(const ports::LogRow& row);

}  // namespace tutorline::engine::texts
