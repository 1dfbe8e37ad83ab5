// The family's side of the conversation: a text from a phone that is nobody's of the staff -> what the service does, for
// every class of tests/data/inbound-classes.md. Pure.
#pragma once
#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// What the reader has to know about this phone. Its pending items and children stand in the order of the view, so that the
/// indices of the reading are indices into the view. `text` must outlive the request.
ReadRequest read_request(const FamilyView& view, const Program& program, std::vector<std::string> reading_languages,
                         base::Instant now);

/// `reading` must come from read_request(view, ..) of the same view.
FamilyDecision decide(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now);

/// A family that asks for more in an hour is read by a person: the tutor and the calendar are spared its flood.
constexpr int asks_per_hour = 6;
/// Whether a text of this class asks for something that a person may look at later. Harm, stops, starts, answers to an
/// item and to our own questions never wait.
bool may_wait(Class cls);

}  // namespace tutorline::domain
