// Twilio's answers to our requests -> the fate of the effect.
#pragma once
#include <optional>
#include <string_view>

#include "domain/effect.hpp"
#include "base/http_message.hpp"

namespace tutorline::gateways::twilio {

/// A send or call: 2xx with a sid is accepted, an error by its code (errors.hpp), a 2xx without a sid is unknown.
/// A query: accepted (with the sid) when a text of ours to that number with these words was created at or after
/// `sent_after`; never_seen when the complete list has none; unknown in every other case, so it is asked again.
domain::EffectResult decode_answer(const domain::Effect& effect, const base::HttpResponse& response);

/// "Mon, 16 Aug 2010 03:45:01 +0000" (RFC 2822 as Twilio writes it); none for anything else.
std::optional<base::Instant> parse_rfc2822(std::string_view text);

}  // namespace tutorline::gateways::twilio
