// Our effects -> requests to Twilio's REST API.
#pragma once
#include "ports/gateway.hpp"

namespace tutorline::gateways::twilio {

/// SendText -> POST Messages.json, PlaceCall -> POST Calls.json, QueryText -> GET Messages.json (a list by recipient and
/// day: Twilio offers no other way to ask, so the number stands in that one outgoing query; never log an outgoing target).
base::HttpRequest encode_effect(const ports::Channel& channel, const domain::Effect& effect);

}  // namespace tutorline::gateways::twilio
