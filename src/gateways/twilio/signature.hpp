// X-Twilio-Signature: base64(HMAC-SHA1(auth token, public URL + sorted form fields as name+value)).
// A body that is not a form is covered by bodySHA256 in the URL. Documented test vector: tests/gateways/twilio_signature_test.cpp.
#pragma once
#include <string>
#include <string_view>

#include "base/http_message.hpp"

namespace tutorline::gateways::twilio {

/// More form fields than this never come from Twilio; such a request is refused before any work.
constexpr std::size_t form_fields_max = 256;

/// What Twilio would send for exactly this URL. `form` is null for a GET or a body that is not a form. Values of a
/// repeated name are sorted and deduplicated, names sort by UTF-16 code unit.
std::string sign(std::string_view secret, std::string_view url, const base::FormFields* form);

/// Whether the request's signature fits the URL as Twilio saw it: the configured public URL plus the received target
/// (Host and X-Forwarded-* play no part). Tolerates what Twilio's own libraries tolerate: the port present or absent,
/// the query re-encoded. Compares in constant time.
bool signature_fits(std::string_view secret, std::string_view public_url, const base::HttpRequest& request);

}  // namespace tutorline::gateways::twilio
