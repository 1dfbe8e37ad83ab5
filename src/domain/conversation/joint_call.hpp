// Siblings are called in one go: their half hours follow each other with the same tutor, and who moves one moves all of them.
#pragma once
#include <vector>

#include "domain/conversation/decision.hpp"
#include "domain/conversation/phrase.hpp"
#include "domain/conversation/view.hpp"

namespace tutorline::domain {

struct CalledChild {
    const ChildOnPhone* child = nullptr;
    PlannedCall call;
};
/// In the order of their half hours, never empty of the child it was asked for. Pointers into the view.
using JointCall = std::vector<CalledChild>;

/// The child whose `call` it is and, unless that call failed before, the siblings whose next calls stand right before and
/// after it with the same tutor.
JointCall called_together(const FamilyView& view, const ChildOnPhone& child, const PlannedCall& call);

/// Half hours from which as many in a row are free as the call needs, ascending.
std::vector<base::Instant> free_runs(const JointCall& joint);
/// Where the n-th child goes when the first goes to `to`.
base::Instant place_of(std::size_t n, base::Instant to);

std::vector<std::string> names_of(const JointCall& joint);
/// "1, #2": for texts to the tutor, which put the # before it.
std::string numbers_of(const JointCall& joint);

/// One text to the tutor about all calls of a joint one; nothing where the tutor cannot be texted.
void tell_tutor_of_all(TextDecision& decision, const JointCall& joint, std::string key, std::optional<base::Instant> when, base::Instant now,
                       std::vector<Phrase::Part> parts = {});

/// The same for calls of several tutors, to each once, in the order of their hours.
void tell_each_tutor(TextDecision& decision, JointCall calls, const std::string& key, const std::vector<Phrase::Part>& parts, base::Instant now);

/// Whether a call of this phone begins within a day and nothing was asked since the evening before: the words of a family
/// that cannot are about it then. In its last hour they are, whatever was asked.
enum class CallNear { no, tomorrow, today };
CallNear call_near(const FamilyView& view, base::Instant now);

}  // namespace tutorline::domain
