// What tutor and family hear, from the catalog's voice.* messages, each in their own language.
#pragma once
#include "domain/session/session.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::calls {

/// The tutor joined: greets, dials the family and bridges.
domain::VoiceScript script_for_tutor(Scope& scope, const domain::Attempt& attempt, const domain::Session& session);
/// The family answered: says who calls and for whom, then the gateway connects.
domain::VoiceScript script_for_family(Scope& scope, const domain::Session& session);
/// The family's leg is over: the tutor hears how it ended.
domain::VoiceScript script_for_end(Scope& scope, const domain::Attempt& attempt, const domain::Session& session);

}  // namespace tutorline::engine::calls
