// What a text costs on the air: GSM 03.38 (3GPP TS 23.038) alphabet, units and segments.
// GSM-7: 160 septets alone, 153 in each part of several; extension characters take two and are never split.
// UCS-2: 70 UTF-16 units alone, 67 in each part; a surrogate pair is never split.
#pragma once
#include <string>
#include <string_view>

namespace tutorline::domain {

enum class Alphabet { gsm7, ucs2 };

/// "GSM-7" or "UCS-2".
std::string_view name(Alphabet value);

struct SmsSize {
    Alphabet alphabet = Alphabet::gsm7;
    int units = 0;              ///< septets (extension characters count 2), or UTF-16 units
    int segments = 1;           ///< what the gateway bills; an empty text counts as one, as the operators' calculators do
    std::string costly_letter;  ///< the first character outside GSM-7 (UTF-8); empty when the text is GSM-7
};

/// Bytes that are not UTF-8 count as U+FFFD each: never throws, linear in the text.
SmsSize measure_sms(std::string_view utf8);

/// Septets a character takes in GSM-7: 1, or 2 for the extension table; 0 when it is not in the alphabet.
int gsm7_septets(char32_t character);

/// Whether every character is in the alphabet.
bool in_gsm7(std::string_view utf8);

/// The text with everything outside GSM-7 replaced by what a phone's reader would write instead: a for á, " for
/// typographic quotes, x and : for the times and division signs, ? for what has no likeness. Letters inside GSM-7
/// (é ñ ü ¿ ¡) stay. For names and words from a roster; never for Guarani text, where nasal vowels carry the meaning.
std::string fold_to_gsm7(std::string_view utf8);

/// A first name as it fits into a text: folded, blanks trimmed, at most `letters_max` characters, cut at a word where possible.
std::string short_name(std::string_view first_name, int letters_max = 14);

/// Next character of `utf8` from `at`, which moves past it; U+FFFD for a byte that begins no valid sequence.
/// Precondition: at < utf8.size().
char32_t next_character(std::string_view utf8, std::size_t& at);

}  // namespace tutorline::domain
