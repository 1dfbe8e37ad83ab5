// What Twilio posts to us -> events.
#pragma once
#include <string_view>

#include "ports/gateway.hpp"

namespace tutorline::gateways::twilio {

/// Longer inbound texts are cut there (Twilio's own limit for one text).
constexpr std::size_t text_characters_max = 1600;

/// Error `webhook_bad`: unknown path, not a form, invalid UTF-8, another account, a missing field. Progress that asks
/// nothing of us (ringing, a repeat of what we know) decodes to no event at all.
base::Result<ports::Decoded> decode_webhook(const ports::Channel& channel, const base::HttpRequest& request);

/// By the status table of README.md. A word that is not in it stays DlrState::accepted, the weakest evidence.
domain::DlrState text_state(std::string_view status);

}  // namespace tutorline::gateways::twilio
