// What is wrong in a file that a command was given, for a person at a terminal.
#pragma once
#include <string_view>

#include "program/diagnostics.hpp"

namespace tutorline::app {

/// All of it on standard error, "file:line:column: what is wrong; the fix", in the language ("es", "en"). With nothing to tell
/// nothing is written.
void tell_diagnostics(const program::Diagnostics& diagnostics, std::string_view language);

}  // namespace tutorline::app
