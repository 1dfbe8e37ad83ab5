// A family tells when it can, or cannot, be called (FIELD.md B18, tests/data/inbound-classes.md): another time, no signal,
// no credit, ill, away for weeks; and the yes or no to a time we proposed.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// A proposal waits this long for its yes.
constexpr base::Minutes question_open{48 * 60};
constexpr base::Minutes long_absence{28 * 24 * 60};

/// Saves the half hour that was asked for, when it is named exactly and free; else proposes the one that fits best; without
/// any, or without a reply allowed, a coordinator finds the time.
/// Siblings in one call move together unless the text names a child. Needs ChildOnPhone::free_times.
FamilyDecision decide_reschedule(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Whether a text that names no hour is what came back to our question for one, the newest thing asked on this phone.
bool answers_open_hour(const FamilyView& view, const Reading& reading, base::Instant now);
/// 'ok' to a proposal is a yes; anything else is a person's, at once. Precondition: answers_open_hour.
FamilyDecision decide_open_hour(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Yes or no to a proposal, or to the question for an hour, which a person settles then; where neither waits it changes
/// nothing and is not answered.
FamilyDecision decide_offer_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now);
/// excused, connectivity, no_credit: an excused miss, never a no-show. 'Ill' takes today's call out of the plan; no
/// signal and no credit leave it there, since the call may still get through, and excuse it only if it fails.
FamilyDecision decide_excuse(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// A pause, not a drop-out: four weeks, unless a coordinator sets other dates.
FamilyDecision decide_absence(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
bool question_waits(const FamilyView& view, PendingQuestion::Kind kind, base::Instant now);

}  // namespace tutorline::domain
