// What readings are made of, whoever decided the class. Internal to domain/command.
#pragma once
#include <cstddef>
#include <vector>

#include "domain/command/intents.hpp"

namespace tutorline::domain {

Reading of_class(Class cls, Reason reason);

/// What decided the class: a phrase with its place in the packs, or else what stands under the id `otherwise`.
Reason because(const Intents& intents, Class cls, const char* otherwise, const char* phrase = "phrase");

/// How many words say something of their own: neither filler, courtesy, unit, name nor (`used`, per token) part of a number.
std::size_t other_words(const ReadContext& context, const std::vector<bool>& used);

/// Says how far a wish to stop goes, and for whom.
void mark_stop(const ReadContext& context, const Intents& intents, Reading& reading);

Reading opt_out(const ReadContext& context, const Intents& intents, Reason why);

}  // namespace tutorline::domain
