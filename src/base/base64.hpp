// Base64 (RFC 4648, with padding), both ways.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tutorline::base {

std::string base64_encode(std::string_view bytes);
/// None when a letter is not of the alphabet, the length is not a multiple of 4, or the padding is not at the end.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace tutorline::base
