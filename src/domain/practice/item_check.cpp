#include "domain/practice/item_check.hpp"

#include <map>

#include "domain/messaging/messages.hpp"
#include "domain/messaging/segments.hpp"
#include "domain/practice/feedback.hpp"
#include "domain/practice/item_answer.hpp"

namespace tutorline::domain {
namespace {

constexpr int longest_week = 16;

/// Wrong answers that bring about every mistake an item can show.
std::vector<std::string> wrong_answers(const Item& item) {
    const long a = item.operands[0];
    const long b = item.operands[1] < 0 ? -item.operands[1] : item.operands[1];
    const auto right = read_value(item.expected).value_or(CanonicalValue{});
    std::vector<std::string> answers{"999999"};
    const long values[] = {right.whole, right.whole - 10, right.whole + 10, right.whole + 1, right.whole - 1, right.whole * 10, right.whole / 10, right.whole / 100, a + b, a - b, a * b,
                           right.whole - b, right.whole + b, right.whole - a, right.whole + a, a / 10 * b * 10 + a % 10 * b % 10};
    for (const long value : values) answers.push_back(std::to_string(value));
    if (item.skill == Skill::fractions) answers.push_back(std::to_string(a + b) + "/" + std::to_string(2 * item.operands[2]));
    if (right.rest) {
        answers.push_back(std::to_string(right.whole) + "r" + std::to_string(*right.rest + 1));
        answers.push_back(std::to_string(right.whole - 1) + "r" + std::to_string(*right.rest + b));
    }
    return answers;
}

class Measure {
  public:
    Measure(const Catalog& catalog, std::string_view language, bool ucs2_allowed)
        : catalog_(catalog), languages_{std::string{language}}, ucs2_allowed_(ucs2_allowed), audience_{catalog, languages_, std::string{longest_argument("child")}} {}

    void item(const Item& item) {
        text("families.item", item, item_message(item, longest_week, false, audience_));
        text("families.item_spaced", item, item_message(item, longest_week, true, audience_));
        const Arguments again{{"child", audience_.child}, {"item", item_text(item, catalog_, languages_)}};
        for (const char* key : {"families.ask_again", "families.ask_child", "families.not_understood"}) text(key, item, render(catalog_, languages_, key, again));
        text("families.feedback_right_1", item, feedback(item, AnswerGrade::right, item.expected, 1, audience_).text);
        text("families.feedback_right_retry", item, feedback(item, AnswerGrade::right, item.expected, 2, audience_).text);
        text(worked_text(item).key, item, feedback(item, AnswerGrade::wrong, "", 2, audience_).text);
        text(hint_text(item, Mistake::none, "").key, item, feedback(item, AnswerGrade::helpless, "", 1, audience_).text);
        for (const auto& value : wrong_answers(item)) {
            const Feedback given = feedback(item, AnswerGrade::wrong, value, 1, audience_);
            text(hint_text(item, given.mistake, value).key, item, given.text);
        }
    }

    std::vector<CatalogProblem> take() {
        std::vector<CatalogProblem> problems;
        for (auto& [unused, worst] : worst_) problems.push_back(std::move(worst.problem));
        return problems;
    }

  private:
    struct Worst {
        int units = 0;
        CatalogProblem problem;
    };

    void text(const std::string& key, const Item& item, const std::string& sent) {
        const SmsSize size = measure_sms(sent);
        if (size.segments <= 1 || (ucs2_allowed_ && size.alphabet == Alphabet::ucs2)) return;
        auto& worst = worst_[key];
        if (size.units <= worst.units) return;
        const Message* message = catalog_.find(languages_.front(), key);
        worst = {size.units,
                 {true, message == nullptr ? SourcePlace{} : message->place, key,
                  "with the item " + item.id + " and a long name this is " + std::to_string(size.units) + " letters, " + std::to_string(size.segments) + " SMS instead of 1",
                  "shorten this text, or the text of the sum (" + item.text_key + ")"}};
    }

    const Catalog& catalog_;
    std::vector<std::string> languages_;
    bool ucs2_allowed_;
    Audience audience_;
    std::map<std::string, Worst> worst_;
};

}  // namespace

std::vector<CatalogProblem> check_item_texts(const Catalog& catalog, std::string_view language, bool ucs2_allowed) {
    Measure measure{catalog, language, ucs2_allowed};
    for (const Item& item : item_bank()) measure.item(item);
    return measure.take();
}

}  // namespace tutorline::domain
