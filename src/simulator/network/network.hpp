// The simulated phone network: Twilio's contract (GATEWAYS.md A.2-A.4) seen from the provider's side, on a virtual
// clock. Pure of sockets: `tutorline gateway` wraps it in a real HTTP server, the simulator passes values in process.
//
//   service --receive()--> accepted texts and calls --take_due()--> signed webhooks --> service --answered()-->
//
// It keeps its own truth (Ledger): what it accepted, what handsets showed, what it cost. Checkers read that, not the
// service's tables. Not thread-safe. Deterministic: the same calls with the same seed give the same webhooks.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"
#include "base/http_message.hpp"
#include "simulator/network/ledger.hpp"
#include "simulator/network/settings.hpp"
#include "simulator/network/subscribers.hpp"

namespace tutorline::simulator {

/// A request of the network to the service. `request.target` is a full URL; the signature is over that URL.
struct Webhook {
    std::uint64_t ticket = 0;  ///< give it back with the answer
    base::HttpRequest request;
};

class Network {
  public:
    Network(NetworkSettings settings, Subscribers& subscribers, std::uint64_t seed);
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    /// The provider's REST interface: POST Messages.json, GET Messages.json (the log), POST Calls.json. `target` is a
    /// path or a full URL. Status 0 means: the request may have been carried out, but no answer came back.
    base::HttpResponse receive(const base::HttpRequest& request, base::Instant now);

    /// When something happens next; nothing when the network is idle.
    std::optional<base::Instant> next_due() const;
    /// Lets everything happen that is due by `now` and returns the webhooks to post, in order. Answers may make more
    /// due at the same instant: repeat until next_due() is later than `now`.
    std::vector<Webhook> take_due(base::Instant now);
    /// What the service answered; status 0 for no answer at all. Not 2xx: posted again (up to three times, texts and
    /// receipts only); a call whose instructions do not come ends.
    void answered(std::uint64_t ticket, const base::HttpResponse& response, base::Instant now);

    /// A phone sends a text, or calls, to the service's number.
    void text_from(std::string_view number, std::string_view text, base::Instant now);
    void call_from(std::string_view number, base::Instant now);

    /// Shows the watcher everything the network accepts from now on.
    void watch(Watcher& watcher);
    const Ledger& ledger() const;
    const NetworkSettings& settings() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::simulator
