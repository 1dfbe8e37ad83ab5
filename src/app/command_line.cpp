#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"

namespace tutorline::app {

int run_command_line(int argc, char** argv) {
    CLI::App app{"Tutorline runs phone tutoring where there is no internet."};
    app.require_subcommand(1);
    int exit_code = exit_fine;
    add_version_command(app, exit_code);
    add_match_command(app, exit_code);
    add_rematch_command(app, exit_code);
    add_understand_command(app, exit_code);
    add_segments_command(app, exit_code);
    add_check_command(app, exit_code);
    add_plan_command(app, exit_code);
    add_explain_command(app, exit_code);
    add_roster_command(app, exit_code);
    add_practice_command(app, exit_code);
    add_gateway_command(app, exit_code);
    add_demo_command(app, exit_code);
    add_report_command(app, exit_code);
    add_serve_command(app, exit_code);
    add_chat_command(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        app.exit(error, std::cerr, std::cerr);
        return exit_usage;
    } catch (const std::exception& fault) {
        std::cerr << "tutorline: internal fault: " << fault.what() << '\n';
        return 70;
    }
    return exit_code;
}

}  // namespace tutorline::app
