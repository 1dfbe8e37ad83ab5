// Numbers as children write them: in words, in Spanish and Guarani, with the mistakes of a small keyboard.
#pragma once
#include <cstdint>
#include <string>

#include "base/random.hpp"

namespace tutorline::simulator {

/// "ochenta y uno", 0..9999; digits beyond.
std::string spanish_words(std::int64_t number);
/// "poapypa petei", 1..99 without nasal marks as typed; digits beyond.
std::string guarani_words(std::int64_t number);
/// As heard rather than as spelt: ce/se, b/v, dropped h, dropped accents ("dieziseis", "beinte").
std::string misspelt(std::string words, base::Random& random);

}  // namespace tutorline::simulator
