// Unicode as far as inbound texts need it: UTF-8 in, plain ASCII out.
#pragma once
#include <cstddef>
#include <string_view>

namespace tutorline::domain {

/// Decodes one code point at raw[at] and moves `at` past it; invalid bytes give U+FFFD and move by one.
char32_t next_code_point(std::string_view raw, std::size_t& at);

/// The plain form of a code point: lower-case ASCII letters without accents, 0-9 for digits of Latin (full-width,
/// mathematical), Arabic-Indic, Persian, Devanagari and Bengali script, ASCII for typographic signs; empty to drop it
/// (combining marks, apostrophes inside words); "\x01" for a glad emoji, "\x02" for another one; " " for the rest.
std::string_view plain_form(char32_t c);
bool is_capital(char32_t c);

}  // namespace tutorline::domain
