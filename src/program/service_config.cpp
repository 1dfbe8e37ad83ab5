#include "program/service_config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "program/read_file.hpp"
#include "program/yaml_section.hpp"

namespace tutorline::program {
namespace {

constexpr std::size_t file_bytes_max = 64 * 1024;

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

std::string listed(const std::vector<std::string>& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
    return list;
}

/// A section that must be there.
YamlSection needed(YamlSection& settings, const char* key) {
    if (settings.take(key) == nullptr) settings.error(key, "service.missing_section");
    return settings.section(key, false);
}

ListenAt read_listen(YamlSection& settings, std::uint16_t port) {
    ListenAt at;
    at.address = settings.text("address", at.address);
    if (!is_address(at.address)) settings.error("address", "service.address");
    at.port = static_cast<std::uint16_t>(settings.whole("port", port, 0, 65535));
    return at;
}

/// Without address and port the API answers beside the webhooks.
std::optional<ListenAt> read_api_listen(YamlSection& settings) {
    if (settings.take("address") == nullptr && settings.take("port") == nullptr) return std::nullopt;
    return read_listen(settings, 8081);
}

SecretSource read_secret_source(YamlSection& settings, const std::string& prefix, const std::filesystem::path& folder, bool required) {
    const std::string env = prefix + "_env", file = prefix + "_file";
    SecretSource source{settings.text(env.c_str(), ""), {}};
    const std::string name = settings.text(file.c_str(), "");
    if (!name.empty()) source.file = folder / name;
    if (required && settings.exists() && !source.given()) settings.error(prefix.c_str(), "service.secret_missing", {{"env", env}, {"file", file}});
    if (!source.env.empty() && !name.empty()) settings.error(file.c_str(), "service.secret_twice", {{"env", env}, {"file", file}});
    return source;
}

constexpr std::size_t channel_name_characters_max = 32;

bool is_channel_name(std::string_view name) {
    const auto fine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return name.size() <= channel_name_characters_max && std::ranges::all_of(name, fine);
}

bool is_number(const std::string& text) {
    constexpr std::size_t characters_min = 5, characters_max = 16;  // E.164: up to 15 digits
    return text.size() >= characters_min && text.size() <= characters_max && text.front() == '+' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

ChannelConfig read_channel(YamlSection settings, const std::filesystem::path& folder, const std::vector<std::string>& gateways, const std::vector<ChannelConfig>& before) {
    ChannelConfig channel;
    channel.name = settings.required_text("name");
    channel.gateway = settings.required_text("gateway");
    channel.account = settings.required_text("account");
    channel.number = settings.required_text("number");
    channel.public_url = settings.required_text("public_url");
    channel.api_url = settings.required_text("api_url");
    channel.secret = read_secret_source(settings, "secret", folder, true);
    if (!channel.name.empty() && !is_channel_name(channel.name))
        settings.error("name", "service.channel_name", {{"value", quotable(channel.name)}, {"max", std::to_string(channel_name_characters_max)}});
    else if (!channel.name.empty() && std::ranges::find(before, channel.name, &ChannelConfig::name) != before.end())
        settings.error("name", "service.channel_twice", {{"value", quotable(channel.name)}});
    if (!channel.gateway.empty() && !gateways.empty() && std::ranges::find(gateways, channel.gateway) == gateways.end())
        settings.error("gateway", "yaml.choice", {{"value", quotable(channel.gateway)}, {"choices", listed(gateways)}});
    if (!channel.public_url.empty() && !is_url(channel.public_url)) settings.error("public_url", "service.public_url");
    if (!channel.api_url.empty() && !is_private(channel.api_url)) settings.error("api_url", "service.api_url");
    if (!channel.number.empty() && !is_number(channel.number)) settings.error("number", "service.number");
    settings.finish();
    return channel;
}

void read_channels(YamlSection& root, ServiceConfig& config, const std::filesystem::path& folder, const std::vector<std::string>& gateways, Diagnostics& diagnostics) {
    const YamlNode* node = root.take("channels");
    if (node == nullptr) return root.error("channels", "service.missing_section");
    if (node->kind != YamlNode::Kind::list || node->items.empty()) return root.error("channels", "yaml.not_a_list");
    for (const YamlNode& item : node->items) {
        if (item.kind == YamlNode::Kind::null) root.error("channels", "yaml.list_item");
        else config.channels.push_back(read_channel({item, "channels", root.place().file, diagnostics}, folder, gateways, config.channels));
    }
}

base::Instant read_instant(YamlSection& settings, const char* key) {
    const std::string text = settings.required_text(key);
    const auto instant = base::parse_instant(text);
    if (!text.empty() && !instant) settings.error(key, "service.instant", {{"value", quotable(text)}});
    return instant.value_or(base::Instant{});
}

void read_sockets(YamlSection& root, ServiceConfig& config, const std::filesystem::path& folder) {
    YamlSection webhooks = needed(root, "webhooks");
    config.webhooks = read_listen(webhooks, 8080);
    config.connections_max = webhooks.whole("connections_max", config.connections_max, 1, 100000);
    webhooks.finish();
    YamlSection api = root.section("api", false);
    config.api = read_api_listen(api);
    if (config.api && collide(*config.api, config.webhooks)) api.error("port", "service.port_twice", {{"port", std::to_string(config.webhooks.port)}});
    config.api_token = read_secret_source(api, "token", folder, false);
    api.finish();
}

ServiceConfig read_config(YamlSection& root, const std::filesystem::path& folder, const std::vector<std::string>& gateways, Diagnostics& diagnostics) {
    ServiceConfig config;
    config.program = folder / root.required_text("program");
    const std::string database = root.required_text("database");
    config.database = folder / database;
    if (database == ":memory:") root.error("database", "service.database_memory");
    read_sockets(root, config, folder);
    read_channels(root, config, folder, gateways, diagnostics);
    YamlSection relay = root.section("relay", false);
    config.requests_max = relay.whole("requests_max", config.requests_max, 1, 256);
    config.texts_per_second_max = relay.whole("texts_per_second_max", config.texts_per_second_max, 1, 100000);
    relay.finish();
    static const std::vector<std::string> levels{"info", "error", "warn", "debug"}, formats{"json", "text"};
    YamlSection log = root.section("log", false);
    config.log_level = levels[log.choice("level", 0, levels)];
    config.log_format = formats[log.choice("format", 0, formats)];
    log.finish();
    if (YamlSection clock = root.section("clock", false); clock.exists()) {
        const int speed = clock.whole("speed", 1, 1, 100000);
        const base::Instant from = read_instant(clock, "from");
        config.clock = TrialClock{speed, from, read_instant(clock, "since")};
        clock.finish();
    }
    root.finish();
    return config;
}

}  // namespace

LoadedService read_service(const std::string& yaml, const std::string& file, const std::filesystem::path& folder, const std::vector<std::string>& gateways) {
    LoadedService loaded;
    Diagnostics& diagnostics = loaded.diagnostics;
    if (yaml.size() > file_bytes_max) return diagnostics.error({file, 1, 1}, "service.too_big"), loaded;
    const YamlDocument document = parse_yaml(yaml);
    if (document.fault) {
        diagnostics.error({file, document.fault->line, document.fault->column}, document.fault->id == "yaml.empty" ? "service.empty" : document.fault->id, document.fault->arguments);
        return loaded;
    }
    if (document.root.kind != YamlNode::Kind::map) {
        diagnostics.error({file, std::max(document.root.line, 1), std::max(document.root.column, 1)}, document.root.kind == YamlNode::Kind::null ? "service.empty" : "service.not_settings");
        return loaded;
    }
    YamlSection root(document.root, "", file, diagnostics);
    ServiceConfig config = read_config(root, folder, gateways, diagnostics);
    if (!diagnostics.failed()) loaded.config = std::move(config);
    return loaded;
}

LoadedService load_service(const std::filesystem::path& path, const std::vector<std::string>& gateways) {
    const FileBytes file = read_file(path, file_bytes_max);
    if (file.fault.empty()) return read_service(file.bytes, path.string(), path.parent_path(), gateways);
    LoadedService loaded;
    if (file.fault == "file.too_big") loaded.diagnostics.error({path.string(), 1, 1}, "service.too_big");
    else tell_file_fault(path, file.fault, file_bytes_max, loaded.diagnostics);
    return loaded;
}

}  // namespace tutorline::program
