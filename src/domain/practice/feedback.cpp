#include "domain/practice/feedback.hpp"

#include <algorithm>
#include <array>

#include "base/random.hpp"
#include "domain/messaging/segments.hpp"
#include "domain/practice/answer.hpp"
#include "domain/practice/item_answer.hpp"

namespace tutorline::domain {
namespace {

constexpr int attempts_max = 2;  // the answer and one retry: with the item itself three texts
constexpr std::uint64_t praises = 3;
constexpr std::int64_t near_by = 2, near_part = 5;  // two away, or a fifth of it

std::string in_words(const HintText& part, const Audience& audience) {
    Arguments arguments = part.arguments;
    for (auto& [name, value] : arguments)
        if (name == "answer") value = answer_text(value, audience.catalog, audience.languages);
    return render(audience.catalog, audience.languages, part.key, arguments);
}

/// The first of the forms that is one segment; the shortest form, which is the last, if none is.
std::string fitting(const Audience& audience, std::initializer_list<std::string_view> keys, const Arguments& arguments) {
    std::string text;
    for (const auto key : keys) {
        text = render(audience.catalog, audience.languages, key, arguments);
        if (measure_sms(text).segments == 1) break;
    }
    return text;
}

Feedback praise(const Item& item, int attempt, const Audience& audience) {
    const std::uint64_t variant = base::stable_hash(item.id) % praises + 1;
    const std::string key = attempt > 1 ? "families.feedback_right_retry" : "families.feedback_right_" + std::to_string(variant);
    const Arguments arguments{{"child", short_name(audience.child)}, {"solved", solved_text(item, audience.catalog, audience.languages)}};
    return {FeedbackKind::praise, Mistake::none, render(audience.catalog, audience.languages, key, arguments), true};
}

Feedback worked(const Item& item, Mistake mistake, const Audience& audience) {
    const Arguments arguments{{"child", short_name(audience.child)}, {"worked", in_words(worked_text(item), audience)}};
    return {FeedbackKind::worked, mistake, fitting(audience, {"families.feedback_worked", "families.feedback_worked_short"}, arguments), true};
}

/// -1 where it is none, or below zero.
std::int64_t whole_number(std::string_view text) {
    const auto answer = parse_answer_key(text);
    const auto whole = answer ? answer->whole() : std::nullopt;
    return std::max<std::int64_t>(whole.value_or(-1), -1);
}

/// 'Almost' is said of a slip, or of a number near the right one: 12 for 62 + 4 is neither, and a child knows it.
bool is_close(const Item& item, AnswerGrade grade, Mistake mistake, std::string_view value) {
    constexpr std::array slips{Mistake::forgot_carry, Mistake::carried_twice, Mistake::forgot_borrow, Mistake::turned_around, Mistake::one_row_less,
                               Mistake::one_row_more, Mistake::times_carry, Mistake::remainder_missing, Mistake::remainder_wrong,
                               Mistake::remainder_large, Mistake::reversed, Mistake::off_by_one};
    if (grade == AnswerGrade::partial || std::find(slips.begin(), slips.end(), mistake) != slips.end()) return true;
    const std::int64_t given = whole_number(value), right = whole_number(item.expected);
    if (given < 0 || right < 0) return false;
    const std::int64_t away = given > right ? given - right : right - given;
    return away <= std::max(near_by, right / near_part);
}

Feedback hint(const Item& item, AnswerGrade grade, Mistake mistake, std::string_view value, const Audience& audience) {
    const Arguments arguments{{"child", short_name(audience.child)},
                              {"hint", in_words(hint_text(item, mistake, value), audience)},
                              {"item", sum_text(item, audience.catalog, audience.languages)}};
    std::string text;
    if (grade == AnswerGrade::helpless) text = fitting(audience, {"families.feedback_help", "families.feedback_help_short"}, arguments);
    else if (is_close(item, grade, mistake, value)) text = fitting(audience, {"families.feedback_retry", "families.feedback_retry_short"}, arguments);
    else text = fitting(audience, {"families.feedback_try", "families.feedback_try_short"}, arguments);
    return {FeedbackKind::hint, mistake, std::move(text), false};
}

}  // namespace

Feedback feedback(const Item& item, AnswerGrade grade, std::string_view value, int attempt, const Audience& audience) {
    if (grade == AnswerGrade::right) return praise(item, attempt, audience);
    const bool helpless = grade == AnswerGrade::helpless;
    const Mistake mistake = helpless ? Mistake::none : see_mistake(item, value);
    if (attempt >= attempts_max) return worked(item, mistake, audience);
    return hint(item, grade, mistake, value, audience);
}

std::string item_message(const Item& item, int week, bool seen_before, const Audience& audience) {
    const Arguments arguments{{"child", short_name(audience.child)}, {"week", std::to_string(week)}, {"item", item_text(item, audience.catalog, audience.languages)}};
    return render(audience.catalog, audience.languages, seen_before ? "families.item_spaced" : "families.item", arguments);
}

}  // namespace tutorline::domain
