// A family wants to be called at another time (FIELD.md B18, tests/data/inbound-classes.md), and the yes or no to a time we
// proposed.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// A proposal waits this long for its yes.
constexpr base::Minutes question_open{48 * 60};

/// Saves the half hour that was asked for, when it is named exactly and free; else proposes the one that fits best; without
/// any, or without a reply allowed, a coordinator finds the time.
/// Siblings in one call move together, whichever of them the text names, and every answer names all. What was refused is not
/// offered again. Needs ChildOnPhone::free_times.
FamilyDecision decide_reschedule(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Whether a text that names no hour is what came back to our question for one, the newest thing asked on this phone.
bool answers_open_hour(const FamilyView& view, const Reading& reading, base::Instant now);
/// 'ok' to a proposal is a yes; anything else has it said again plainly once, and is a person's after that. Precondition: answers_open_hour.
FamilyDecision decide_open_hour(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Yes or no to a proposal, or to the question for an hour, which a person settles then; where neither waits it changes
/// nothing and is not answered.
FamilyDecision decide_offer_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now);
bool question_waits(const FamilyView& view, PendingQuestion::Kind kind, base::Instant now);

}  // namespace tutorline::domain
