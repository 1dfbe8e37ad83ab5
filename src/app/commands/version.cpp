#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "base/civil_time.hpp"

namespace tutorline::app {

void add_version_command(CLI::App& app, int&) {
    auto* command = app.add_subcommand("version", "Print the version and the time zone data in use");
    command->callback([] { std::cout << "tutorline " << TUTORLINE_VERSION << ", tzdata " << base::tzdata_version() << '\n'; });
}

}  // namespace tutorline::app
