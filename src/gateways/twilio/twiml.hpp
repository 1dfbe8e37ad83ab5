// A VoiceScript in Twilio's dialect (TwiML), and the answers to all other webhooks.
#pragma once
#include "gateways/twilio/addresses.hpp"
#include "ports/gateway.hpp"

namespace tutorline::gateways::twilio {

/// Text is escaped; characters that XML cannot carry are dropped. Without a script (or with an empty one) an inbound
/// call is rejected, a tutor's leg hangs up, a family's leg is bridged without words, anything else gets an empty answer.
base::HttpResponse render_answer(const ports::Channel& channel, const Address& address, const domain::VoiceScript* script);

}  // namespace tutorline::gateways::twilio
