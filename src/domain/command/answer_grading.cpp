#include "domain/command/answer_grading.hpp"

#include <algorithm>

#include "domain/command/answer_settling.hpp"

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
        drop_denied_answers(context_, answers_);
        if (answers_.empty()) return ambiguous("only_denied");
        tidy_answers(context_, answers_);
        if (found_.worked_steps && request_.pending.size() <= 1) answers_.erase(answers_.begin(), answers_.end() - 1);
        if (by_name()) return by_children();
        if (request_.pending.size() >= 2 && (answers_.size() >= 2 || labelled())) return several();
        if (answers_.size() >= 2) {
            const Settled settled = settle_answers(context_, answers_);
            if (!settled.answer) return ambiguous("several_in_one");
            taken_back_ = settled.taken_back;
            answers_ = {Candidate(*settled.answer)};
        }
        return single();
    }

  private:
    // --- what the candidates say --------------------------------------------------------------------------------

    bool labelled() const {
        return std::any_of(answers_.begin(), answers_.end(), [](const Candidate& c) { return c.label.has_value(); });
    }

    // --- children -----------------------------------------------------------------------------------------------

    /// 'hermana de luis: 53': the name says whose relative writes, not whose answer it is; 'la mama de luis dice 53' tells his.
    bool names_relative(std::size_t name) const {
        constexpr std::size_t words_max = 2;
        std::size_t at = name;
        while (at > 0 && name - at < words_max && text_.is(at - 1, WordRole::filler) && !text_.is(at - 1, WordRole::relative)) --at;
        if (at == 0 || at == name || !text_.is(at - 1, WordRole::relative)) return false;
        return std::none_of(text_.roles.begin(), text_.roles.end(), [](RoleMask roles) { return (roles & role_bit(WordRole::relay)) != 0; });
    }

    std::vector<std::size_t> named_tokens() const {
        std::vector<std::size_t> tokens;
        for (std::size_t i = 0; i < context_.names.size(); ++i)
            if (context_.names[i] && !(i > 0 && context_.names[i - 1] == context_.names[i]) && !names_relative(i)) tokens.push_back(i);
        return tokens;
    }

    bool by_name() const { return !named_tokens().empty(); }

    /// Name first ('Luis 27 Ana 81') or number first ('27 Luis, 81 Ana'): whichever comes first in the text.
    std::vector<Given> pair_with_names() const {
        const auto names = named_tokens();
        const bool name_first = names.front() < answers_.front().first;
        std::vector<Given> given;
        // 'luis y ana 27 y 81': all names, then all numbers.
        if (names.size() == answers_.size() && (names.back() < answers_.front().first || names.front() >= answers_.back().last)) {
            for (std::size_t i = 0; i < names.size(); ++i) given.push_back({answers_[i], {}, context_.names[names[i]]});
            return given;
        }
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
            if (same && correction_between(text_, given[i].candidate.last, given[i + 1].candidate.first)) given.erase(given.begin() + static_cast<std::ptrdiff_t>(i));
            else ++i;
        }
        for (std::size_t i = 0; i < given.size(); ++i) {
            const auto items = items_of(*given[i].child);
            const std::size_t earlier = count_of({given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i)}, given[i].child);
            if (count_of(given, given[i].child) > std::max<std::size_t>(items.size(), 1)) {
                return ambiguous("child_more_answers");
            }
            if (earlier < items.size()) given[i].item = items[earlier];
        }
        Reading reading = graded(given, "names_child");
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
            if (given.size() == 1 && !fit_by_value(given)) return ambiguous("several_wait");
            if (given.size() > request_.pending.size()) return ambiguous("more_answers");
            if (items_of_different_children() && !fit_by_value(given)) return ambiguous("no_child_named");
            if (given.size() == 2 && or_between(text_, given[0].candidate.last, given[1].candidate.first) && !divided_by_slash(given)) return ambiguous("one_or_other");
            if (given.size() < request_.pending.size()) fit_by_value(given);
        }
        std::stable_sort(given.begin(), given.end(), [](const Given& a, const Given& b) { return a.item.value_or(99) < b.item.value_or(99); });
        Reading reading = graded(given, "several_answers");
        reading.cls = given.size() >= 2 ? Class::answer_multi : Class::answer;
        if (given.size() < request_.pending.size() && !items_of_different_children() && reading.verdict == Verdict::right) reading.verdict = Verdict::partial;
        return reading;
    }

    bool divided_by_slash(const std::vector<Given>& given) const { return text_.symbol(given[0].candidate.last, '/'); }

    void merge_corrections(std::vector<Given>& given) const {
        for (std::size_t i = 0; given.size() > request_.pending.size() && i + 1 < given.size();) {
            if (correction_between(text_, given[i].candidate.last, given[i + 1].candidate.first)) {
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
        if (request_.pending.size() > 1 && !fit_by_value(given)) return ambiguous("several_wait");
        if (given[0].item && choice_pending(request_) && given[0].candidate.value.form != Answer::Form::choice && request_.pending.size() == 1)
            return ambiguous("letter_awaited");
        Reading reading = graded(given, request_.pending.empty() ? "nothing_waits" : "one_answer");
        reading.cls = Class::answer;
        // Who wrote the right number and then another has known it: right as if confirmed, and asked which he means.
        if (reading.verdict == Verdict::wrong && taken_back_ && given[0].item &&
            grade(taken_back_->value, request_.pending[*given[0].item].expected, false) == Verdict::right) {
            reading.verdict = reading.grades[0].verdict = Verdict::right;
            reading.confirm = true;
            reading.reasons = {{"corrected_away"}};
        }
        const bool unsure = reading.verdict == Verdict::wrong || reading.verdict == Verdict::partial;
        const Candidate& answer = given[0].candidate;
        if (unsure && answer.in_words && unread_beside(context_, answer.first, answer.last)) return ambiguous("unread_beside");
        const bool others_open = request_.pending.size() > 1 && !items_of_different_children();
        if (others_open && reading.verdict == Verdict::right) reading.verdict = Verdict::partial;
        return reading;
    }

    Reading ambiguous(const char* why) const {
        Reading reading;
        reading.cls = Class::ambiguous;
        reading.reasons = {{why}, {"ask_which"}};
        return reading;
    }

    Reading graded(const std::vector<Given>& given, const char* reason) const {
        Reading reading;
        reading.reasons = {{reason}};
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
        if (reading.confirm) reading.reasons.push_back({"guess"});
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
};

}  // namespace

Reading grade_candidates(const ReadContext& context, const AnswerCandidates& candidates) { return Grading(context, candidates).run(); }

}  // namespace tutorline::domain
