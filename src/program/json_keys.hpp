// Keys that stand twice in one object of a JSON text. Parsers keep one of the two silently, and which one is chance.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::program {

struct DoubledKey {
    int line = 1;     ///< of the second one, from 1
    std::string key;  ///< as written, at most 40 characters
};

/// In the order of the text, at most `most`. The text is valid JSON; of any other text nothing is promised but an end.
std::vector<DoubledKey> doubled_keys(std::string_view text, std::size_t most = 20);

}  // namespace tutorline::program
