// A text that is about a call because of what this phone heard last: our question which day and hour suits, or that a call
// is near. The same 'no puedo' or '19:30' is about a sum on any other day. Internal to domain/command.
#pragma once
#include "domain/command/intents.hpp"
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// `reading` as it is, or a `reschedule` in its place where ReadRequest::hour_pending or ::call_near says so. What a family
/// must not lose to a question (stop, danger, another number, leaving) is never replaced. Beside a right answer that may be
/// an hour as well, Reading::hour is set and the answer stays.
Reading heard_of_call(const ReadContext& context, const Intents& intents, Reading reading);

}  // namespace tutorline::domain
