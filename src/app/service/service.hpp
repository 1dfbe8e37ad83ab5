// The running service: its parts in the order they depend on each other, started and stopped as one.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "program/service_config.hpp"

namespace tutorline::app {

class Service {
  public:
    virtual ~Service() = default;

    /// Starts all or nothing. Errors, with a message for the operator: `tzdata_old`, `secret_missing`, `secret_short`,
    /// `program_bad`, `config_missing`, `store_*`, `listen_failed`, `channel_*`, `gateway_unknown`. `failed` is called once,
    /// on any thread, when the disk fails so that only a new start can tell what it holds: stop the service then.
    static base::Result<std::unique_ptr<Service>> start(const program::ServiceConfig& config, const std::filesystem::path& config_dir,
                                                        std::function<void()> failed);

    /// Settings of a running programme that changed and are taken, a sentence for the operator each.
    virtual const std::vector<std::string>& settings_taken() const = 0;
    virtual std::uint16_t webhooks_port() const = 0;
    virtual std::uint16_t api_port() const = 0;  ///< the same when the API has no address of its own
    /// Takes no new request, answers those under way, waits shortly for the gateway's answers, commits, checkpoints.
    virtual void stop() = 0;
};

}  // namespace tutorline::app
