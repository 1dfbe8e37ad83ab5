#pragma once
#include <memory>

namespace CLI {
class App;
}

namespace tutorline::app {

/// Reads the command line and runs the command it names. Exit codes: 0 fine (warnings allowed), 2 errors in what
/// was given or an output that could not be written, 64 wrong usage, 70 an internal fault (never personal data in its
/// message).
int run_command_line(int argc, char** argv);

/// The program with all its commands; a command that runs sets `exit_code`.
std::unique_ptr<CLI::App> make_command_line(int& exit_code);

}  // namespace tutorline::app
