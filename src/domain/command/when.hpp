// The day and hour a family asks for, as a short text: `tomorrow 19:00?`, `after 18:00`, `Saturday`, `afternoon`.
#pragma once
#include <string>

#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// Empty when the text names neither day nor hour. A hour without morning or evening ends in '?': confirm it.
std::string read_when(const ReadContext& context);

}  // namespace tutorline::domain
