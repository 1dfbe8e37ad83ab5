#include "domain/command/answer_candidates.hpp"

#include <algorithm>

#include "domain/command/answer_labels.hpp"
#include "domain/command/number_forms.hpp"
#include "domain/command/number_lexicon.hpp"

namespace tutorline::domain {
namespace {


class Finder {
  public:
    explicit Finder(const ReadContext& context) : context_(context), text_(context.text), request_(context.request) {
        result_.used.assign(text_.size(), false);
    }

    AnswerCandidates run() {
        mark_quotes();
        scan(false);
        if (text_.size() <= tolerant_tokens_max && !request_.pending.empty()) scan_again();
        drop_phones();
        labels_ = take_labels(context_, numbers_, result_.used);
        std::erase_if(numbers_, [&](const FoundNumber& number) { return number.weak && result_.used[number.first]; });  // 'uno es 81': a label
        drop_times_and_week_numbers();
        drop_expressions();
        for (const FoundNumber& number : numbers_) add(number);
        if (choice_pending(request_)) add_choices();
        return std::move(result_);
    }

  private:
    static constexpr std::size_t tolerant_tokens_max = 8;

    void use(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last && i < result_.used.size(); ++i) result_.used[i] = true;
    }

    std::vector<Answer> keys() const {
        std::vector<Answer> out;
        for (const PendingItem& item : request_.pending)
            if (const auto key = parse_answer_key(item.expected)) out.push_back(*key);
        return out;
    }

    void scan(bool tolerant) {
        const auto keys = this->keys();
        const auto has = [&](Answer::Form form) {
            return std::any_of(keys.begin(), keys.end(), [&](const Answer& key) { return key.form == form; });
        };
        ScanOptions options;
        options.separators = separators_of(request_.country);
        options.comma_is_list = keys.size() >= 2 && !has(Answer::Form::decimal);
        options.blank_thousands = keys.size() == 1 && keys[0].form == Answer::Form::integer && keys[0].numerator >= 1000;
        options.tolerant = tolerant;
        FormOptions forms;
        forms.remainders = keys.empty() || has(Answer::Form::remainder);
        forms.mixed = keys.size() <= 1 || has(Answer::Form::mixed) || has(Answer::Form::fraction);
        numbers_ = scan_numbers(text_, options);
        std::erase_if(numbers_, [&](const FoundNumber& number) { return taken(number) || in_fixed_words(number); });
        forms.slashes = keys.empty() || has(Answer::Form::fraction) || has(Answer::Form::mixed) || has(Answer::Form::decimal) || has(Answer::Form::remainder);
        forms.fraction_waits = keys.size() == 1 && has(Answer::Form::fraction);
        forms.spaced_minus = keys.size() == 1 && keys[0].numerator < 0;
        numbers_ = combine_numbers(text_, std::move(numbers_), forms);
        if (has(Answer::Form::fraction))
            for (FoundNumber& number : numbers_) number.weak = number.weak && number.value.form != Answer::Form::fraction;
        if (tolerant) keep_lucky_guesses();
        for (FoundNumber& number : numbers_) number.weak = number.weak || after_unread_word(number);
    }

    bool makes_expected(const FoundNumber& number) const {
        return std::any_of(request_.pending.begin(), request_.pending.end(), [&](const PendingItem& item) {
            return grade(number.value, item.expected, false) == Verdict::right;
        });
    }

    /// With more guessing where no number was found, or where a word beside the one number was not read: 'treinta y och'.
    void scan_again() {
        if (numbers_.empty()) return scan(true);
        if (numbers_.size() != 1 || !numbers_[0].in_words || makes_expected(numbers_[0]) || !unread_beside(context_, numbers_[0].first, numbers_[0].last)) return;
        std::vector<FoundNumber> found = std::move(numbers_);
        scan(true);
        if (numbers_.size() == 1 && makes_expected(numbers_[0])) numbers_[0].confirm = true;
        else numbers_ = std::move(found);
    }

    /// A guess at a short word counts only where nothing else is said and it makes what is waited for: 'trs', but no 'rosa' is a 2.
    void keep_lucky_guesses() {
        std::erase_if(numbers_, [&](FoundNumber& number) {
            number.weak = number.weak || number.in_words;
            return number.in_words && std::none_of(request_.pending.begin(), request_.pending.end(), [&](const PendingItem& item) {
                return grade(number.value, item.expected, false) != Verdict::wrong;
            });
        });
    }

    /// 'corxnta y dos': the word before 'y' is unread and may be the tens.
    bool after_unread_word(const FoundNumber& number) const {
        if (!number.in_words || number.first < 2 || !text_.is(number.first - 1, WordRole::and_word)) return false;
        return text_.word(number.first - 2) && !text_.exact[number.first - 2] && text_.roles[number.first - 2] == 0;
    }

