// What is heard before answers, reports and talk. Internal to domain/command.
#pragma once
#include <optional>

#include "domain/command/intents.hpp"

namespace tutorline::domain {

/// Danger, machines, the wish to be left alone, and texts that are one keyword; nothing: the text is something else.
std::optional<Reading> read_urgent(const ReadContext& context, const Intents& intents);

/// Nothing but numbers and small words: 'tres y medio' tells of nothing, whatever its words are like.
bool only_numbers(const ReadContext& context);

}  // namespace tutorline::domain
