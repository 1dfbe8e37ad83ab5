// The network of the kill test: the product's own `gateway` inside the test, with people who answer what they get and
// write unasked. It outlives every service process and keeps the truth about what was taken and acknowledged.
#pragma once
#include <set>
#include <string>
#include <thread>

#include "app/gateway/gateway_service.hpp"
#include "support/trial.hpp"
#include "base/random.hpp"
#include "net/loop.hpp"

namespace tutorline::test {

class BusyNetwork {
  public:
    BusyNetwork(const Trial& trial, std::uint64_t seed);
    ~BusyNetwork();

    void set_clock(int speed, base::Instant from, base::Instant since);
    app::GatewayCounts counts();
    /// MessageSids of inbound texts that the service answered 200.
    std::set<std::string> acknowledged();

  private:
    template <class Work>
    auto on_loop(Work work);
    void look_around();
    void answer(const std::string& phone, const std::string& words);

    net::Loop loop_;
    app::Clock clock_{std::nullopt};
    base::Random random_;
    std::unique_ptr<app::GatewayService> gateway_;
    std::map<std::string, std::size_t> read_;  ///< texts a phone's owner has read
    std::set<std::string> acknowledged_;
    std::thread thread_;
};

}  // namespace tutorline::test
