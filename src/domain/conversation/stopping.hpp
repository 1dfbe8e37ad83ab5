// Everything that makes the service fall silent, or speak again: opt-out, wrong number, withdrawal, opt-in (FIELD.md B2-B4,
// RELIABILITY C1-C4). Works in every state, for unknown numbers too.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

FamilyDecision decide_opt_out(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Opens the phone again; children who are away come back with it. Children who left with the stop come back by a person alone: a task, and the family hears so.
FamilyDecision decide_opt_in(const FamilyView& view, const Program& program, base::Instant now);
/// Stops all at once where words say so. Read by likeness alone from a number whose child had lessons, it asks once first.
FamilyDecision decide_wrong_number(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
FamilyDecision decide_wrong_number_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now);

}  // namespace tutorline::domain