    bool taken(const FoundNumber& number) const {
        for (std::size_t i = number.first; i < number.last; ++i)
            if (result_.used[i] || context_.names[i]) return true;
        return false;
    }

    /// 'lo siento', '13 a cada uno y sobran 3'.
    bool in_fixed_words(const FoundNumber& number) const {
        if (!number.in_words || number.first == 0) return false;
        const std::string_view before = text_.tokens[number.first - 1].text;
        // 'su' is a thousand in Guarani and 'his' in the Spanish of the same household: there it needs a number before it.
        const bool other_word = number.weak && number.last == number.first + 1 && text_.size() > 1 && text_.lexicons.size() > 1 &&
                                text_.lexicons.front()->exact(text_.tokens[number.first].key).kind == NumberWord::Kind::none;
        // 'me siento mal' is no hundred.
        const bool sounds_so = number.weak && std::any_of(text_.lexicons.begin(), text_.lexicons.end(), [&](const NumberLexicon* lexicon) {
            return lexicon->sounds_like_number(text_.tokens[number.first].text);
        });
        if (sounds_so) return true;
        return before == "lo" || before == "cada" || before == "each" || (other_word && text_.is(number.first, WordRole::filler));
    }

    /// Lines that begin with '>' and the item's own words, repeated in one piece, are the question sent back.
    void mark_quotes() {
        bool line_start = true;
        bool quoted = false;
        bool own_words = false;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (line_start) quoted = text_.symbol(i, '>');
            line_start = text_.tokens[i].kind == Token::Kind::line_break;
            if (quoted) result_.used[i] = true;
            own_words = own_words || (!quoted && (text_.word(i) || text_.digits(i)));
        }
        if (!own_words) result_.used.assign(text_.size(), false);  // '>81': an arrow, no quote
        for (const PendingItem& item : request_.pending) mark_item_words(item.text);
    }

    void mark_item_words(const std::string& item_text) {
        constexpr std::size_t words_min = 3;
        if (text_.size() < words_min) return;
        const FoldedText folded(item_text);
        std::vector<std::string_view> wanted;
        for (const Token& token : folded.tokens())
            if (token.kind != Token::Kind::line_break) wanted.push_back(token.key);
        if (wanted.size() < words_min || wanted.size() > text_.size()) return;
        for (std::size_t i = 0; i + wanted.size() <= text_.size(); ++i) {
            std::size_t same = 0;
            while (same < wanted.size() && text_.tokens[i + same].key == wanted[same]) ++same;
            if (same < wanted.size()) continue;
            use(i, i + same);
            result_.sum_without_answer = true;
            return;
        }
    }

    void drop_phones() {
        for (const FoundNumber& number : numbers_)
            if (number.phone) use(number.first, number.last), result_.phone = true;
        std::erase_if(numbers_, [](const FoundNumber& number) { return number.phone; });
    }

    void add(const FoundNumber& number) {
        Candidate candidate{number.first, number.last, number.value, number.weak, number.confirm, number.in_words, {}};
        if (const auto label = std::find_if(labels_.begin(), labels_.end(), [&](const AnswerLabel& l) { return l.number == number.first; });
            label != labels_.end())
            candidate.label = label->text;
        use(number.first, number.last);
        result_.answers.push_back(candidate);
    }

    // --- what is no answer --------------------------------------------------------------------------------------

    bool clock_time(const FoundNumber& number, std::size_t i) const {
        if (!is_whole_answer(number) || number.value.numerator < 0 || number.value.numerator > (number.in_words ? 12 : 24)) return false;
        const bool one_oclock = number.first == 0 || text_.tokens[number.first - 1].text != "la" || number.value.numerator == 1;  // 'a la una'
        if (one_oclock && number.first > 0 && text_.is(number.first - 1, WordRole::time_before) && !text_.is(number.last, WordRole::unit)) return true;
        if (text_.is(number.last, WordRole::time_after)) {
            const std::string_view after = text_.tokens[number.last].text;
            if (after == "pm" || after == "am" || after == "hs" || after == "h" || after == "oclock" || after == "hrs") return true;
        }
        if (text_.is(number.last + 1, WordRole::time_after) || text_.is(number.last + 2, WordRole::time_after))
            if (text_.word(number.last) && text_.tokens[number.last].text == "de") return true;
        const bool colon = i + 1 < numbers_.size() && text_.symbol(number.last, ':') && numbers_[i + 1].first == number.last + 1 &&
                           text_.glued(number.last) && text_.tokens[numbers_[i + 1].first].text.size() == 2 && numbers_[i + 1].value.numerator < 60;
        return colon && request_.pending.size() < 2 && number.value.numerator >= 6;
    }

