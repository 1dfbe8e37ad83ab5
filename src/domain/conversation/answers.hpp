// What an answer to a practice item leads to (FIELD.md B25-B27): right -> praise; wrong -> one hint and one retry, then the
// worked answer; never more than PracticePlan::item_texts_max texts about an item; unsure -> asked once, then the tutor's.
// A late answer is graded against the item it answers: the reader says which, among all that wait.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// answer, answer_multi, answer_for. Grades index FamilyView::items and FamilyView::children.
FamilyDecision decide_answers(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Two candidates, or a number that could be either child's: asked once which, then the tutor's. Never graded.
FamilyDecision decide_ambiguous(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// The question came back without an answer: asked again, once.
FamilyDecision decide_echo(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// dont_know and help: a hint, after it the worked answer; never graded. `help` also asks the child's tutor.
/// Precondition: an item waits.
FamilyDecision decide_helpless(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Yes or no to 'we read 71, is that right?'. Precondition: that question waits.
FamilyDecision decide_confirmed(const FamilyView& view, bool yes, const Program& program, base::Instant now);

}  // namespace tutorline::domain
