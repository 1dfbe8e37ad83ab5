// One dial as its callbacks tell it, in any order and any number of times (B49): pure.
#pragma once
#include <string_view>

#include "domain/event.hpp"
#include "domain/session/session.hpp"

namespace tutorline::domain {

struct DialStep {
    enum class Signal {
        nothing,
        tutor_joined,   ///< the tutor waits for the family (again, when the callback is repeated)
        family_joined,  ///< the family answered
        family_over,    ///< the family's leg ended: `attempt` has its disposition, or somebody answered
        tutor_gone,     ///< the tutor never joined: the family was not dialled
        line_closed,    ///< the tutor's leg ended first; the family's end is still to come
        late_talk,      ///< the family's end of a dial that was taken for lost: they did talk, `attempt.talk`
    };
    Attempt attempt;
    Signal signal = Signal::nothing;
    bool changed = false;
};
DialStep advance(const Attempt& attempt, const CallProgress& progress, base::Instant now);

/// Raw code of a dial that we ended because no callback came in time.
constexpr std::string_view timeout_code = "timeout";

/// False when the dial surely stopped before the family's phone: the tutor did not join, or the gateway never took it.
bool may_have_rung(const Attempt& attempt);

/// What the network said of a leg that nobody answered. Operators mix the codes up: evidence, not truth.
Disposition disposition_of(CallEnd end, std::string_view raw_code);

}  // namespace tutorline::domain
