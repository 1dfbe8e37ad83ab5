#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <thread>

#include "app/command_help.hpp"
#include "app/commands.hpp"
#include "app/diagnostic_output.hpp"
#include "app/help_layout.hpp"
#include "app/gateway/gateway_service.hpp"
#include "app/option_checks.hpp"
#include "app/reader_language.hpp"
#include "app/service/secret.hpp"
#include "app/service/signals.hpp"
#include "net/loop.hpp"
#include "net/url.hpp"
#include "program/service_config.hpp"

namespace tutorline::app {
namespace {

struct GatewayOptions {
    std::string config;
    int port = -1;
    int talk_minutes = 15;
    std::uint64_t seed = 1;
};

simulator::NetworkSettings network_settings(const program::ChannelConfig& channel, const std::string& secret) {
    std::string url = channel.public_url;
    while (url.ends_with('/')) url.pop_back();
    simulator::NetworkSettings settings;
    settings.account = channel.account;
    settings.secret = secret;
    settings.number = channel.number;
    settings.sms_url = url + "/webhooks/" + channel.name + "/texts";
    settings.voice_url = url + "/webhooks/" + channel.name + "/calls";
    return settings;
}

int run_gateway(const GatewayOptions& options) {
    const auto loaded = program::load_service(options.config);
    tell_diagnostics(loaded.diagnostics, reader_language());
    if (!loaded.config) return exit_errors;
    const program::ChannelConfig& channel = loaded.config->channels.front();
    const auto secret = read_secret(channel.secret, 8);
    const auto api = net::parse_url(channel.api_url);
    if (!secret || !api) {
        program::Diagnostics diagnostics;
        if (!api) diagnostics.error({options.config, 1, 1}, "service.bad_url", {{"key", "channels.api_url"}});
        tell_diagnostics(diagnostics, reader_language());
        if (!secret) std::cerr << "tutorline gateway: " << secret.error().message << '\n' << CommandHelp{reader_language()}.say("errors.secret_how") << '\n';
        return exit_errors;
    }
    const StopSignals signals;
    net::Loop loop;
    const Clock clock{loaded.config->clock};
    GatewayService gateway(loop, clock, network_settings(channel, *secret), channel.public_url, base::Minutes{options.talk_minutes}, options.seed);
    const auto wanted = options.port >= 0 ? static_cast<std::uint16_t>(options.port) : static_cast<std::uint16_t>(std::stoi(api->port));
    const auto port = gateway.listen("127.0.0.1", wanted);
    if (!port) {
        std::cerr << "tutorline gateway: " << port.error().message << '\n';
        return exit_errors;
    }
    const CommandHelp words{reader_language()};
    const std::string url = "http://127.0.0.1:" + std::to_string(*port);
    std::cout << words.say("says.gateway_ready", {{"url", url}, {"public", channel.public_url}}) << std::flush;
    std::thread waiter([&] {
        signals.wait();
        loop.stop();
    });
    loop.run();
    waiter.join();
    return exit_fine;
}

}  // namespace

void add_gateway_command(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("gateway",
                                       "The simulated phone network as a real HTTP server on this machine, in the provider's place.\n"
                                       "It takes the account, the number, the secret and the addresses from the service's configuration:\n"
                                       "it listens where api_url points to and posts signed webhooks to public_url. Every phone exists and\n"
                                       "is answered. GET /simulator shows what happened; POST /simulator/phones/NUMBER/texts with Body=...\n"
                                       "makes a phone write, POST /simulator/phones/NUMBER/calls makes it call.");
    auto options = std::make_shared<GatewayOptions>();
    command->add_option("--config", options->config, "the service's configuration, for example config/service.demo.yaml")->required();
    command->add_option("--port", options->port, "listen here instead of the port of api_url; 0 takes a free one")->check(whole_number(0, 65535));
    command->add_option("--talk-minutes", options->talk_minutes, "how long tutor and family talk (15)")->check(whole_number(0, 120));
    command->add_option("--seed", options->seed, "of the message ids (1)")->check(seed_number());
    command->callback([options, &exit_code] { exit_code = run_gateway(*options); });
}

}  // namespace tutorline::app
