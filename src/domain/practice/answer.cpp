#include "domain/practice/answer.hpp"

#include <numeric>

namespace tutorline::domain {
namespace {

constexpr std::size_t key_digits_max = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> parse_whole(std::string_view digits) {
    if (digits.empty() || digits.size() > key_digits_max) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Answer> parse_fraction(std::string_view text, std::size_t slash, bool negative) {
    const std::size_t blank = text.find(' ');
    const bool mixed = blank != std::string_view::npos && blank < slash;
    const auto whole = mixed ? parse_whole(text.substr(0, blank)) : std::optional<std::int64_t>{0};
    const std::size_t from = mixed ? blank + 1 : 0;
    const auto top = parse_whole(text.substr(from, slash - from));
    const auto bottom = parse_whole(text.substr(slash + 1));
    if (!whole || !top || !bottom || *bottom == 0 || *bottom > 1'000'000 || *whole > 1'000'000'000) return std::nullopt;
    Answer answer;
    answer.form = mixed ? Answer::Form::mixed : Answer::Form::fraction;
    answer.numerator = (*whole * *bottom + *top) * (negative ? -1 : 1);
    answer.denominator = *bottom;
    return answer;
}

std::optional<Answer> parse_decimal(std::string_view text, std::size_t point, bool negative) {
    const auto digits = text.substr(point + 1);
    const auto whole = parse_whole(text.substr(0, point));
    const auto part = parse_whole(digits);
    if (!whole || !part || digits.size() > 6 || *whole > 100'000'000) return std::nullopt;
    Answer answer;
    answer.form = Answer::Form::decimal;
    for (std::size_t i = 0; i < digits.size(); ++i) answer.denominator *= 10;
    answer.numerator = (*whole * answer.denominator + *part) * (negative ? -1 : 1);
    return answer;
}

std::string decimal_text(const Answer& answer) {
    const std::int64_t size = answer.numerator < 0 ? -answer.numerator : answer.numerator;
    std::string part = std::to_string(answer.denominator + size % answer.denominator).substr(1);
    while (!part.empty() && part.back() == '0') part.pop_back();
    const std::string whole = (answer.numerator < 0 ? "-" : "") + std::to_string(size / answer.denominator);
    return part.empty() ? whole : whole + "." + part;
}

std::string mixed_text(const Answer& answer) {
    const std::int64_t size = answer.numerator < 0 ? -answer.numerator : answer.numerator;
    return (answer.numerator < 0 ? "-" : "") + std::to_string(size / answer.denominator) + " " +
           std::to_string(size % answer.denominator) + "/" + std::to_string(answer.denominator);
}

}  // namespace

Answer Answer::integer(std::int64_t value) {
    Answer answer;
    answer.numerator = value;
    return answer;
}

Answer Answer::choice(char letter) {
    Answer answer;
    answer.form = Form::choice;
    answer.letter = letter;
    return answer;
}

std::string Answer::text() const {
    switch (form) {
        case Form::integer: return std::to_string(numerator);
        case Form::decimal: return decimal_text(*this);
        case Form::fraction: return std::to_string(numerator) + "/" + std::to_string(denominator);
        case Form::mixed: return mixed_text(*this);
        case Form::remainder: return std::to_string(numerator) + "r" + std::to_string(remainder);
        case Form::choice: return std::string(1, letter);
    }
    return {};
}

std::optional<std::int64_t> Answer::whole() const {
    if (form == Form::choice || (form == Form::remainder && remainder != 0)) return std::nullopt;
    if (numerator % denominator != 0) return std::nullopt;
    return numerator / denominator;
}

std::optional<Answer> parse_answer_key(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.size() == 1 && ((text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z')))
        return Answer::choice(text[0] >= 'a' ? static_cast<char>(text[0] - 'a' + 'A') : text[0]);
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (const auto slash = text.find('/'); slash != std::string_view::npos) return parse_fraction(text, slash, negative);
    if (const auto point = text.find('.'); point != std::string_view::npos) return parse_decimal(text, point, negative);
    if (const auto r = text.find('r'); r != std::string_view::npos) {
        const auto quotient = parse_whole(text.substr(0, r));
        const auto rest = parse_whole(text.substr(r + 1));
        if (!quotient || !rest) return std::nullopt;
        Answer answer = Answer::integer(*quotient);
        answer.form = Answer::Form::remainder;
        answer.remainder = *rest;
        return answer;
    }
    const auto value = parse_whole(text);
    if (!value) return std::nullopt;
    return Answer::integer(negative ? -*value : *value);
}

bool equal_value(const Answer& a, const Answer& b) {
    const bool choice_a = a.form == Answer::Form::choice;
    if (choice_a || b.form == Answer::Form::choice) return a.form == b.form && a.letter == b.letter;
    if (a.remainder != b.remainder) return false;
    const std::int64_t common_a = std::gcd(a.numerator, a.denominator);
    const std::int64_t common_b = std::gcd(b.numerator, b.denominator);
    return a.numerator / common_a == b.numerator / common_b && a.denominator / common_a == b.denominator / common_b;
}

bool in_lowest_terms(const Answer& answer) {
    if (answer.form != Answer::Form::fraction && answer.form != Answer::Form::mixed) return true;
    return std::gcd(answer.numerator, answer.denominator) == 1;
}

std::string_view to_word(Verdict verdict) {
    switch (verdict) {
        case Verdict::right: return "right";
        case Verdict::wrong: return "wrong";
        case Verdict::partial: return "partial";
        case Verdict::none: break;
    }
    return "none";
}

Verdict grade(const Answer& given, std::string_view expected, bool simplify) {
    const auto key = parse_answer_key(expected);
    if (!key) return Verdict::none;
    if (equal_value(given, *key)) return simplify && !in_lowest_terms(given) ? Verdict::partial : Verdict::right;
    const bool quotient_alone = key->form == Answer::Form::remainder && given.whole() && *given.whole() == key->numerator;
    return quotient_alone ? Verdict::partial : Verdict::wrong;
}

}  // namespace tutorline::domain
