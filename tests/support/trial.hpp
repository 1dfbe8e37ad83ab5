// A service and its gateway for one test: a folder, free ports, a configuration over the demo programme, a trial clock.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include "base/civil_time.hpp"
#include "support/process.hpp"

namespace tutorline::test {

class Trial {
  public:
    /// The clock shows `from` (UTC) now and runs `speed` times as fast as life.
    Trial(int speed, const std::string& from);

    /// One start and stop of the service, so that the cohort is in the database and later starts are quick.
    void enroll() const;
    /// Sets the clock anew for the next start of the service: it shows `from` at the real second `since`.
    void set_clock(int speed, base::Instant from, base::Instant since);
    void set_clock(int speed, base::Instant from);  ///< it shows `from` now

    std::string service_url() const { return "http://127.0.0.1:" + std::to_string(service_port); }
    std::string gateway_url() const { return "http://127.0.0.1:" + std::to_string(gateway_port); }
    std::filesystem::path config() const { return folder.path / "service.yaml"; }
    std::filesystem::path database() const { return folder.path / "trial.db"; }

    TemporaryFolder folder;
    const std::uint16_t service_port = free_port();
    const std::uint16_t gateway_port = free_port();
    const std::string account = "AC00000000000000000000000000000001";
    const std::string number = "+595210000000";
    const std::string secret = "0123456789abcdef0123456789abcdef";
    std::filesystem::path program;
};

}  // namespace tutorline::test
