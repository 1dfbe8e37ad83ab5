// A text that tells of harm, or may: who is told, and what the sender hears (FIELD.md B7). The words themselves go to
// nobody but the focal person and deputy, and never through the tutor concerned.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

constexpr std::string_view family_loss = "family_loss";  ///< task: whoever closes it lets the other children go on

/// The `order`-th (from 0) person to tell: focal person, deputy, then the facilitators, without those whose number is
/// excluded. None when nobody is left.
std::optional<StaffMember> alert_recipient(const Program& program, std::span<const base::PhoneNumber> excluded, int order);

/// Alert within the minute, whatever the state of the phone; the sender hears where help is, unless the phone is stopped.
/// Who asks to stop in the same breath is obeyed, and that answer is the only confirmation. Where a child died, calls and
/// texts rest for every child of the phone until a person has looked, and the answer promises nothing else.
FamilyDecision decide_safeguarding(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// A phone whose calls rest writes again: a person reads it, and no automatic word goes out.
FamilyDecision decide_while_resting(const FamilyView& view);
/// A child asks for private contact: the standard reply, and a note that only the focal person reads.
FamilyDecision decide_boundary(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);
/// The same alert for what a tutor writes, about `student` where a report says who; the writer is told that it arrived.
/// `loss`: a child died; where `student` is one of the tutor's, calls and texts rest for that household until a person has looked.
TutorDecision decide_tutor_safeguarding(const TutorView& view, StudentId student, bool loss, base::Instant now);
/// What a child or tutor wrote may tell of distress: the focal person reads it, and nobody else is sent it. The task's note is the
/// place of the listed phrase, empty for mere likeness.
void watch_words(TextDecision& decision, StudentId student, TutorId tutor, const Reading& reading);
/// Numbers that an alert about these children must not reach: all their tutors'.
std::vector<base::PhoneNumber> tutors_concerned(const FamilyView& view);

}  // namespace tutorline::domain
