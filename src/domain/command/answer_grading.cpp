#include "domain/command/answer_grading.hpp"

#include <algorithm>

namespace tutorline::domain {
namespace {

struct Given {
    Candidate candidate;
    std::optional<std::size_t> item;
    std::optional<std::size_t> child;
};

class Grading {
  public:
    Grading(const ReadContext& context, const AnswerCandidates& found)
        : context_(context), text_(context.text), request_(context.request), found_(found), answers_(found.answers) {}

    Reading run() {
        join_spaced_digits();
        unfold_repeated_keys();
        drop_equal_neighbours();
        if (found_.worked_steps && request_.pending.size() <= 1) answers_.erase(answers_.begin(), answers_.end() - 1);
        if (by_name()) return by_children();
        if (request_.pending.size() >= 2 && (answers_.size() >= 2 || labelled())) return several();
        if (answers_.size() >= 2) settle();
        if (ambiguous_) return ambiguous("the text holds more than one answer");
        return single();
    }

  private:
    // --- what the candidates say --------------------------------------------------------------------------------

    bool labelled() const {
        return std::any_of(answers_.begin(), answers_.end(), [](const Candidate& c) { return c.label.has_value(); });
    }

    /// '8 1' for 81: single digits that spell exactly the one expected number.
    void join_spaced_digits() {
        if (request_.pending.size() != 1 || answers_.size() < 2 || labelled()) return;
        std::string digits;
        for (const Candidate& answer : answers_) {
            const bool digit = answer.value.form == Answer::Form::integer && answer.value.numerator >= 0 && answer.value.numerator <= 9;
            if (!digit || answer.last != answer.first + 1 || (!digits.empty() && answer.first != answers_.front().first + digits.size())) return;
            digits.push_back(static_cast<char>('0' + answer.value.numerator));
        }
        if (digits != request_.pending[0].expected) return;
        answers_.front().value = *parse_answer_key(digits);
        answers_.front().confirm = true;
        answers_.resize(1);
    }

    /// 818181 for 81: a key series sent three times or more, where the one number is what is waited for.
    void unfold_repeated_keys() {
        if (answers_.size() != 1 || request_.pending.empty() || answers_[0].value.form != Answer::Form::integer) return;
        const std::string digits = answers_[0].value.text();
        for (const PendingItem& item : request_.pending)
            if (item.expected == digits) return;
        for (const PendingItem& item : request_.pending) {
            const std::string& unit = item.expected;
            if (unit.empty() || digits.size() < 3 * unit.size() || digits.size() % unit.size() != 0) continue;
            bool repeats = true;
            for (std::size_t i = 0; i < digits.size(); ++i) repeats = repeats && digits[i] == unit[i % unit.size()];
            if (!repeats) continue;
            answers_[0].value = *parse_answer_key(unit);
            answers_[0].confirm = true;
            return;
        }
    }

    void drop_equal_neighbours() {
        if (!named_tokens().empty()) return;
        std::vector<Candidate> kept;
        for (const Candidate& answer : answers_) {
            const bool again = !answer.label && !kept.empty() && !kept.back().label && equal_value(kept.back().value, answer.value) &&
                               request_.pending.size() < 2;
            if (!again) kept.push_back(answer);
        }
        // '81 ... 82 ... 81' stays as it is: who comes back to the first number has changed his mind twice.
        answers_ = std::move(kept);
    }

    bool correction_between(std::size_t first, std::size_t last) const {
        for (std::size_t i = first; i < last && i < text_.size(); ++i) {
            if (!text_.is(i, WordRole::correction)) continue;
            const std::string_view word = text_.tokens[i].text;
            const bool not_know = (word == "no" || word == "nao") && i + 1 < text_.size() && text_.tokens[i + 1].key.starts_with("se");
            if (!not_know) return true;
        }
        return false;
    }

