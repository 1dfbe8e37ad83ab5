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

}  // namespace

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
