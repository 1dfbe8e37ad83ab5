#include "app/simulation/words_of_line.hpp"

#include <algorithm>

namespace tutorline::app {

std::string trimmed(std::string text) {
    const auto blank = [](char c) { return c == ' '; };
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
    text.erase(std::find_if_not(text.rbegin(), text.rend(), blank).base(), text.end());
    return text;
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && text[at] != separator) continue;
        parts.push_back(trimmed(text.substr(from, at - from)));
        from = at + 1;
    }
    return parts;
}

}  // namespace tutorline::app