    bool or_between(std::size_t first, std::size_t last) const {
        for (std::size_t i = first; i < last; ++i) {
            const bool o_sea = i + 1 < text_.size() && (text_.tokens[i + 1].text == "sea" || text_.tokens[i + 1].text == "seja");
            if (text_.is(i, WordRole::or_word) && !o_sea) return true;
            if (text_.symbol(i, '?') && i + 1 < last) continue;
            if (text_.symbol(i, '/') || text_.symbol(i, '|')) return true;
        }
        return false;
    }

    /// '82 y no 81', '82 no es 81': the number before the last one is meant.
    bool last_is_denied() const {
        const Candidate& last = answers_.back();
        if (last.first < 2) return false;
        const auto denial = [&](std::size_t i) {
            const std::string_view word = text_.tokens[i].text;
            return word == "no" || word == "nao" || word == "not" || word == "non" || word == "pa";
        };
        const bool and_not = denial(last.first - 1) && text_.is(last.first - 2, WordRole::and_word);
        const bool is_not = last.first >= 2 && denial(last.first - 2) && text_.is(last.first - 1, WordRole::equals);
        return and_not || is_not;
    }

    /// Several numbers, one item: a correction, the result after 'es' or '=', or else ambiguous.
    void settle() {
        const std::size_t n = answers_.size();
        const Candidate first = answers_[n - 2];
        const Candidate last = answers_[n - 1];
        if (last_is_denied()) return keep(first);
        const bool corrected = correction_between(first.last, last.first) || (!or_between(first.last, last.first) && correction_between(last.last, text_.size()));
        if (or_between(first.last, last.first) && !corrected) return void(ambiguous_ = true);
        const bool started_over = answers_.front().first > 0 && n >= 2 && correction_between(0, answers_.front().first) &&
                                  correction_between(first.last, last.first);
        if (corrected || started_over) {
            taken_back_ = first;
            return keep(last);
        }
        std::vector<Candidate> results;
        for (const Candidate& answer : answers_)
            if (answer.first > 0 && (text_.symbol(answer.first - 1, '=') || text_.is(answer.first - 1, WordRole::equals))) results.push_back(answer);
        if (results.size() == 1 && results[0].first == last.first && !expects_remainder()) return keep(last);
        std::vector<Candidate> strong;
        for (const Candidate& answer : answers_)
            if (!answer.weak) strong.push_back(answer);
        if (strong.size() == 1) return keep(strong[0]);
        ambiguous_ = true;
    }

    bool expects_remainder() const {
        return request_.pending.size() == 1 && request_.pending[0].expected.find('r') != std::string::npos;
    }

    void keep(const Candidate& candidate) { answers_ = {Candidate(candidate)}; }

    // --- children -----------------------------------------------------------------------------------------------

    std::vector<std::size_t> named_tokens() const {
        std::vector<std::size_t> tokens;
        for (std::size_t i = 0; i < context_.names.size(); ++i)
            if (context_.names[i] && !(i > 0 && context_.names[i - 1] == context_.names[i])) tokens.push_back(i);
        return tokens;
    }

    bool by_name() const { return !named_tokens().empty(); }

    /// Name first ('Luis 27 Ana 81') or number first ('27 Luis, 81 Ana'): whichever comes first in the text.
    std::vector<Given> pair_with_names() const {
        const auto names = named_tokens();
        const bool name_first = names.front() < answers_.front().first;
        std::vector<Given> given;
        for (const Candidate& answer : answers_) {
            std::optional<std::size_t> token;
            for (const std::size_t name : names) {
                if (name_first && name < answer.first) token = name;
                if (!name_first && name >= answer.last && !token) token = name;
            }
            if (!token) token = name_first ? names.front() : names.back();
            given.push_back({answer, {}, context_.names[*token]});
        }
        return given;
    }

    /// A later answer for the same child and item corrects the earlier one when a word of correction stands between.
    static std::size_t count_of(const std::vector<Given>& given, std::optional<std::size_t> child) {
        return static_cast<std::size_t>(std::count_if(given.begin(), given.end(), [&](const Given& g) { return g.child == child; }));
    }

    std::vector<std::size_t> items_of(std::size_t child) const {
        std::vector<std::size_t> items;
        for (std::size_t i = 0; i < request_.pending.size(); ++i)
            if (request_.pending[i].child == child || (!request_.pending[i].child && request_.pending.size() == 1)) items.push_back(i);
        return items;
    }

