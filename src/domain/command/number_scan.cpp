#include "domain/command/number_scan.hpp"

#include <algorithm>

#include "domain/command/digit_literals.hpp"
#include "domain/command/number_lexicon.hpp"

namespace tutorline::domain {
namespace {

/// A number being built: millions and thousands done, the group below 1,000 still open.
class Builder {
  public:
    /// Takes the word when the number may go on with it; `after_and` when an 'and' stands before it.
    bool take(const NumberWord& word, bool after_and) {
        if (word.kind == NumberWord::Kind::multiplier) return take_multiplier(word.value);
        if (word.kind != NumberWord::Kind::value) return false;
        if (word.value == 100 && room_ == 1 && group_ >= 2 && group_ <= 9) return take_multiplier(100);  // 'dos ciento'
        if (word.value >= 1000) return take_multiplier(word.value);
        if (word.value >= room_ || (word.value == 0 && begun_)) return false;
        if (after_and && !begun_) return false;
        group_ += word.value;
        unit_ = word.value < 10 ? word.value : 0;
        unit_room_ = room_;
        room_ = room_after(word.value);
        return begun_ = true;
    }
    /// A digit literal opens a number that only multipliers may continue ('5 mil 300').
    bool take_literal(std::int64_t value) {
        const bool fits = !begun_ || (room_ == 1000 && value > 0 && value < 1000);
        if (!fits) return false;
        group_ = value;
        unit_ = value < 10 ? value : 0;
        unit_room_ = 1000;
        room_ = 1;
        return begun_ = true;
    }
    bool begun() const { return begun_; }
    bool wants_unit() const { return begun_ && (room_ == 10 || room_ == 20); }  ///< the tens are said
    std::int64_t value() const { return total_ + group_; }
    bool in_thousands() const { return total_ > 0 && group_ == 0; }  ///< '12 mil': hundreds may follow

  private:
    static std::int64_t room_after(std::int64_t value) {
        if (value >= 100) return value % 100 == 0 ? 100 : 1;
        if (value == 60 || value == 80) return 20;  // Creole counts on from 60 and 80: swasanndis, katreven onz
        return value >= 10 && value % 10 == 0 ? 10 : 1;
    }
    bool take_multiplier(std::int64_t factor) {
        if (factor < 1000) {
            const std::int64_t units = room_ == 1 ? unit_ : 0;  // 'two hundred', 'sa mokoi pa': the unit before it counts
            const std::int64_t room = units > 0 ? unit_room_ : room_;
            const std::int64_t added = std::max<std::int64_t>(units, 1) * factor;
            if (added >= room || (room_ == 1 && units == 0)) return false;
            group_ += added - units;
            unit_ = 0;
            room_ = factor;
            return begun_ = true;
        }
        if (factor >= scale_ || group_ > 999'999) return false;
        if (begun_ && group_ == 0) return false;
        total_ += (group_ == 0 ? 1 : group_) * factor;
        group_ = 0;
        scale_ = factor;
        room_ = 1000;
        return begun_ = true;
    }

    std::int64_t total_ = 0;
    std::int64_t group_ = 0;
    std::int64_t room_ = 1000;         ///< the next word's value must be below it
    std::int64_t unit_ = 0;            ///< the unit just taken, which a multiplier may count
    std::int64_t unit_room_ = 0;       ///< the room there was before it
    std::int64_t scale_ = 1'000'000'000;
    bool begun_ = false;
};

class Scan {
  public:
    Scan(const MarkedText& text, const ScanOptions& options) : text_(text), options_(options) {}

    std::vector<FoundNumber> run() {
        std::vector<FoundNumber> found;
        for (std::size_t at = 0; at < text_.size();) {
            auto number = one(at);
            if (!number) {
                ++at;
                continue;
            }
            at = number->last;
            found.push_back(std::move(*number));
        }
        return found;
    }

  private:
    void words_at(std::size_t at, std::vector<NumberWord>& out) const {
        out.clear();
        if (!text_.word(at)) return;
        const Token& token = text_.tokens[at];
        for (const NumberLexicon* lexicon : text_.lexicons) {
            NumberWord word = lexicon->exact(token.key);
            word.weak = word.weak || lexicon->sounds_like_number(token.text);
            const bool ordinal = options_.numbers_only && word.kind == NumberWord::Kind::fraction;  // 'cuarto' for cuatro
            if (word.kind != NumberWord::Kind::none && !ordinal) return out.push_back(word);
        }
        if (text_.exact[at] && !options_.numbers_only) return;  // an everyday word of a pack is no misspelt number
        for (const NumberLexicon* lexicon : text_.lexicons) {
            lexicon->look_up(token.key, token.text, options_.tolerant, out, options_.numbers_only);
            if (!out.empty()) return;
        }
    }

    std::optional<FoundNumber> one(std::size_t at) {
        std::optional<FoundNumber> literal = read_digit_literal(text_, at, options_);
        if (literal && literal->phone) return literal;
        if (auto half = half_of_large(at)) return half;
        FoundNumber found;
        Builder builder;
        std::size_t next = at;
        bool strong = false;
        if (literal) {
            if (literal->value.form != Answer::Form::integer || literal->value.numerator > 999'999'999) return decimal_scaled(*literal);
            builder.take_literal(literal->value.numerator);
            next = literal->last;
            strong = true;
        }
        const bool from_digits = literal.has_value();
        if (!continue_words(builder, next, strong, from_digits, found)) return literal;
        const std::int64_t half = found.fraction_word ? 0 : half_behind(next);
        found.first = at;
        found.last = next;
        found.value = Answer::integer(found.fraction_word ? denominator_ : builder.value() + half);
        found.weak = !strong;
        found.confirm = literal && literal->confirm;
        found.in_words = !literal;
        return found;
    }

