// UTF-8 as bytes: is it valid, where does a character end.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace tutorline::base {

/// Strict (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view bytes);
/// The longest prefix of valid UTF-8 with at most `characters_max` code points.
std::string_view first_characters(std::string_view text, std::size_t characters_max);


/// Control characters, line and paragraph separators, and marks that turn the direction of what follows or show nothing:
/// somebody's text with them can change what a terminal shows around it.
bool disturbs_a_line(char32_t c);
/// The text with '?' for each of them and for bytes that are no UTF-8. A joiner stays between characters that it joins
/// (emoji, scripts beyond Hebrew); between others it hides.
std::string printable(std::string_view text);

}  // namespace tutorline::base