    Reading by_children() {
        std::vector<Given> given = pair_with_names();
        for (std::size_t i = 0; i + 1 < given.size();) {
            const bool same = given[i].child == given[i + 1].child;
            if (same && correction_between(given[i].candidate.last, given[i + 1].candidate.first)) given.erase(given.begin() + static_cast<std::ptrdiff_t>(i));
            else ++i;
        }
        for (std::size_t i = 0; i < given.size(); ++i) {
            const auto items = items_of(*given[i].child);
            const std::size_t earlier = count_of({given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i)}, given[i].child);
            if (count_of(given, given[i].child) > std::max<std::size_t>(items.size(), 1)) {
                return ambiguous("a child is named with more answers than it has items");
            }
            if (earlier < items.size()) given[i].item = items[earlier];
        }
        Reading reading = graded(given, "the answer names the child");
        const bool one_child_phone = request_.children.size() == 1 && given.size() == 1 && !(request_.pending.size() == 1 && request_.pending[0].child);
        reading.cls = one_child_phone ? Class::answer : Class::answer_for;
        if (!one_child_phone) reading.value = named_value(given);
        return reading;
    }

    std::string named_value(const std::vector<Given>& given) const {
        std::string value;
        for (const Given& one : given) {
            if (!value.empty()) value += ";";
            value += request_.children[*one.child] + "=" + one.candidate.value.text();
        }
        return value;
    }

    // --- several items ------------------------------------------------------------------------------------------

    std::optional<std::size_t> item_of_label(const std::string& label) const {
        for (std::size_t i = 0; i < request_.pending.size(); ++i)
            if (request_.pending[i].label == label) return i;
        if (label.size() == 1 && label[0] >= 'a' && label[0] <= 'z') return static_cast<std::size_t>(label[0] - 'a');
        const auto number = parse_answer_key(label);
        if (!number || number->numerator < 1) return std::nullopt;
        return static_cast<std::size_t>(number->numerator - 1);
    }

    bool items_of_different_children() const {
        return std::any_of(request_.pending.begin(), request_.pending.end(), [&](const PendingItem& item) {
            return item.child && item.child != request_.pending.front().child;
        });
    }

    /// Which items the answers fit by value alone, each at most once; nothing when one answer fits none or several.
    bool fit_by_value(std::vector<Given>& given) const {
        std::vector<bool> taken(request_.pending.size(), false);
        for (Given& one : given) {
            std::optional<std::size_t> fit;
            for (std::size_t i = 0; i < request_.pending.size(); ++i) {
                if (taken[i] || grade(one.candidate.value, request_.pending[i].expected, false) != Verdict::right) continue;
                if (fit) return false;
                fit = i;
            }
            if (!fit) return false;
            one.item = fit;
            taken[*fit] = true;
        }
        return true;
    }

    Reading several() {
        std::vector<Given> given;
        for (const Candidate& answer : answers_) given.push_back({answer, {}, {}});
        merge_corrections(given);
        std::size_t next = 0;
        for (Given& one : given) {
            if (one.candidate.label) next = item_of_label(*one.candidate.label).value_or(next);
            if (next < request_.pending.size()) one.item = next++;
        }
        if (!labelled()) {
            if (given.size() == 1 && !fit_by_value(given)) return ambiguous("one answer, several items wait for one");
            if (given.size() > request_.pending.size()) return ambiguous("more answers than items");
            if (items_of_different_children() && !fit_by_value(given)) return ambiguous("two children wait for an answer and none is named");
            if (given.size() == 2 && or_between(given[0].candidate.last, given[1].candidate.first) && !divided_by_slash(given)) return ambiguous("the text offers one answer or the other");
            if (given.size() < request_.pending.size()) fit_by_value(given);
        }
        std::stable_sort(given.begin(), given.end(), [](const Given& a, const Given& b) { return a.item.value_or(99) < b.item.value_or(99); });
        Reading reading = graded(given, "several answers, each graded against its item");
        reading.cls = given.size() >= 2 ? Class::answer_multi : Class::answer;
        if (given.size() < request_.pending.size() && !items_of_different_children() && reading.verdict == Verdict::right) reading.verdict = Verdict::partial;
        return reading;
    }

