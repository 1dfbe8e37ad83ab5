#include "base/utf8.hpp"

namespace tutorline::base {
namespace {

unsigned byte(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

/// Length of the well-formed sequence that starts at `i` (table 3-7 of the Unicode standard); 0 when there is none.
std::size_t sequence_length(std::string_view bytes, std::size_t i) {
    const unsigned lead = byte(bytes, i);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (i + length > bytes.size()) return 0;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(bytes, i + 1) < low || byte(bytes, i + 1) > high) return 0;
    for (std::size_t k = 2; k < length; ++k)
        if ((byte(bytes, i + k) & 0xC0) != 0x80) return 0;
    return length;
}

/// The character at `i`, which moves behind it; U+FFFD and one byte for what is none.
char32_t character_at(std::string_view bytes, std::size_t& i) {
    const std::size_t length = sequence_length(bytes, i);
    if (length == 0) return ++i, char32_t{0xFFFD};
    char32_t c = length == 1 ? byte(bytes, i) : byte(bytes, i) & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) c = c << 6 | (byte(bytes, i + k) & 0x3F);
    i += length;
    return c;
}

bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }
bool may_be_joined(char32_t c) { return c >= 0x0590 && c != 0xFFFD && !disturbs_a_line(c); }

}  // namespace

bool disturbs_a_line(char32_t c) {
    const bool turns_or_hides = c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                                (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD || turns_or_hides;
}

std::string printable(std::string_view text) {
    std::string result;
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = character_at(text, at);
        std::size_t ahead = at;
        const bool joins = is_joiner(c) && may_be_joined(before) && ahead < text.size() && may_be_joined(character_at(text, ahead));
        if (joins || !disturbs_a_line(c)) result += text.substr(start, at - start);
        else result += '?';
        before = c;
    }
    return result;
}

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = sequence_length(bytes, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

std::string_view first_characters(std::string_view text, std::size_t characters_max) {
    std::size_t end = 0;
    for (std::size_t count = 0; count < characters_max && end < text.size(); ++count) {
        ++end;
        while (end < text.size() && (byte(text, end) & 0xC0) == 0x80) ++end;
    }
    return text.substr(0, end);
}

}  // namespace tutorline::base
