#include "gateways/twilio/errors.hpp"

#include <array>

namespace tutorline::gateways::twilio {
namespace {

using Fate = domain::EffectResult::Fate;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
constexpr seconds never{0};

// Fate::refused: the same request will be refused again. Fate::not_now: surely not carried out, worth trying later.
// A broken channel is `not_now`: the text is still wanted when the operator has mended the account.
constexpr std::array rules{
    ErrorRule{20003, Fate::not_now, Mark::channel_broken, minutes{15}, "authentication failed"},
    ErrorRule{20404, Fate::not_now, Mark::channel_broken, minutes{15}, "no such account or resource"},
    ErrorRule{20429, Fate::not_now, Mark::none, seconds{5}, "too many requests; not processed"},
    ErrorRule{20500, Fate::unknown, Mark::none, never, "internal error"},
    ErrorRule{20503, Fate::unknown, Mark::none, never, "service unavailable"},
    ErrorRule{21211, Fate::refused, Mark::number_invalid, never, "invalid 'To' number"},
    ErrorRule{21214, Fate::refused, Mark::number_invalid, never, "'To' cannot be reached"},
    ErrorRule{21217, Fate::refused, Mark::number_invalid, never, "number does not appear to be valid"},
    ErrorRule{21401, Fate::refused, Mark::number_invalid, never, "invalid number"},
    ErrorRule{21614, Fate::refused, Mark::number_invalid, never, "not a mobile number"},
    ErrorRule{21610, Fate::refused, Mark::opted_out, never, "recipient has unsubscribed"},
    ErrorRule{21219, Fate::refused, Mark::channel_broken, never, "'To' not verified for this account"},
    ErrorRule{21408, Fate::refused, Mark::channel_broken, never, "region not enabled"},
    ErrorRule{21606, Fate::refused, Mark::channel_broken, never, "'From' cannot send"},
    ErrorRule{21608, Fate::refused, Mark::channel_broken, never, "unverified number"},
    ErrorRule{21612, Fate::refused, Mark::channel_broken, never, "'To' not reachable from 'From'"},
    ErrorRule{30018, Fate::refused, Mark::channel_broken, never, "sender must be registered first"},
    ErrorRule{30024, Fate::refused, Mark::channel_broken, never, "sender not provisioned by the carrier"},
    ErrorRule{30032, Fate::refused, Mark::channel_broken, never, "toll-free number not verified"},
    ErrorRule{30002, Fate::not_now, Mark::channel_broken, minutes{15}, "account suspended"},
    ErrorRule{21602, Fate::refused, Mark::none, never, "body missing"},
    ErrorRule{21617, Fate::refused, Mark::none, never, "body over 1600 characters"},
    ErrorRule{21618, Fate::refused, Mark::none, never, "body cannot be sent"},
    ErrorRule{21611, Fate::not_now, Mark::none, minutes{5}, "queue of the sender is full"},
    ErrorRule{30001, Fate::not_now, Mark::none, minutes{5}, "queue overflow"},
    ErrorRule{30022, Fate::not_now, Mark::none, minutes{1}, "rate limit of the sender"},
    ErrorRule{30023, Fate::not_now, Mark::none, hours{12}, "daily limit of the sender"},
    ErrorRule{30003, Fate::not_now, Mark::none, hours{1}, "handset cannot be reached (off, no signal)"},
    ErrorRule{30004, Fate::refused, Mark::none, never, "message blocked"},
    ErrorRule{30005, Fate::refused, Mark::number_invalid, never, "unknown handset"},
    ErrorRule{30006, Fate::refused, Mark::number_invalid, never, "landline or carrier that cannot be reached"},
    ErrorRule{30007, Fate::refused, Mark::none, never, "message filtered; never send the same text again"},
    ErrorRule{30008, Fate::not_now, Mark::none, minutes{30}, "unknown error of the carrier"},
    ErrorRule{30009, Fate::not_now, Mark::none, minutes{30}, "a segment is missing"},
    ErrorRule{30017, Fate::not_now, Mark::none, minutes{30}, "carrier is congested"},
    ErrorRule{30410, Fate::not_now, Mark::none, minutes{30}, "provider timed out"},
};

}  // namespace

std::span<const ErrorRule> error_rules() { return rules; }

ErrorRule error_rule(int code, int http_status) {
    for (const ErrorRule& rule : rules)
        if (rule.code == code) return rule;
    if (http_status == 429) return {0, Fate::not_now, Mark::none, seconds{5}, "too many requests"};
    if (http_status == 401 || http_status == 403 || http_status == 404)
        return {0, Fate::not_now, Mark::channel_broken, minutes{15}, "credentials or account"};
    if (http_status == 408 || http_status >= 500) return {0, Fate::unknown, Mark::none, never, "no clear answer"};
    // Redirects are not followed: the configured api_url is not the API.
    if (http_status >= 300 && http_status < 400) return {0, Fate::not_now, Mark::channel_broken, minutes{15}, "redirect"};
    if (http_status >= 400) return {0, Fate::refused, Mark::none, never, "refused"};
    return {0, Fate::unknown, Mark::none, never, "an answer that is not of the contract"};
}

}  // namespace tutorline::gateways::twilio
