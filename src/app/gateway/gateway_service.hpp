// `tutorline gateway`: the simulated phone network as a real HTTP server in the provider's place. It takes the service's
// requests (Messages.json, Calls.json), posts signed webhooks to the service, and lets a person look at handsets and make
// a phone write or call under /simulator/. Lives on one loop; nothing here is shared with another thread.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/gateway/open_phones.hpp"
#include "app/service/clock.hpp"
#include "net/client.hpp"
#include "net/server.hpp"
#include "simulator/network/network.hpp"

namespace tutorline::app {

/// What went over the wire, counted at the gateway.
struct GatewayCounts {
    std::int64_t texts_accepted = 0;
    std::int64_t texts_repeated = 0;  ///< accepted more than once for one StatusCallback, that is for one text of ours
    std::int64_t calls_accepted = 0;
    std::int64_t calls_repeated = 0;
    std::int64_t webhooks_posted = 0;
    std::int64_t webhooks_taken = 0;  ///< answered 2xx
};

class GatewayService {
  public:
    GatewayService(net::Loop& loop, const Clock& clock, simulator::NetworkSettings settings, const std::string& service_origin,
                   base::Seconds talk, std::uint64_t seed);
    ~GatewayService();

    /// Error code `listen_failed`.
    base::Result<std::uint16_t> listen(const std::string& address, std::uint16_t port);
    void stop_accepting();

    /// On the loop's thread.
    void text_from(std::string_view number, std::string_view text);
    void call_from(std::string_view number);
    const GatewayCounts& counts() const { return counts_; }
    const OpenPhones& phones() const { return phones_; }
    /// Texts of ours by their StatusCallback: how often the network took each.
    const std::map<std::string, int>& taken() const { return taken_; }
    /// Called with the fields of a webhook that the service answered, and the status (0: no answer).
    std::function<void(const base::FormFields&, int)> on_answered;

  private:
    void receive(const base::HttpRequest& request, const net::Respond& respond);
    base::HttpResponse take_api_request(const base::HttpRequest& request);
    base::HttpResponse take_simulator_request(const base::HttpRequest& request);
    void advance();
    void post(simulator::Webhook webhook);
    void wake_later();

    net::Loop& loop_;
    const Clock& clock_;
    OpenPhones phones_;
    simulator::Network network_;
    net::Client client_;
    std::unique_ptr<net::Server> server_;
    GatewayCounts counts_;
    std::map<std::string, int> taken_;
    std::int64_t wake_number_ = 0;
    bool advancing_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace tutorline::app
