// A child leaves, is away for weeks, or comes back (FIELD.md B4, inbound-classes: withdraw, absence_long).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// The family leaves: the child is withdrawn at once and the reason asked for once. With several children and no name
/// all of them pause until a person has asked which one leaves. What only looks like it ('no le gusta') is asked first:
/// the child pauses a week, and a person knows.
FamilyDecision decide_withdraw(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// SI or NO to that question.
FamilyDecision decide_withdraw_answer(const FamilyView& view, bool yes, const Program& program, base::Instant now);

/// A family whose children are away writes anything that may mean that they are back: it hears how to come back, and the
/// task about the absence gets the text. None where the text is about something else.
std::optional<FamilyDecision> decide_while_away(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Ends the pause of each child that is away, and tells their tutors; the short names.
std::vector<std::string> bring_back(TextDecision& decision, const FamilyView& view, base::Instant now);

}  // namespace tutorline::domain
