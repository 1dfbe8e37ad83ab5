#include "simulator/network/segments.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace tutorline::simulator {
namespace {

// GSM 03.38 beyond ASCII, basic set; then the ASCII signs that are missing from it or cost an escape.
constexpr std::u32string_view basic = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view escaped = U"^{}\\[~]|€\f";

constexpr int looked_up(char32_t c) {
    if (escaped.find(c) != std::u32string_view::npos) return 2;
    if (c < 0x80) return c == '`' || (c < 0x20 && c != '\n' && c != '\r') || c == 0x7F ? 0 : 1;
    return basic.find(c) != std::u32string_view::npos ? 1 : 0;
}

constexpr std::array<std::uint8_t, 256> latin_septets = [] {
    std::array<std::uint8_t, 256> table{};
    for (char32_t c = 0; c < 256; ++c) table[c] = static_cast<std::uint8_t>(looked_up(c));
    return table;
}();

int septets(char32_t c) { return c < latin_septets.size() ? latin_septets[c] : looked_up(c); }

std::u32string decode(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (int k = 1; k < length && i + static_cast<std::size_t>(k) < text.size(); ++k)
            code = (code << 6) | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3FU);
        out += code;
        i += static_cast<std::size_t>(length);
    }
    return out;
}

/// Parts of at most `room` units when no character may be cut in two.
template <class Cost>
int parts(const std::u32string& text, int whole, int room, Cost cost) {
    int total = 0, count = 1, used = 0;
    for (const char32_t c : text) {
        total += cost(c);
        if (used + cost(c) > room) ++count, used = 0;
        used += cost(c);
    }
    return total <= whole ? 1 : count;
}

}  // namespace

int billed_segments(std::string_view utf8) {
    const std::u32string text = decode(utf8);
    bool gsm = true;
    for (const char32_t c : text) gsm = gsm && septets(c) > 0;
    if (gsm) return parts(text, 160, 153, septets);
    return parts(text, 70, 67, [](char32_t c) { return c > 0xFFFF ? 2 : 1; });
}

}  // namespace tutorline::simulator
