// UTF-8 as bytes: is it valid, where does a character end.
#pragma once
#include <cstddef>
#include <string_view>

namespace tutorline::base {

/// Strict (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view bytes);
/// The longest prefix of valid UTF-8 with at most `characters_max` code points.
std::string_view first_characters(std::string_view text, std::size_t characters_max);

}  // namespace tutorline::base
