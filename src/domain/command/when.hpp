// The day and hour a family asks for, as a short text: `tomorrow 19:00?`, `after 18:00`, `Saturday`, `afternoon`.
#pragma once
#include <string>

#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// What makes a number an hour: a word or sign beside it ('a las 8', '19:30'), or nothing where an hour was asked for.
enum class HourMarks { needed, needless };

/// Empty when the text names neither day nor hour. A hour without morning or evening ends in '?': confirm it.
std::string read_when(const ReadContext& context, HourMarks marks = HourMarks::needed);

}  // namespace tutorline::domain
