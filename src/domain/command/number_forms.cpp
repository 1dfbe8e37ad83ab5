#include "domain/command/number_forms.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {

constexpr std::int64_t denominator_max = 1'000'000;
constexpr std::int64_t mixed_whole_max = 1'000'000'000;

bool whole_number(const FoundNumber& number) {
    return number.value.form == Answer::Form::integer && !number.phone && !number.fraction_word;
}

FoundNumber joined(const FoundNumber& first, const FoundNumber& last, Answer value) {
    FoundNumber number = first;
    number.last = last.last;
    number.value = value;
    number.weak = first.weak && last.weak;
    number.confirm = first.confirm || last.confirm;
    number.fraction_word = false;
    return number;
}

Answer fraction(std::int64_t top, std::int64_t bottom) {
    Answer answer;
    answer.form = Answer::Form::fraction;
    answer.numerator = top;
    answer.denominator = bottom;
    return answer;
}

class Combine {
  public:
    Combine(const MarkedText& text, std::vector<FoundNumber> numbers, const FormOptions& options)
        : text_(text), numbers_(std::move(numbers)), options_(options) {}

    std::vector<FoundNumber> run() {
        pass(&Combine::fraction_with_word);
        pass(&Combine::fraction_with_slash);
        if (options_.fraction_waits) percents();
        lone_fraction_words();
        if (options_.mixed) pass(&Combine::mixed_number);
        pass(&Combine::decimal_in_words);
        if (options_.negatives) negatives();
        if (options_.remainders) pass(&Combine::with_remainder);
        return std::move(numbers_);
    }

  private:
    using Join = bool (Combine::*)(std::size_t, FoundNumber&) const;

