#include "base/base64.hpp"

#include <array>
#include <cstdint>

namespace tutorline::base {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint32_t three = byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        out += alphabet[three >> 18];
        out += alphabet[three >> 12 & 63];
        out += i + 1 < bytes.size() ? alphabet[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? alphabet[three & 63] : '=';
    }
    return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t three = 0;
        for (std::size_t k = i; k < i + 4; ++k) {
            const auto digit = alphabet.find(text[k]);
            const bool is_padding = k >= text.size() - padding;
            if (digit == std::string_view::npos && !is_padding) return std::nullopt;
            three = three << 6 | static_cast<std::uint32_t>(is_padding ? 0 : digit);
        }
        out += static_cast<char>(three >> 16 & 255);
        out += static_cast<char>(three >> 8 & 255);
        out += static_cast<char>(three & 255);
    }
    out.resize(out.size() - padding);
    return out;
}

}  // namespace tutorline::base
