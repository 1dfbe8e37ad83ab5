#include "domain/conversation/names_in_text.hpp"

#include <cctype>

#include "domain/messaging/segments.hpp"

namespace tutorline::domain {

std::string spaced_words(std::string_view text) {
    std::string words = " ";
    for (const char letter : fold_to_gsm7(text)) {
        const auto byte = static_cast<unsigned char>(letter);
        words += std::isalnum(byte) != 0 || byte >= 0x80 ? static_cast<char>(std::tolower(byte)) : ' ';
    }
    words += ' ';
    return words;
}

bool calls_by_name(const std::string& words, const std::string& first_name) {
    const std::string name = spaced_words(first_name.substr(0, first_name.find(' ')));
    return name.size() > 2 && words.find(name) != std::string::npos;
}

}  // namespace tutorline::domain