    void drop_times_and_week_numbers() {
        std::vector<FoundNumber> rest;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const FoundNumber& number = numbers_[i];
            const bool week = number.first > 0 && !labels_taken(number.first) && text_.is(number.first - 1, WordRole::label) && is_whole_answer(number) &&
                              number.value.numerator <= 20 && numbers_.size() > 1;
            if (clock_time(number, i)) {
                result_.clock_time = true;
                const bool minutes = text_.symbol(number.last, ':');
                use(number.first, minutes && i + 1 < numbers_.size() ? numbers_[i + 1].last : number.last + 1);
                if (minutes) ++i;
            } else if (week) {
                use(number.first - 1, number.last);
            } else {
                rest.push_back(number);
            }
        }
        numbers_ = std::move(rest);
    }

    bool labels_taken(std::size_t token) const {
        return std::any_of(labels_.begin(), labels_.end(), [&](const AnswerLabel& label) { return label.number == token; });
    }

    bool operation(std::size_t first, std::size_t last) const {
        if (last != first + 1 && !(last == first + 2 && text_.is(first, WordRole::divided))) return false;
        if (text_.symbol(first, '+') || text_.symbol(first, '*') || text_.symbol(first, ':') || text_.symbol(first, '/') || text_.symbol(first, '-')) return true;
        return text_.word(first) && (text_.is(first, WordRole::plus) || text_.is(first, WordRole::times) ||
                                     text_.is(first, WordRole::divided) || text_.is(first, WordRole::minus));
    }

    /// '81 / 71' offers two where 81 is waited for; it is no division sent back.
    bool offers_two(const FoundNumber& a, const FoundNumber& b, const std::vector<Answer>& keys) const {
        return keys.size() == 1 && text_.symbol(a.last, '/') && (equal_value(a.value, keys[0]) || equal_value(b.value, keys[0]));
    }

    /// '81-38' and '81/38' are two answers where two are waited for and no '=' says otherwise.
    bool divides_answers() const {
        if (numbers_.size() < 2 || numbers_.size() != request_.pending.size()) return false;
        for (std::size_t i = 0; i + 1 < numbers_.size(); ++i)
            if (!text_.symbol(numbers_[i].last, '-') && !text_.symbol(numbers_[i].last, '/')) return false;
        return std::none_of(text_.tokens.begin(), text_.tokens.end(), [](const Token& token) { return token.is('='); });
    }

    /// 68/5 is the division itself where 13 r 3 is expected.
    static bool is_the_division(const FoundNumber& number, const std::vector<Answer>& keys) {
        if (number.value.form != Answer::Form::fraction) return false;
        return std::any_of(keys.begin(), keys.end(), [&](const Answer& key) {
            return key.form == Answer::Form::remainder && number.value.numerator == key.numerator * number.value.denominator + key.remainder;
        });
    }

    void drop_expressions() {
        if (divides_answers()) return;
        std::vector<bool> operand(numbers_.size(), false);
        std::size_t sums = 0;
        const std::vector<Answer> keys = this->keys();
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            if (is_the_division(numbers_[i], keys)) operand[i] = true, ++sums;
            if (i + 1 >= numbers_.size() || labels_taken(numbers_[i].first) || !operation(numbers_[i].last, numbers_[i + 1].first) ||
                offers_two(numbers_[i], numbers_[i + 1], keys))
                continue;
            if (!operand[i]) ++sums;
            operand[i] = operand[i + 1] = true;
        }
        if (sums == 0) return;
        std::vector<FoundNumber> rest;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            if (operand[i]) use(numbers_[i].first, i + 1 < numbers_.size() && operand[i + 1] ? numbers_[i + 1].first : numbers_[i].last);
            else rest.push_back(numbers_[i]);
        }
        // 'cuato es 34+47': a word before the sum that is not what waits asks for it, it does not answer.
        std::erase_if(rest, [&](const FoundNumber& number) {
            const bool asks = number.in_words && number.first == 0 && rest.size() == 1;
            return asks && std::none_of(keys.begin(), keys.end(), [&](const Answer& key) { return equal_value(number.value, key); });
        });
        result_.sum_without_answer = rest.empty();
        result_.worked_steps = sums >= 2 && rest.size() >= 2;
        numbers_ = std::move(rest);
    }

    // --- letters ------------------------------------------------------------------------------------------------

    /// A single letter a..f that is no everyday word where it stands: alone, with a bracket, or after 'la', 'opcion'.
    void add_choices() {
        std::size_t words = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) words += text_.word(i) && !text_.is(i, WordRole::courtesy) ? 1 : 0;
        if (result_.answers.empty()) add_spelt_letter(words == 1);
        for (std::size_t i = 0; i < text_.size(); ++i) {
            const Token& token = text_.tokens[i];
            if (token.kind != Token::Kind::word || result_.used[i]) continue;
            const bool repeated = token.text.size() <= 4 && token.text.find_first_not_of(token.text[0]) == std::string_view::npos;
            if (!repeated || token.text[0] > 'f') continue;
            // 'B de burro', 'a de avion': the word that spells the letter out belongs to it.
            const bool spelt = i + 2 < text_.size() && text_.tokens[i + 1].text.size() == 2 && text_.tokens[i + 1].text[0] == 'd' && text_.word(i + 2) && text_.tokens[i + 2].text[0] == token.text[0];
            const bool bracket = spelt || text_.symbol(i + 1, ')') || text_.symbol(i + 1, '.') || text_.symbol(i + 1, '"');
            const bool led = text_.is(i + 1, WordRole::or_word) || (i > 0 && (text_.is(i - 1, WordRole::choice) || text_.is(i - 1, WordRole::or_word) || text_.symbol(i - 1, '(') || text_.symbol(i - 1, ':')));
            const bool alone = words <= 1 || i == 0 || i + 1 == text_.size();
            const bool everyday = token.text == "a" || token.text == "e";
            if (!(bracket || led || (alone && !everyday) || words <= 1 || token.capital)) continue;
            if (everyday && !bracket && words > 1 && text_.word(i + 1) && !text_.is(i + 1, WordRole::or_word) && token.text == "a" && !(i > 0 && led)) continue;
            const bool next_letter = text_.word(i + 1) && text_.tokens[i + 1].text.size() == 1 && text_.tokens[i + 1].text[0] <= 'f';
            if (everyday && text_.is(i, WordRole::choice) && i > 0 && next_letter && request_.pending.size() == 1) continue;  // 'é a b': the article
            if (i > 0 && text_.is(i - 1, WordRole::choice) && everyday && text_.word(i + 1) && text_.is(i + 1, WordRole::choice)) continue;
            result_.answers.push_back({i, i + 1, Answer::choice(static_cast<char>(token.text[0] - 'a' + 'A')), false, false, false, {}});
            use(i, i + (spelt ? 3 : 1));
        }
    }

    /// 'be', 'ce': the name of a letter alone; 'la ce', 'opcion be' among other words, where it is no word of its own.
    void add_spelt_letter(bool alone) {
        static constexpr std::pair<std::string_view, char> names[] = {{"be", 'B'}, {"ce", 'C'}, {"de", 'D'}, {"bee", 'B'}, {"cee", 'C'}, {"dee", 'D'}, {"efe", 'F'}};
        for (std::size_t i = 0; i < text_.size(); ++i)
            for (const auto& [name, letter] : names)
                if (text_.word(i) && text_.tokens[i].text == name && (alone || (i > 0 && name != "de" && text_.is(i - 1, WordRole::choice)))) {
                    result_.answers.push_back({i, i + 1, Answer::choice(letter), false, true, false, {}});
                    use(i, i + 1);
                }
    }

    const ReadContext& context_;
    const MarkedText& text_;
    const ReadRequest& request_;
    std::vector<FoundNumber> numbers_;
    std::vector<AnswerLabel> labels_;
    AnswerCandidates result_;
};

}  // namespace

bool choice_pending(const ReadRequest& request) {
    return std::any_of(request.pending.begin(), request.pending.end(), [](const PendingItem& item) {
        const auto key = parse_answer_key(item.expected);
        return key && key->form == Answer::Form::choice;
    });
}

AnswerCandidates find_candidates(const ReadContext& context) { return Finder(context).run(); }

bool unread_beside(const ReadContext& context, std::size_t first, std::size_t last) {
    constexpr std::size_t letters_min = 3;
    const MarkedText& text = context.text;
    constexpr RoleMask small_talk = role_bit(WordRole::vocative) | role_bit(WordRole::courtesy) | role_bit(WordRole::unit) | role_bit(WordRole::filler);
    const auto unread = [&](std::size_t i) {
        return text.word(i) && !text.exact[i] && (text.roles[i] & small_talk) == 0 && !context.names[i] && text.tokens[i].text.size() >= letters_min;
    };
    const std::size_t behind = text.is(last, WordRole::and_word) ? last + 1 : last;
    if (unread(behind)) return true;
    const bool led = first > 1 && text.is(first - 1, WordRole::and_word);
    return first > 0 && unread(led ? first - 2 : first - 1);
}

}  // namespace tutorline::domain
