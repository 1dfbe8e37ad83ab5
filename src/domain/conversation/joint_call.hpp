// Siblings are called in one go: their half hours follow each other with the same tutor, and who moves one moves all of them.
#pragma once
#include <vector>

#include "domain/conversation/view.hpp"
#include "domain/conversation/phrase.hpp"

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

/// Whether a call of this phone begins within a day and nothing was asked since the evening before: the words of a family
/// that cannot are about it then. In its last hour they are, whatever was asked.
enum class CallNear { no, tomorrow, today };
CallNear call_near(const FamilyView& view, base::Instant now);

}  // namespace tutorline::domain
