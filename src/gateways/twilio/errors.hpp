// Twilio's error codes as data: what each means for the fate of a request.
#pragma once
#include <span>
#include <string_view>

#include "domain/effect.hpp"

namespace tutorline::gateways::twilio {

/// What a code tells about the request beyond its fate.
enum class Mark {
    none,
    opted_out,       ///< treat as an opt-out of the recipient
    number_invalid,  ///< this number cannot receive it, now or later
    channel_broken,  ///< credentials, account, sender number: alert the operator
};

struct ErrorRule {
    int code;
    domain::EffectResult::Fate fate;
    Mark mark;
    base::Seconds retry_after;  ///< for Fate::not_now
    std::string_view what;
};

std::span<const ErrorRule> error_rules();
/// The rule of that code; by HTTP status where the table has none (its `code` is 0 then).
ErrorRule error_rule(int code, int http_status);

}  // namespace tutorline::gateways::twilio
