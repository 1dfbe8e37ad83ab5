// The operator's file for `tutorline serve` (config/service.demo.yaml explains every key). Secrets are never in it: it
// names the environment variable or the file that holds them. All or nothing: with one mistake there is no configuration.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

struct SecretSource {
    std::string env;             ///< name of a variable, or
    std::filesystem::path file;  ///< first line of a file
    bool given() const { return !env.empty() || !file.empty(); }
};

struct ListenAt {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0 takes a free one and logs it
};

struct ChannelConfig {
    std::string name, gateway, account, number, public_url, api_url;
    SecretSource secret;
};

/// A clock that runs faster than life, for trials only: now = from + (real time - since) * speed.
struct TrialClock {
    int speed = 1;
    base::Instant from{};
    base::Instant since{};
};

struct ServiceConfig {
    std::filesystem::path program;   ///< paths are absolute or relative to the working folder
    std::filesystem::path database;
    ListenAt webhooks;
    std::optional<ListenAt> api;     ///< an address of its own for the API; else it answers beside the webhooks
    SecretSource api_token;          ///< not given: only /api/health answers
    std::vector<ChannelConfig> channels;  ///< at least one; texts and calls leave through the first
    std::string log_level = "info";  ///< error, warn, info, debug
    std::string log_format = "json"; ///< json, text
    int connections_max = 2048;
    int requests_max = 16;           ///< to the gateway at one time
    int texts_per_second_max = 20;   ///< handed to the gateway
    std::optional<TrialClock> clock;
};

struct LoadedService {
    std::optional<ServiceConfig> config;
    Diagnostics diagnostics;  ///< failed() without a configuration; words in operator.yaml
};

/// Paths in the file are relative to its folder. `gateways`: the names a channel's 'gateway' may have; none = any.
LoadedService load_service(const std::filesystem::path& path, const std::vector<std::string>& gateways = {});
/// The same from text; `folder` is what relative paths hang on, `file` the name for messages.
LoadedService read_service(const std::string& yaml, const std::string& file, const std::filesystem::path& folder,
                           const std::vector<std::string>& gateways = {});

}  // namespace tutorline::program
