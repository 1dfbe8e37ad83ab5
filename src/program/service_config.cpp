#include "program/service_config.hpp"

#include <arpa/inet.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>

#include "program/read_file.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::program {
namespace {

constexpr std::size_t file_bytes_max = 64 * 1024;

/// One map of the file: reads the keys it is asked for and reports what is left over.
class Settings {
  public:
    Settings(YAML::Node node, std::string name, std::string file, std::vector<std::string>& problems)
        : node_(std::move(node)), name_(std::move(name)), file_(std::move(file)), problems_(&problems) {
        if (!node_.IsMap()) {
            report(node_, "'" + name_ + "' must be settings, one 'key: value' a line");
            node_ = YAML::Node(YAML::NodeType::Map);
            return;
        }
        for (const auto& pair : node_)
            if (pair.first.IsScalar() && !present_.insert(pair.first.Scalar()).second)
                report(pair.first, "'" + pair.first.Scalar() + "' stands twice; keep one");
    }

    std::string text(const std::string& key, bool required) {
        const YAML::Node value = take(key, required);
        if (!value) return {};
        if (!value.IsScalar() || (required && value.Scalar().empty())) {
            report(value, "'" + key + "' must be a text; write it in quotes");
            return {};
        }
        return value.Scalar();
    }

    int number(const std::string& key, int otherwise, int min, int max) {
        const YAML::Node value = take(key, false);
        if (!value) return otherwise;
        int number = 0;
        if (!value.IsScalar() || !YAML::convert<int>::decode(value, number) || number < min || number > max) {
            report(value, "'" + key + "' must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
            return otherwise;
        }
        return number;
    }

    std::string choice(const std::string& key, const std::string& otherwise, const std::vector<std::string>& words) {
        const YAML::Node value = take(key, false);
        if (!value) return otherwise;
        if (value.IsScalar() && std::ranges::find(words, value.Scalar()) != words.end()) return value.Scalar();
        std::string list;
        for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
        report(value, "'" + key + "' must be one of: " + list);
        return otherwise;
    }

    base::Instant instant(const std::string& key) {
        const YAML::Node value = take(key, true);
        if (!value) return {};
        const auto instant = value.IsScalar() ? base::parse_instant(value.Scalar()) : std::nullopt;
        if (!instant) report(value, "'" + key + "' must be a UTC time like 2026-03-02T10:00:00Z");
        return instant.value_or(base::Instant{});
    }

    std::optional<Settings> section(const std::string& key, bool required) {
        const YAML::Node value = take(key, required);
        if (!value) return std::nullopt;
        return Settings{value, key, file_, *problems_};
    }

    std::vector<Settings> list(const std::string& key) {
        std::vector<Settings> sections;
        const YAML::Node value = take(key, true);
        if (!value) return sections;
        if (!value.IsSequence() || value.size() == 0) {
            report(value, "'" + key + "' must be a list with at least one entry, each begun by '-'");
            return sections;
        }
        for (const auto& entry : value) sections.emplace_back(entry, key, file_, *problems_);
        return sections;
    }

    SecretSource secret(const std::string& prefix, const std::filesystem::path& folder, bool required) {
        SecretSource source{text(prefix + "_env", false), {}};
        const std::string file = text(prefix + "_file", false);
        if (!file.empty()) source.file = folder / file;
        if (required && !source.given())
            report(node_, "'" + name_ + "' needs '" + prefix + "_env' (name of an environment variable) or '" + prefix + "_file'");
        if (!source.env.empty() && !source.file.empty())
            report(node_, "'" + prefix + "_env' and '" + prefix + "_file' exclude each other; keep one");
        return source;
    }

    bool has(const std::string& key) {
        asked_.insert(key);
        return present_.contains(key);
    }

    /// Says what is wrong with a value that was read.
    void complain(const std::string& key, const std::string& words) { report(node_[key] ? node_[key] : node_, words); }

    void finish() {
        for (const auto& pair : node_) {
            if (!pair.first.IsScalar() || asked_.contains(pair.first.Scalar())) continue;
            std::string known;
            for (const auto& key : asked_) known += (known.empty() ? "" : ", ") + key;
            report(pair.first, "'" + pair.first.Scalar() + "' is not a setting of '" + name_ + "'; it knows: " + known);
        }
    }

  private:
    YAML::Node take(const std::string& key, bool required) {
        asked_.insert(key);
        if (present_.contains(key)) {
            const YAML::Node value = node_[key];
            if (!value.IsNull()) return value;
        }
        if (required) report(node_, "'" + name_ + "' needs the setting '" + key + "'");
        return YAML::Node(YAML::NodeType::Undefined);
    }

    void report(const YAML::Node& at, const std::string& words) {
        const YAML::Mark mark = at.Mark();
        problems_->push_back(file_ + ":" + std::to_string(std::max(mark.line, 0) + 1) + ":" +
                             std::to_string(std::max(mark.column, 0) + 1) + ": " + words);
    }

    YAML::Node node_;
    std::string name_, file_;
    std::vector<std::string>* problems_;
    std::set<std::string> present_, asked_;
};

bool is_url(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

/// A secret or a child's number must not cross the open network.
bool is_private(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://127.0.0.1") || url.starts_with("http://localhost") ||
           url.starts_with("http://[::1]");
}

bool is_address(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_everywhere(const std::string& address) { return address == "0.0.0.0" || address == "::"; }

/// Two sockets cannot have one port of one address.
bool collide(const ListenAt& one, const ListenAt& other) {
    return one.port == other.port && one.port != 0 && (one.address == other.address || is_everywhere(one.address) || is_everywhere(other.address));
}

ListenAt read_listen(Settings& settings, std::uint16_t port) {
    ListenAt at;
    if (const auto address = settings.text("address", false); !address.empty()) at.address = address;
    if (!is_address(at.address)) settings.complain("address", "'address' must be an IP address of this machine, like 127.0.0.1 or 0.0.0.0 (all of them)");
    at.port = static_cast<std::uint16_t>(settings.number("port", port, 0, 65535));
    return at;
}

/// Without address and port the API answers beside the webhooks.
std::optional<ListenAt> read_api_listen(Settings& settings) {
    if (!settings.has("address") && !settings.has("port")) return std::nullopt;
    return read_listen(settings, 8081);
}

constexpr std::size_t channel_name_characters_max = 32;

bool is_channel_name(std::string_view name) {
    const auto fine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return name.size() <= channel_name_characters_max && std::ranges::all_of(name, fine);
}

ChannelConfig read_channel(Settings& settings, const std::filesystem::path& folder) {
    ChannelConfig channel;
    channel.name = settings.text("name", true);
    channel.gateway = settings.text("gateway", true);
    if (!channel.name.empty() && !is_channel_name(channel.name))
        settings.complain("name", "'name' has up to 32 small letters a-z, digits and '-' (it stands in the addresses of webhooks)");
    channel.account = settings.text("account", true);
    channel.number = settings.text("number", true);
    channel.public_url = settings.text("public_url", true);
    channel.api_url = settings.text("api_url", true);
    channel.secret = settings.secret("secret", folder, true);
    if (!channel.public_url.empty() && !is_url(channel.public_url))
        settings.complain("public_url", "'public_url' is how the gateway reaches us: https://host");
    if (!channel.api_url.empty() && !is_private(channel.api_url))
        settings.complain("api_url", "'api_url' must be https:// (http:// only on this machine)");
    const bool digits = channel.number.size() > 4 && channel.number.front() == '+' &&
                        std::all_of(channel.number.begin() + 1, channel.number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!channel.number.empty() && !digits) settings.complain("number", "'number' must look like \"+595211234567\", in quotes");
    settings.finish();
    return channel;
}

std::string listed(const std::vector<std::string>& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
    return list;
}

ServiceConfig read_config(Settings& root, const std::filesystem::path& folder, const std::vector<std::string>& gateways) {
    ServiceConfig config;
    config.program = folder / root.text("program", true);
    const std::string database = root.text("database", true);
    config.database = folder / database;
    if (database == ":memory:") root.complain("database", "'database' must name a file: what is only in memory is lost at the end");
    if (auto webhooks = root.section("webhooks", true)) {
        config.webhooks = read_listen(*webhooks, 8080);
        config.connections_max = webhooks->number("connections_max", config.connections_max, 1, 100000);
        webhooks->finish();
    }
    if (auto api = root.section("api", false)) {
        config.api = read_api_listen(*api);
        if (config.api && collide(*config.api, config.webhooks))
            api->complain("port", "the API needs a port of its own: the webhooks have " + std::to_string(config.webhooks.port) +
                                      " (without 'address' and 'port' it answers beside them)");
        config.api_token = api->secret("token", folder, false);
        api->finish();
    }
    for (Settings& channel : root.list("channels")) {
        ChannelConfig read = read_channel(channel, folder);
        if (!read.gateway.empty() && !gateways.empty() && std::ranges::find(gateways, read.gateway) == gateways.end())
            channel.complain("gateway", "'gateway' must be one of: " + listed(gateways));
        if (!read.name.empty() && std::ranges::find(config.channels, read.name, &ChannelConfig::name) != config.channels.end())
            channel.complain("name", "'name' stands twice: each channel has its own");
        config.channels.push_back(std::move(read));
    }
    if (auto relay = root.section("relay", false)) {
        config.requests_max = relay->number("requests_max", config.requests_max, 1, 256);
        config.texts_per_second_max = relay->number("texts_per_second_max", config.texts_per_second_max, 1, 100000);
        relay->finish();
    }
    if (auto log = root.section("log", false)) {
        config.log_level = log->choice("level", config.log_level, {"error", "warn", "info", "debug"});
        config.log_format = log->choice("format", config.log_format, {"json", "text"});
        log->finish();
    }
    if (auto clock = root.section("clock", false)) {
        TrialClock trial;
        trial.speed = clock->number("speed", 1, 1, 100000);
        trial.from = clock->instant("from");
        trial.since = clock->instant("since");
        clock->finish();
        config.clock = trial;
    }
    root.finish();
    return config;
}

}  // namespace

LoadedService read_service(const std::string& yaml, const std::string& file, const std::filesystem::path& folder, const std::vector<std::string>& gateways) {
    LoadedService loaded;
    if (yaml.size() > file_bytes_max) {
        loaded.problems.push_back(file + ":1:1: larger than 64 KiB; this cannot be a service configuration");
        return loaded;
    }
    if (const auto bad = first_bad_byte(yaml)) {
        const auto why = yaml.find('\0') != std::string::npos ? "holds a zero byte: this is no text file" : "is not UTF-8 here: save the file as UTF-8";
        loaded.problems.push_back(file + ":" + std::to_string(bad->first) + ":" + std::to_string(bad->second) + ": " + why);
        return loaded;
    }
    try {
        Settings root{YAML::Load(yaml), "service", file, loaded.problems};
        ServiceConfig config = read_config(root, folder, gateways);
        if (loaded.problems.empty()) loaded.config = std::move(config);
    } catch (const YAML::Exception& error) {
        loaded.problems.push_back(file + ":" + std::to_string(error.mark.line + 1) + ":" + std::to_string(error.mark.column + 1) +
                                  ": this is not YAML (" + error.msg + "); look at indentation and quotes on this line");
    }
    return loaded;
}

LoadedService load_service(const std::filesystem::path& path, const std::vector<std::string>& gateways) {
    const FileBytes file = read_file(path, file_bytes_max);
    if (!file.fault.empty()) return {{}, {path.string() + ":1:1: " + file_fault_words(file.fault)}};
    return read_service(file.bytes, path.string(), path.parent_path(), gateways);
}

}  // namespace tutorline::program
