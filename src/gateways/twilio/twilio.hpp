// Twilio's contract for texts and calls (2010-04-01 API) as a pure codec. README.md in this folder has the status table.
#pragma once
#include "ports/gateway.hpp"

namespace tutorline::gateways::twilio {

/// Stateless, safe from any thread.
const ports::Gateway& gateway();

}  // namespace tutorline::gateways::twilio
