#pragma once

namespace tutorline::app {

/// Reads the command line and runs the command it names. Exit codes: 0 fine (warnings allowed), 2 errors in what
/// was given, 64 wrong usage, 70 an internal fault (never personal data in its message).
int run_command_line(int argc, char** argv);

}  // namespace tutorline::app
