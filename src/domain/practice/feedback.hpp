// What the child gets back for an answer: praise of the effort, one hint fitted to the mistake where it can be seen,
// after one retry the worked answer. At most three texts per item (the item, a hint, the end), one segment each,
// never a bare 'wrong' (FIELD.md B27).
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "domain/messaging/catalog.hpp"
#include "domain/practice/item.hpp"
#include "domain/practice/mistake.hpp"

namespace tutorline::domain {

enum class AnswerGrade {
    right,
    partial,   ///< the quotient without its remainder
    wrong,
    helpless,  ///< the child does not know, or asks how it is done: never graded as wrong
};

enum class FeedbackKind { praise, hint, worked };

struct Feedback {
    FeedbackKind kind = FeedbackKind::praise;
    Mistake mistake = Mistake::none;  ///< what was seen in the answer, for the tutor's note and for reports
    std::string text;                 ///< one segment
    bool closes = true;               ///< nothing more is sent for this item
};

/// Who reads it.
struct Audience {
    const Catalog& catalog;
    std::span<const std::string> languages;  ///< in order of preference
    std::string child;                       ///< first name; shortened to fit
};

/// `attempt` counts the answers to this item from 1, this one included; an ask-back ('which of the two?') is no attempt.
/// `value` is the answer's canonical form ("71", "13r3", "6/8"); empty when there is none.
Feedback feedback(const Item& item, AnswerGrade grade, std::string_view value, int attempt, const Audience& audience);

/// The item's text as it goes out first: name, week, sum, how to answer. One segment. `seen_before`: a spaced return.
std::string item_message(const Item& item, int week, bool seen_before, const Audience& audience);

}  // namespace tutorline::domain
