// A dial from the half hour that came to the end of the line: what the timers, the relay and the callbacks tell.
#pragma once
#include "domain/event.hpp"
#include "engine/engine.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::calls {

/// A session's timer came: its half hour, or a time-out.
void session_due(Scope& scope, domain::SessionId session);
/// A callback of a leg; the script is what the caller hears next, where the gateway asks.
Handled progress(Scope& scope, const domain::CallProgress& progress);
/// A queued dial may leave now: the call to place, or none (it was refused by the rules of the moment, and said so).
std::optional<domain::PlaceCall> ready_to_place(Scope& scope, domain::AttemptId attempt);
/// The dial surely never left: gateway refused, or too late.
void not_placed(Scope& scope, domain::AttemptId attempt, std::string_view raw_code);
/// The gateway took it.
void placed(Scope& scope, domain::AttemptId attempt, std::string_view provider_id);
/// How late a queued dial may leave.
constexpr base::Minutes place_within{5};

}  // namespace tutorline::engine::calls
