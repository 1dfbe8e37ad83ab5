// One function per command adds its subcommand, its options and its help, and sets `exit_code` when it runs.
// The list in command_line.cpp is explicit: nothing registers itself.
#pragma once

namespace CLI {
class App;
}

namespace tutorline::app {

constexpr int exit_fine = 0;
constexpr int exit_errors = 2;
constexpr int exit_usage = 64;

void add_version_command(CLI::App& app, int& exit_code);
void add_match_command(CLI::App& app, int& exit_code);
void add_rematch_command(CLI::App& app, int& exit_code);
void add_understand_command(CLI::App& app, int& exit_code);
void add_segments_command(CLI::App& app, int& exit_code);
void add_check_command(CLI::App& app, int& exit_code);
void add_plan_command(CLI::App& app, int& exit_code);
void add_explain_command(CLI::App& app, int& exit_code);
void add_roster_command(CLI::App& app, int& exit_code);
void add_practice_command(CLI::App& app, int& exit_code);
void add_gateway_command(CLI::App& app, int& exit_code);
void add_demo_command(CLI::App& app, int& exit_code);
void add_report_command(CLI::App& app, int& exit_code);
void add_tasks_command(CLI::App& app, int& exit_code);
void add_serve_command(CLI::App& app, int& exit_code);
void add_chat_command(CLI::App& app, int& exit_code);

}  // namespace tutorline::app
