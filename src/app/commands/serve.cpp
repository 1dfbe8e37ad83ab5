#include <CLI/CLI.hpp>
#include <atomic>
#include <iostream>

#include "app/command_help.hpp"
#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/diagnostic_output.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"
#include "app/service/log.hpp"
#include "app/service/service.hpp"
#include "app/service/signals.hpp"
#include "gateways/registry.hpp"

namespace tutorline::app {
namespace {

std::vector<std::string> gateway_names() {
    std::vector<std::string> names;
    for (const auto& gateway : gateways::all()) names.emplace_back(gateway.name);
    return names;
}

int run_service(const std::string& path) {
    const CommandHelp words{reader_language()};
    const auto loaded = program::load_service(path, gateway_names());
    tell_diagnostics(loaded.diagnostics, reader_language());
    if (!loaded.config) return exit_errors;
    const StopSignals signals;
    start_log(loaded.config->log_level, loaded.config->log_format);
    if (loaded.config->clock) log_warning("trial_clock", {{"speed", std::int64_t{loaded.config->clock->speed}}});
    std::atomic<bool> disk_failed{false};
    auto service = Service::start(*loaded.config, config_dir(), [&disk_failed] {
        disk_failed = true;
        StopSignals::stop();
    });
    if (!service) {
        std::cerr << "tutorline serve: " << service.error().message << '\n';
        if (service.error().code.starts_with("secret_")) std::cerr << words.say("errors.secret_how") << '\n';
        return exit_errors;
    }
    for (const std::string& taken : (*service)->settings_taken()) std::cout << taken << '\n';
    std::cout << words.say("says.serve_ready", {{"webhooks", std::to_string((*service)->webhooks_port())}, {"api", std::to_string((*service)->api_port())}}) << std::endl;
    signals.wait();
    (*service)->stop();
    if (!disk_failed) return exit_fine;
    std::cerr << "tutorline serve: " << words.say("errors.disk_failed") << '\n';
    return exit_errors;
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("serve",
                                       "Run the service: webhooks, calls and texts, and the JSON API.\n"
                                       "config/service.demo.yaml explains every setting and works together with `tutorline gateway`.\n"
                                       "SIGTERM and Ctrl-C stop it in order; kill -9 loses nothing.");
    auto path = std::make_shared<std::string>();
    command->add_option("--config", *path, "the service's configuration")->required();
    command->callback([path, &exit_code] { exit_code = run_service(*path); });
}

}  // namespace tutorline::app
