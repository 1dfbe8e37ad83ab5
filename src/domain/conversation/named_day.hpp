// 'Mañana no hay nadie', 'el jueves no puede': the call of the day that is named, and no other.
#pragma once
#include <chrono>
#include <vector>

#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// The dates of the days denied, ascending, from today on. A weekday is the next of that name, today itself included.
std::vector<std::chrono::sys_days> dates_of(const DaysDenied& days, std::chrono::sys_days today);
/// Whether that part of the day holds this hour.
bool holds(DaysDenied::Part part, const base::CivilTime& at);
/// A wish for the reader's value words: "not tomorrow not Thursday".
std::string wish_against(const DaysDenied& days);

/// Where a text says that they cannot on a day to come, makes the calls of that day the children's next ones, so that all that
/// follows, free half hours and offers, is about these; FamilyView::day_named says what was found. Nothing changes while an
/// offered hour waits that lies on such a day: it is refused with it.
void turn_to_named_day(FamilyView& view, const Reading& reading, base::Instant now);

/// Asks for another time for the call of that day, or says that no call is planned then; what cannot be told goes to a person.
/// Precondition: FamilyView::day_named is set.
FamilyDecision decide_named_day(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);

}  // namespace tutorline::domain