    /// Joins neighbours i and i+1 wherever `join` says so.
    void pass(Join join) {
        std::vector<FoundNumber> out;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            FoundNumber number;
            if (i + 1 < numbers_.size() && (this->*join)(i, number)) {
                out.push_back(number);
                ++i;
            } else {
                out.push_back(numbers_[i]);
            }
        }
        numbers_ = std::move(out);
    }

    std::size_t gap(std::size_t i) const { return numbers_[i + 1].first - numbers_[i].last; }

    bool fraction_with_word(std::size_t i, FoundNumber& out) const {
        const FoundNumber& top = numbers_[i];
        const FoundNumber& bottom = numbers_[i + 1];
        if (!whole_number(top) || !bottom.fraction_word || gap(i) != 0 || bottom.value.numerator < 2) return false;
        out = joined(top, bottom, fraction(top.value.numerator, bottom.value.numerator));
        out.weak = false;
        return true;
    }

    bool fraction_with_slash(std::size_t i, FoundNumber& out) const {
        const FoundNumber& top = numbers_[i];
        const FoundNumber& bottom = numbers_[i + 1];
        if (!whole_number(top) || !whole_number(bottom) || gap(i) != 1) return false;
        const bool slash = text_.symbol(top.last, '/');
        const bool over = (slash && options_.slashes) || text_.is(top.last, WordRole::over) || (options_.fraction_waits && text_.is(top.last, WordRole::part_of));
        if (!over) return false;
        const bool date = slash && ((i + 2 < numbers_.size() && text_.symbol(bottom.last, '/') && gap(i + 1) == 1) ||
                                    (top.first > 0 && text_.symbol(top.first - 1, '/')));
        if (date || bottom.value.numerator < 1 || bottom.value.numerator > denominator_max) return false;
        out = joined(top, bottom, fraction(top.value.numerator, bottom.value.numerator));
        return true;
    }

    /// 'la mitad' and 'medio' are a half; an ordinal such as 'cuarto' alone is no number.
    void lone_fraction_words() {
        std::vector<FoundNumber> out;
        for (FoundNumber& number : numbers_) {
            if (number.fraction_word) {
                const bool half = text_.is(number.first, WordRole::half);
                const bool part = text_.word(number.last) && text_.tokens[number.last].text == "parte";  // 'la cuarta parte'
                if (!half && !part) continue;
                number.value = part ? fraction(1, number.value.numerator) : fraction(1, 2);
                number.weak = !part;
                number.fraction_word = false;
            }
            out.push_back(number);
        }
        numbers_ = std::move(out);
    }

    bool mixed_number(std::size_t i, FoundNumber& out) const {
        const FoundNumber& whole = numbers_[i];
        const FoundNumber& part = numbers_[i + 1];
        if (!whole_number(whole) || part.value.form != Answer::Form::fraction) return false;
        if (part.value.numerator >= part.value.denominator || whole.value.numerator < 1 || whole.value.numerator > mixed_whole_max) return false;
        constexpr RoleMask between = role_bit(WordRole::and_word) | role_bit(WordRole::whole) | role_bit(WordRole::decimal_mark);
        if (gap(i) > 2 || !only(text_, whole.last, part.first, between, "")) return false;
        Answer value = fraction(whole.value.numerator * part.value.denominator + part.value.numerator, part.value.denominator);
        value.form = Answer::Form::mixed;
        out = joined(whole, part, value);
        out.weak = false;
        return true;
    }

    /// '75%' where a part of one is waited for.
    void percents() {
        for (FoundNumber& number : numbers_) {
            if (!text_.symbol(number.last, '%') || !whole_number(number)) continue;
            number.value.form = Answer::Form::decimal;
            number.value.denominator = 100;
            ++number.last;
        }
    }

    /// The digits of a decimal part as written: 'coma cero cinco' is 05, and so is '05'.
    std::string part_digits(const FoundNumber& part) const {
        if (!part.in_words) return std::string(text_.tokens[part.first].text);
        return std::to_string(part.value.numerator);
    }

    bool decimal_in_words(std::size_t i, FoundNumber& out) const {
        const FoundNumber& whole = numbers_[i];
        const FoundNumber& part = numbers_[i + 1];
        if (!whole_number(whole) || !whole_number(part) || gap(i) != 1 || !text_.is(whole.last, WordRole::decimal_mark)) return false;
        if (text_.is(whole.last, WordRole::remainder) || remainder_words(part.last, std::min(part.last + 3, text_.size())) > 0) return false;
        const auto value = parse_answer_key(std::to_string(whole.value.numerator) + "." + part_digits(part));
        if (!value) return false;
        out = joined(whole, part, *value);
        return true;
    }

    void negatives() {
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            FoundNumber& number = numbers_[i];
            if (number.phone) continue;
            const bool after_number = i > 0 && numbers_[i - 1].last + 1 == number.first;
            if (number.first > 0 && !after_number && is_minus(number.first - 1, number)) {
                number.value.numerator = -number.value.numerator;
                --number.first;
            } else if (text_.is(number.last, WordRole::minus) && (i + 1 >= numbers_.size() || numbers_[i + 1].first > number.last + 1) &&
                       text_.tokens[number.last].text.starts_with("neg")) {
                number.value.numerator = -number.value.numerator;
                ++number.last;
            }
        }
    }

    bool is_minus(std::size_t at, const FoundNumber& number) const {
        if (text_.is(at, WordRole::minus)) return true;
        if (!text_.symbol(at, '-') || !(text_.glued(number.first) || (options_.spaced_minus && at == 0))) return false;
        return text_.tokens[at].spaced || at == 0 || text_.symbol(at - 1, '=') || text_.symbol(at - 1, ':') || text_.symbol(at - 1, ')') || text_.symbol(at - 1, '(');
    }

    std::size_t remainder_words(std::size_t first, std::size_t last) const {
        std::size_t count = 0;
        for (std::size_t i = first; i < last; ++i) count += text_.is(i, WordRole::remainder) ? 1 : 0;
        return count;
    }

    /// '13 y 3 sobran'; but the word in '72 y 13 sobra 3' belongs to the numbers about it.
    bool remainder_behind(std::size_t i) const {
        const std::size_t from = numbers_[i].last;
        const std::size_t next = i + 1 < numbers_.size() ? numbers_[i + 1].first : text_.size();
        if (remainder_words(from, std::min({from + 3, text_.size(), next})) == 0) return false;
        if (next == text_.size()) return true;
        for (std::size_t at = from; at < next; ++at)
            if (text_.is(at, WordRole::remainder))
                return at + 1 < next && (text_.tokens[at + 1].kind == Token::Kind::symbol || text_.tokens[at + 1].kind == Token::Kind::line_break || text_.is(at + 1, WordRole::and_word));
        return false;
    }

    bool with_remainder(std::size_t i, FoundNumber& out) const {
        const FoundNumber& a = numbers_[i];
        const FoundNumber& b = numbers_[i + 1];
        constexpr std::size_t gap_max = 6;
        if (!whole_number(a) || !whole_number(b) || gap(i) > gap_max) return false;
        const std::size_t before = remainder_words(a.first >= 2 ? a.first - 2 : 0, a.first);
        const bool inside = remainder_words(a.last, b.first) > 0;
        const bool behind = !inside && before == 0 ? remainder_behind(i + 1) : remainder_words(b.last, std::min(b.last + 3, text_.size())) > 0;
        const bool bracket = gap(i) == 1 && text_.symbol(a.last, '(') && text_.symbol(b.last, ')');
        if (!inside && !behind && !bracket && before == 0) return false;
        const bool turned = before > 0 && (!inside || text_.is(b.first - 1, WordRole::quotient));
        Answer value = turned ? b.value : a.value;
        const Answer& rest = turned ? a.value : b.value;
        if (rest.numerator < 0 || value.numerator < 0) return false;
        value.form = Answer::Form::remainder;
        value.remainder = rest.numerator;
        out = joined(a, b, value);
        return true;
    }

    const MarkedText& text_;
    std::vector<FoundNumber> numbers_;
    const FormOptions& options_;
};

}  // namespace

bool only(const MarkedText& text, std::size_t first, std::size_t last, RoleMask mask, std::string_view symbols) {
    for (std::size_t i = first; i < last && i < text.size(); ++i) {
        const Token& token = text.tokens[i];
        const bool sign = token.kind == Token::Kind::symbol && symbols.find(token.text[0]) != std::string_view::npos;
        if ((text.roles[i] & mask) == 0 && !sign) return false;
    }
    return true;
}

std::vector<FoundNumber> combine_numbers(const MarkedText& text, std::vector<FoundNumber> numbers, const FormOptions& options) {
    return Combine(text, std::move(numbers), options).run();
}

}  // namespace tutorline::domain