    bool divided_by_slash(const std::vector<Given>& given) const { return text_.symbol(given[0].candidate.last, '/'); }

    void merge_corrections(std::vector<Given>& given) const {
        for (std::size_t i = 0; given.size() > request_.pending.size() && i + 1 < given.size();) {
            if (correction_between(given[i].candidate.last, given[i + 1].candidate.first)) {
                given[i + 1].candidate.label = given[i + 1].candidate.label ? given[i + 1].candidate.label : given[i].candidate.label;
                given.erase(given.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                ++i;
            }
        }
    }

    // --- verdict ------------------------------------------------------------------------------------------------

    Reading single() {
        std::vector<Given> given{{answers_.front(), {}, {}}};
        if (request_.pending.size() == 1) given[0].item = 0;
        if (request_.pending.size() > 1 && !fit_by_value(given)) return ambiguous("one answer, several items wait for one");
        Reading reading = graded(given, request_.pending.empty() ? "an answer, but no item waits for one" : "one answer");
        reading.cls = Class::answer;
        // Who wrote the right number and then another has known it: right as if confirmed, and asked which he means.
        if (reading.verdict == Verdict::wrong && taken_back_ && given[0].item &&
            grade(taken_back_->value, request_.pending[*given[0].item].expected, false) == Verdict::right) {
            reading.verdict = reading.grades[0].verdict = Verdict::right;
            reading.confirm = true;
            reading.reason = "corrected away from the right answer: confirm which one is meant before it counts";
        }
        const bool others_open = request_.pending.size() > 1 && !items_of_different_children();
        if (others_open && reading.verdict == Verdict::right) reading.verdict = Verdict::partial;
        return reading;
    }

    Reading ambiguous(std::string why) const {
        Reading reading;
        reading.cls = Class::ambiguous;
        reading.reason = std::move(why) + ": ask which, once";
        return reading;
    }

    Reading graded(const std::vector<Given>& given, std::string reason) const {
        Reading reading;
        reading.reason = std::move(reason);
        for (const Given& one : given) {
            Grade grade_of{one.item, one.child, one.candidate.value, Verdict::none};
            if (one.item) {
                const PendingItem& item = request_.pending[*one.item];
                grade_of.verdict = grade(one.candidate.value, item.expected, item.simplify);
                if (!grade_of.child) grade_of.child = item.child;
            }
            reading.confirm = reading.confirm || one.candidate.confirm;
            if (!reading.value.empty()) reading.value += ";";
            reading.value += one.candidate.value.text();
            reading.grades.push_back(grade_of);
        }
        reading.verdict = overall(reading.grades);
        if (reading.confirm) reading.reason += "; read with a guess at a letter or sign, confirm before it counts";
        return reading;
    }

    static Verdict overall(const std::vector<Grade>& grades) {
        std::size_t right = 0;
        std::size_t partial = 0;
        std::size_t counted = 0;
        for (const Grade& one : grades) {
            counted += one.verdict == Verdict::none ? 0 : 1;
            right += one.verdict == Verdict::right ? 1 : 0;
            partial += one.verdict == Verdict::partial ? 1 : 0;
        }
        if (counted == 0) return Verdict::none;
        if (right == counted) return Verdict::right;
        return right + partial == 0 ? Verdict::wrong : Verdict::partial;
    }

    const ReadContext& context_;
    const MarkedText& text_;
    const ReadRequest& request_;
    const AnswerCandidates& found_;
    std::vector<Candidate> answers_;
    std::optional<Candidate> taken_back_;  ///< what stood before a correction
    bool ambiguous_ = false;
};

}  // namespace

Reading grade_candidates(const ReadContext& context, const AnswerCandidates& candidates) { return Grading(context, candidates).run(); }

}  // namespace tutorline::domain
