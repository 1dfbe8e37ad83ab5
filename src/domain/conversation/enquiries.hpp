// Texts that are neither answers nor changes of plan: who are you, what does it cost, hello, help without an item, a new
// number. Never graded; answered at most once an hour.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// Promise given with a family's question: a person answers within this time, or a coordinator takes over (B30).
constexpr base::Minutes question_answer_within{24 * 60};

FamilyDecision decide_who(const FamilyView& view, const Program& program, base::Instant now);
/// A true answer from the programme file where the text is about cost or recording; else a coordinator's task.
FamilyDecision decide_question(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Greetings and talk: answered once a day with what a word can do here, so that 'baja el volumen' never passes in
/// silence for an opt-out that was not understood.
FamilyDecision decide_small_talk(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// Help with nothing pending: the menu for the bare keyword, else the question goes to the tutor with a promise. With a
/// worrying history somebody looks at once.
FamilyDecision decide_help_menu(const FamilyView& view, const Program& program, base::Instant now);
/// new_contact, number_change: never used before a person has verified it.
FamilyDecision decide_contact_change(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// The question goes to the child's tutor with what it is about; without a tutor to the coordinator.
void ask_tutor(TextDecision& decision, const ChildOnPhone& child, const std::string& about, base::Instant now);

/// Takes back what ask_tutor() and its promise put into the decision: words that may tell of distress never reach a tutor,
/// who may be the one they are about. Whether there was such a question.
bool keep_from_tutor(TextDecision& decision);

}  // namespace tutorline::domain
