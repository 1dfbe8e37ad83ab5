// What the core needs from a gateway (provider): pure translation both ways, no sockets. net/ carries the HTTP values;
// the simulator carries them in process.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/http_message.hpp"
#include "base/result.hpp"
#include "domain/effect.hpp"
#include "domain/event.hpp"

namespace tutorline::ports {

struct Capabilities {
    bool idempotency_key = false;
    bool queryable_log = false;
    base::Seconds log_lag{0};  ///< a message may be missing from the log for that long
    bool delivery_receipts = false;
    bool voice = false;
};

/// One of our numbers at one gateway, from the service's configuration. Secrets come from the environment or a file.
struct Channel {
    std::string name;        ///< in callback URLs: never a secret
    std::string gateway;     ///< "twilio"
    std::string api_url;     ///< "https://api.twilio.com" or the simulated network's address
    std::string account;
    std::string secret;
    std::string number;      ///< our sender number, E.164
    std::string public_url;  ///< scheme, host and port as the gateway sees us: signatures are checked over it
};

/// What one webhook meant.
struct Decoded {
    std::vector<domain::Event> events;
    bool wants_script = false;  ///< answer with instructions for the call (the first event's reply)
};

class Gateway {
  public:
    virtual ~Gateway() = default;
    virtual Capabilities capabilities() const = 0;
    /// True when the signature over the configured public URL fits. Costs less than 1 ms for any request.
    virtual bool verify(const Channel& channel, const base::HttpRequest& request) const = 0;
    /// Error code `webhook_bad` when it is not of the contract: nothing changes then, the answer is 400.
    virtual base::Result<Decoded> decode(const Channel& channel, const base::HttpRequest& request) const = 0;
    /// The answer after the commit; `script` is null where none was asked for.
    virtual base::HttpResponse acknowledge(const Channel& channel, const base::HttpRequest& request,
                                           const domain::VoiceScript* script) const = 0;
    /// Our effect -> their request (target is a full URL), with our id in every callback URL.
    virtual base::HttpRequest encode(const Channel& channel, const domain::Effect& effect) const = 0;
    /// Their answer -> fate. A request that got no answer at all is Fate::unknown (the caller says so itself).
    virtual domain::EffectResult decode_result(const domain::Effect& effect, const base::HttpResponse& response) const = 0;
};

}  // namespace tutorline::ports
