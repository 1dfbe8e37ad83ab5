// A family says that a call cannot be now: ill, no signal, no credit, away for weeks (tests/data/inbound-classes.md).
#pragma once
#include <optional>

#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

constexpr base::Minutes long_absence{28 * 24 * 60};

/// excused, connectivity, no_credit: an excused miss, never a no-show. 'We cannot today' takes today's call out of the plan for
/// every child of the phone, one named child's for that child alone; of siblings of whom an unnamed one is ill it asks who,
/// calls the others, and excuses whichever call fails. No signal and no credit leave the call in the plan, since it may still
/// get through, and excuse it only if it fails.
FamilyDecision decide_excuse(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// The answer to 'who cannot today?'; none when the text names nobody: then it is about something else.
std::optional<FamilyDecision> decide_who_cannot(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// A pause, not a drop-out: four weeks, unless a coordinator sets other dates.
FamilyDecision decide_absence(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);

}  // namespace tutorline::domain
