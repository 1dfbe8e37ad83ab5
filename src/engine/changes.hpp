// What a coordinator changes while the programme runs.
#pragma once
#include "domain/event.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine {

/// Each is true when it changed anything.
bool stop_household(Scope& scope, const domain::StopHousehold& change);
bool close_task(Scope& scope, const domain::CloseTask& change);
bool correct_outcome(Scope& scope, const domain::CorrectOutcome& change);
/// Stores the pause; sessions of these days move to a free half hour before they close, or end as cancelled_programme.
/// `scope` has the calendars with the pause in them.
bool pause_cohort(Scope& scope, const domain::PauseCohort& change);

}  // namespace tutorline::engine
