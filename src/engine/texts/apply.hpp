// Carries out a decision about a text: changes first, then texts, tasks, alerts and facts, all in the event's transaction.
#pragma once
#include "domain/conversation/decision.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// A call that could not be moved as decided (somebody else took the half hour): its texts are not sent, a person gets it.
/// True when anything was stored or sent.
bool apply(Scope& scope, const domain::TextDecision& decision, const ports::PhoneRow& phone, const ports::InboxRow& inbox);

}  // namespace tutorline::engine::texts
