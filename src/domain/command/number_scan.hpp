// The plain numbers of a text: digit literals by the country's separators and number words 0..999,999,999.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/command/marked_text.hpp"
#include "domain/practice/answer.hpp"

namespace tutorline::domain {

/// Which of '.' and ',' divides thousands. `either`: three digits after it are thousands, else it is the decimal mark.
enum class Separators { dot_thousands, comma_thousands, either };
Separators separators_of(std::string_view country);

struct ScanOptions {
    Separators separators = Separators::either;
    bool comma_is_list = false;     ///< several whole answers are expected: '81,38' is two
    bool blank_thousands = false;   ///< '12 345' may be one number
    bool tolerant = false;          ///< accept worse spelling of unknown words
    bool numbers_only = false;      ///< nothing but numbers is expected: even a known word may be a misspelt number
};

struct FoundNumber {
    std::size_t first = 0;  ///< token span [first, last)
    std::size_t last = 0;
    Answer value;
    bool weak = false;     ///< an everyday word ("un"): counts only where nothing else does
    bool confirm = false;  ///< read with a guess (O for 0, l for 1, two points for one)
    bool in_words = false;
    bool phone = false;    ///< looks like a telephone number, its value is not to be used
    bool fraction_word = false;  ///< value is the denominator: 'octavos'
};

inline bool is_whole_answer(const FoundNumber& number) { return number.value.form == Answer::Form::integer && !number.phone; }

/// In the order of the text, spans disjoint. Linear in the text.
std::vector<FoundNumber> scan_numbers(const MarkedText& text, const ScanOptions& options);

}  // namespace tutorline::domain
