#include "domain/command/answer_labels.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {


class LabelFinder {
  public:
    LabelFinder(const ReadContext& context, std::vector<FoundNumber>& numbers, std::vector<bool>& used)
        : text_(context.text), request_(context.request), numbers_(numbers), used_(used) {}

    std::vector<AnswerLabel> run() {
        const bool several = request_.pending.size() >= 2;
        split_dotted_labels(several);
        if (several) drop_ones_of_ordinals();
        if (several && (take_ordinals_behind() || take_numbers_behind())) return std::move(labels_);
        std::vector<FoundNumber> rest;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const FoundNumber& number = numbers_[i];
            if (i + 1 < numbers_.size() && is_number_label(i, several)) {
                labels_.push_back({numbers_[i + 1].first, std::to_string(number.value.numerator)});
                use(number.first, numbers_[i + 1].first);
                continue;
            }
            if (i + 1 == numbers_.size() && i > 0 && several && is_whole_answer(number) && ends_as_label(number)) {
                use(number.first, number.last + 1);  // '2) no se': the second item has no answer
                continue;
            }
            if (several) take_word_label(number);
            rest.push_back(number);
        }
        const bool too_few = several && !labels_.empty() && labels_.size() * 2 < rest.size() && labels_.size() + 1 < rest.size();
        if (too_few) return {};  // a stray ordinal among plain numbers
        numbers_ = std::move(rest);
        return std::move(labels_);
    }

  private:
    void use(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last && i < used_.size(); ++i) used_[i] = true;
    }

    /// 'the first one is 81': the 'one' counts nothing.
    void drop_ones_of_ordinals() {
        std::erase_if(numbers_, [&](const FoundNumber& number) {
            const bool behind = number.first > 0 && (text_.is(number.first - 1, WordRole::ordinal_first) || text_.is(number.first - 1, WordRole::ordinal_second));
            return behind && number.in_words && number.value.numerator == 1 && numbers_.size() >= 2;
        });
    }

    bool known_label(const std::string& text) const {
        for (std::size_t i = 0; i < request_.pending.size(); ++i) {
            const std::string& own = request_.pending[i].label;
            if (own == text || std::to_string(i + 1) == text || std::string(1, static_cast<char>('a' + (i % 26))) == text) return true;
        }
        return false;
    }

    bool label_sign(std::size_t at, bool several) const {
        return text_.symbol(at, ')') || (several && (text_.symbol(at, '.') || text_.symbol(at, ':') || text_.symbol(at, '-') || text_.symbol(at, '=')));
    }

    /// 'la 1 es 81', '1) 81', '1ro 81', '1 81 2 38'.
    bool is_number_label(std::size_t i, bool several) const {
        const FoundNumber& number = numbers_[i];
        if (!is_whole_answer(number) || number.value.numerator < 1 || number.value.numerator > 20) return false;
        if (!known_label(std::to_string(number.value.numerator)) || labels_taken(number.first)) return false;
        const std::size_t gap = numbers_[i + 1].first - number.last;
        if (label_sign(number.last, several) && gap <= 2) return true;
        if (!several) return false;
        const bool named = number.first > 0 && (text_.is(number.first - 1, WordRole::label) || text_.is(number.first - 1, WordRole::article));
        const bool ordinal_letters = text_.word(number.last) && text_.glued(number.last) && text_.tokens[number.last].text.size() <= 3;
        if ((named || ordinal_letters) && gap <= 4) return true;
        return numbers_.size() == 2 * request_.pending.size() && i % 2 == 0 && number.value.numerator == static_cast<std::int64_t>(i / 2 + 1);
    }

    bool labels_taken(std::size_t token) const {
        return std::any_of(labels_.begin(), labels_.end(), [&](const AnswerLabel& label) { return label.number == token; });
    }

    /// '48 la 1 y 7 la 2', '48 (1) 7 (2)'.
    bool take_numbers_behind() {
        if (numbers_.size() != 2 * request_.pending.size()) return false;
        for (std::size_t i = 1; i < numbers_.size(); i += 2) {
            const FoundNumber& label = numbers_[i];
            const bool named = text_.is(label.first - 1, WordRole::article) || text_.is(label.first - 1, WordRole::label) || text_.symbol(label.first - 1, '(');
            const bool next_to_it = label.first == numbers_[i - 1].last + 1;  // one word between: the article
            if (!is_whole_answer(label) || !named || !next_to_it || !known_label(label.value.text())) return false;
        }
        std::vector<FoundNumber> rest;
        for (std::size_t i = 0; i < numbers_.size(); i += 2) {
            labels_.push_back({numbers_[i].first, numbers_[i + 1].value.text()});
            use(numbers_[i].last, numbers_[i + 1].last);
            rest.push_back(numbers_[i]);
        }
        numbers_ = std::move(rest);
        return true;
    }

    /// '2) no se' at the end, and '2. no se' where an earlier item was labelled as well.
    bool ends_as_label(const FoundNumber& number) const {
        const bool sign = text_.symbol(number.last, ')') || (!labels_.empty() && label_sign(number.last, true) && text_.word(number.last + 1));
        return sign && known_label(number.value.text());
    }

    bool in_number(std::size_t token) const {
        return std::any_of(numbers_.begin(), numbers_.end(), [&](const FoundNumber& number) { return number.first <= token && token < number.last && !number.weak; });
    }

    /// '64 la primera y 15 la segunda': the ordinals stand behind their numbers.
    bool take_ordinals_behind() {
        if (numbers_.size() < 2) return false;
        std::vector<AnswerLabel> labels;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const std::size_t end = i + 1 < numbers_.size() ? numbers_[i + 1].first : text_.size();
            for (std::size_t at = numbers_[i].last; at < std::min(end, numbers_[i].last + 3); ++at) {
                if (text_.is(at, WordRole::ordinal_first)) labels.push_back({numbers_[i].first, "1"});
                else if (text_.is(at, WordRole::ordinal_second)) labels.push_back({numbers_[i].first, "2"});
            }
        }
        if (labels.size() != numbers_.size()) return false;
        labels_ = std::move(labels);
        return true;
    }

    /// 'a.81', 'b) 38', 'la primera 81': a letter or an ordinal up to three tokens before the number.
    void take_word_label(const FoundNumber& number) {
        for (std::size_t back = 1; back <= 3 && back <= number.first; ++back) {
            const std::size_t at = number.first - back;
            if (used_[at] || in_number(at) || !(text_.word(at) || text_.tokens[at].kind == Token::Kind::symbol)) return;
            if (!text_.word(at)) continue;
            const std::string word(text_.tokens[at].text);
            std::optional<std::string> label;
            if (word.size() == 1 && known_label(word) && (back > 1 || text_.glued(number.first) || word != "a")) label = word;
            if (text_.is(at, WordRole::ordinal_first)) label = "1";
            if (text_.is(at, WordRole::ordinal_second)) label = "2";
            if (!label) continue;
            labels_.push_back({number.first, *label});
            use(at, number.first);
            return;
        }
    }

    /// '1.81 2.38': decimals whose whole parts count the items.
    void split_dotted_labels(bool several) {
        if (!several || numbers_.size() != request_.pending.size()) return;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const Answer& value = numbers_[i].value;
            const bool dotted = value.form == Answer::Form::decimal && value.numerator / value.denominator == static_cast<std::int64_t>(i + 1) &&
                                numbers_[i].last >= numbers_[i].first + 3;
            if (!dotted) return;
        }
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            FoundNumber& number = numbers_[i];
            const auto value = parse_answer_key(text_.tokens[number.last - 1].text);
            if (!value) return;
            use(number.first, number.last - 1);
            number.first = number.last - 1;
            number.value = *value;
            labels_.push_back({number.first, std::to_string(i + 1)});
        }
    }

    const MarkedText& text_;
    const ReadRequest& request_;
    std::vector<FoundNumber>& numbers_;
    std::vector<bool>& used_;
    std::vector<AnswerLabel> labels_;
};

}  // namespace

std::vector<AnswerLabel> take_labels(const ReadContext& context, std::vector<FoundNumber>& numbers, std::vector<bool>& used) {
    return LabelFinder(context, numbers, used).run();
}

}  // namespace tutorline::domain
