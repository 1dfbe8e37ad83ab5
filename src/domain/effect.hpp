// What should go out. A row in the outbox before it is a request. What each effect promises stands beside its type.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/civil_time.hpp"
#include "base/phone_number.hpp"
#include "domain/ids.hpp"

namespace tutorline::domain {

/// Smaller leaves first (B24).
enum class Priority { safeguarding = 0, direct_answer = 1, call_soon = 2, schedule = 3, practice = 4, report = 5 };

/// At most once, and lost only when the gateway cannot tell us: committed as `sending` before the request; unknown fate ->
/// `unknown`; after a quarantine longer than the gateway's log lag the gateway is asked; resent only if it never had it.
/// Exception: Priority::safeguarding is sent at least once.
struct SendText {
    MessageId id;
    base::PhoneNumber to;
    std::string text;  ///< the exact words, rendered when it was enqueued
    Priority priority = Priority::practice;
};

/// At most once: after a crash it is dropped; the session's own attempt time-out plans the next attempt.
struct PlaceCall {
    AttemptId id;
    base::PhoneNumber tutor;  ///< called first
    base::Seconds ring_max{45};
    std::string language;     ///< of the words the tutor hears
};

/// Ask the gateway what became of a text whose fate is unknown.
struct QueryText {
    MessageId id;
    base::PhoneNumber to;
    base::Instant sent_after{};  ///< when the request was committed
    std::string text;
};

using Effect = std::variant<SendText, PlaceCall, QueryText>;

/// How performing an effect ended.
struct EffectResult {
    enum class Fate {
        accepted,    ///< the gateway took it; provider_id is set
        refused,     ///< surely not carried out, and the same request will be refused again
        not_now,     ///< surely not carried out; retry after `retry_after`
        unknown,     ///< time-out, reset, 5xx: may or may not have been carried out
        never_seen,  ///< answer to a query: the gateway never had it
    };
    Fate fate = Fate::unknown;
    std::string provider_id;
    std::string error_code;  ///< the gateway's own
    bool recipient_opted_out = false;  ///< 21610 and the like: treat as an opt-out
    bool number_invalid = false;
    bool channel_broken = false;  ///< credentials, account: stop the channel, alert the operator
    base::Seconds retry_after{0};
};

// ---- What a caller hears: instructions as values, rendered in the provider's dialect by gateways/ ----

struct Say { std::string text; std::string language; };
/// Calls the family and bridges; what the family hears first is `greeting`, in the household's language.
struct DialFamily {
    AttemptId attempt;
    base::PhoneNumber to;
    base::Seconds ring_max{45};
    base::Seconds talk_max{3600};
    std::string greeting;
    std::string language;
};
struct Hangup {};
struct Reject {};  ///< do not answer: costs the caller nothing

using VoiceStep = std::variant<Say, DialFamily, Hangup, Reject>;
using VoiceScript = std::vector<VoiceStep>;

}  // namespace tutorline::domain