    /// 'un millon y medio', '2 mil y medio': half of the multiplier that the number ends with, and `next` moved behind it.
    std::int64_t half_behind(std::size_t& next) {
        if (next == 0 || !text_.is(next, WordRole::and_word) || !text_.is(next + 1, WordRole::half)) return 0;
        words_at(next - 1, words_);
        if (words_.size() != 1 || words_[0].kind != NumberWord::Kind::multiplier || words_[0].value < 1000) return 0;
        next += 2;
        return words_[0].value / 2;
    }

    /// 'medio millon'.
    std::optional<FoundNumber> half_of_large(std::size_t at) {
        if (!text_.is(at, WordRole::half) || !text_.word(at + 1)) return std::nullopt;
        words_at(at + 1, words_);
        if (words_.size() != 1 || words_[0].kind != NumberWord::Kind::multiplier || words_[0].value < 1000) return std::nullopt;
        FoundNumber found;
        found.first = at;
        found.last = at + 2;
        found.value = Answer::integer(words_[0].value / 2);
        found.in_words = true;
        return found;
    }

    /// '1,5 millones' and '2.5 mil'.
    std::optional<FoundNumber> decimal_scaled(FoundNumber literal) {
        words_at(literal.last, words_);
        if (words_.size() != 1 || words_[0].kind != NumberWord::Kind::multiplier || words_[0].value < 1000) return literal;
        Answer& value = literal.value;
        if (value.numerator > 1'000'000'000 || value.numerator * words_[0].value % value.denominator != 0) return literal;
        value = Answer::integer(value.numerator * words_[0].value / value.denominator);
        ++literal.last;
        return literal;
    }

    /// Takes number words from `next` on; false when not one was taken.
    bool continue_words(Builder& builder, std::size_t& next, bool& strong, bool from_digits, FoundNumber& found) {
        bool any = false;
        std::size_t at = next;
        bool after_and = false;
        while (at < text_.size()) {
            if (at > next && text_.tokens[at].kind == Token::Kind::line_break) break;
            if (any && text_.digits(at) && (!after_and || builder.in_thousands())) {
                const auto more = read_digit_literal(text_, at, options_);
                if (!more || more->phone || more->value.form != Answer::Form::integer || !builder.take_literal(more->value.numerator)) break;
                next = at = more->last;
                after_and = false;
                continue;
            }
            if (any && text_.symbol(at, '-') && text_.glued(at) && text_.glued(at + 1) && text_.word(at + 1)) ++at;  // 'twenty-one'
            words_at(at, words_);
            if (builder.wants_unit() && !from_digits) unit_at(at, after_and);
            if (words_.empty()) break;
            if (words_.size() == 1 && words_[0].kind == NumberWord::Kind::fraction && !builder.begun()) {
                if (any) break;
                return take_fraction_word(at, next, strong, found);
            }
            if (!take_all(builder, after_and, from_digits, any)) break;
            const NumberWord::Kind last = words_.back().kind;
            after_and = last == NumberWord::Kind::and_word;
            ++at;
            if (after_and) continue;  // an 'and' at the end is not part of the number
            for (const NumberWord& word : words_) strong = strong || !word.weak;
            any = true;
            next = at;
        }
        return any;
    }

    /// After 'ochenta' and 'ochenta y' a unit is understood where else the word would be too short to guess, and as a digit.
    void unit_at(std::size_t at, bool after_and) {
        if (after_and && text_.digits(at) && text_.tokens[at].text.size() == 1 && text_.tokens[at].text[0] != '0' && !text_.symbol(at + 1, '.') && !text_.symbol(at + 1, ',')) {
            words_.assign(1, {NumberWord::Kind::value, text_.tokens[at].text[0] - '0', false});
            return;
        }
        if (!words_.empty() || !text_.word(at) || text_.roles[at] != 0) return;
        const Token& token = text_.tokens[at];
        for (const NumberLexicon* lexicon : text_.lexicons) {
            if (after_and) lexicon->look_up_unit(token.key, token.text, false, words_);
            else if (token.text.size() >= 4) lexicon->look_up_unit(token.key, token.text, true, words_);
            if (!after_and && words_.size() < 2) words_.clear();  // without an 'and' only a word that brings its own
            if (!words_.empty()) return;
        }
    }

    bool take_fraction_word(std::size_t at, std::size_t& next, bool& strong, FoundNumber& found) {
        found.fraction_word = true;
        next = at + 1;
        strong = !words_[0].weak;
        denominator_ = words_[0].value;
        return true;
    }

    bool take_all(Builder& builder, bool after_and, bool from_digits, bool any) {
        Builder trial = builder;
        bool and_before = after_and;
        for (const NumberWord& word : words_) {
            if (word.kind == NumberWord::Kind::and_word) {
                if (and_before || !trial.begun()) return false;
                and_before = true;
                continue;
            }
            if (from_digits && !any && word.kind != NumberWord::Kind::multiplier && word.value < 1000) return false;
            if (from_digits && !any && word.value < 1000 && word.weak) return false;  // '27 pa' asks, it is not 270
            if (!trial.take(word, and_before)) return false;
            and_before = false;
        }
        builder = trial;
        return true;
    }

    const MarkedText& text_;
    const ScanOptions& options_;
    std::vector<NumberWord> words_;  ///< scratch: what the token looked at means
    std::int64_t denominator_ = 0;   ///< of the fraction word just taken
};

}  // namespace

std::vector<FoundNumber> scan_numbers(const MarkedText& text, const ScanOptions& options) { return Scan(text, options).run(); }

}  // namespace tutorline::domain
