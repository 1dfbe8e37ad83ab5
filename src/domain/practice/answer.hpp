// An answer as a value: what a child wrote and what an item expects, compared by value (6/8 equals 3/4).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tutorline::domain {

/// Integer `81`, decimal `13.6`, fraction `7/8`, mixed `1 1/2`, division with remainder `13r3`, choice `B`.
struct Answer {
    enum class Form { integer, decimal, fraction, mixed, remainder, choice };
    Form form = Form::integer;
    std::int64_t numerator = 0;    ///< as written, sign included; of a mixed number the whole improper fraction
    std::int64_t denominator = 1;  ///< as written, at least 1; a power of ten for a decimal
    std::int64_t remainder = 0;    ///< only for Form::remainder (the quotient is `numerator`)
    char letter = '\0';            ///< only for Form::choice: 'A'..'Z'

    /// The canonical text of the value, in the forms listed above; a fraction keeps its terms as written.
    std::string text() const;
    /// The plain number when it is a whole one (81, 16/2), else nothing.
    std::optional<std::int64_t> whole() const;
    static Answer integer(std::int64_t value);
    static Answer choice(char letter);
};

/// Reads the canonical text only (an item's answer key), not what people write; nothing when it is none of the forms.
std::optional<Answer> parse_answer_key(std::string_view text);
/// Same value, whatever the form; a quotient with remainder equals only the same pair (a remainder of 0 is none).
bool equal_value(const Answer& a, const Answer& b);
/// Lowest terms as written (a whole number, a decimal and a choice always are).
bool in_lowest_terms(const Answer& answer);

/// right, wrong, partial (the quotient without its remainder; right in value where simplifying was asked), none (not graded).
enum class Verdict { none, right, wrong, partial };
std::string_view to_word(Verdict verdict);

/// Grades one answer against an item's key; `none` when the key is not readable.
Verdict grade(const Answer& given, std::string_view expected, bool simplify);

}  // namespace tutorline::domain
