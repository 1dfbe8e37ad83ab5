#include "domain/conversation/answers.hpp"

#include <algorithm>

#include "domain/conversation/enquiries.hpp"
#include "domain/conversation/reply.hpp"
#include "domain/messaging/segments.hpp"

namespace tutorline::domain {
namespace {

ItemStep step_of(const OpenItem& item) {
    ItemStep step;
    step.item = item.id;
    step.student = item.student;
    step.state = item.state;
    step.texts_used = item.texts_used;
    step.asked_again = item.asked_again;
    return step;
}

/// A text about an item; it counts for the item's limit.
NewText item_text(const FamilyView& view, const OpenItem& item, const Program& program, std::string key, Arguments arguments,
                  base::Instant now) {
    NewText text = text_to_family(view, program, TextKind::feedback, std::move(key), std::move(arguments), now);
    text.student = item.student;
    if (const ChildOnPhone* child = find_child(view, item.student)) {
        if (!child->text_languages.empty()) text.languages = child->text_languages;
        text.words.arguments.insert(text.words.arguments.begin(), {"child", short_name(child->first_name)});
    }
    return text;
}

/// Feedback for one more answer (verdict none: 'I do not know'), and where the item goes from here.
void answer_item(TextDecision& decision, const FamilyView& view, const OpenItem& item, Verdict verdict, const std::string& value,
                 bool guessed, const Program& program, base::Instant now) {
    ItemStep step = step_of(item);
    step.verdict = verdict;
    step.given = value;
    step.guessed = guessed;
    const int left = program.practice.item_texts_max - item.texts_used;
    const bool first = item.state == ItemState::waiting;
    const bool hint = verdict != Verdict::right && first && left >= 2;  // a hint is given only where its end can still be told
    if (verdict == Verdict::right) {
        step.state = ItemState::right;
    } else {
        step.state = hint ? ItemState::hinted : ItemState::shown;
    }
    if (left >= 1) {
        NewText text = item_text(view, item, program, {}, {}, now);
        const ChildOnPhone* child = find_child(view, item.student);
        text.feedback = FeedbackText{item.item, verdict, value, verdict == Verdict::right ? (first ? 1 : 2) : (hint ? 1 : 2),
                                     child != nullptr ? child->first_name : std::string{}};
        decision.texts.push_back(std::move(text));
        ++step.texts_used;
    }
    decision.changes.emplace_back(step);
}

/// Asks about an item once, and only while a text is left to end it with; after that a person helps.
void ask_once(TextDecision& decision, const FamilyView& view, const OpenItem& item, std::string key, Arguments arguments,
              const Program& program, base::Instant now) {
    ItemStep step = step_of(item);
    if (item.asked_again || item.texts_used + 1 >= program.practice.item_texts_max) {
        if (const ChildOnPhone* child = find_child(view, item.student)) ask_tutor(decision, *child, item.text, now);
        return;
    }
    step.asked_again = true;
    ++step.texts_used;
    decision.changes.emplace_back(step);
    decision.texts.push_back(item_text(view, item, program, std::move(key), std::move(arguments), now));
}

/// The newest item of the child meant; null when it could be either child's.
const OpenItem* item_meant(const FamilyView& view, const Reading& reading) {
    const ChildOnPhone* named = nullptr;
    if (reading.child && *reading.child < view.children.size()) named = &view.children[*reading.child];
    const OpenItem* newest = nullptr;
    for (const OpenItem& item : view.items) {
        if (named != nullptr && item.student != named->student) continue;
        if (named == nullptr && newest != nullptr && newest->student != item.student) return nullptr;
        newest = &item;
    }
    return newest;
}

/// 'Whose answer is this?', asked about the newest item of the phone.
void ask_which_child(TextDecision& decision, const FamilyView& view, const Program& program, base::Instant now) {
    ask_once(decision, view, view.items.back(), "families.ask_which_child", {}, program, now);
}

/// The different whole numbers of the text: what a child hesitates between.
std::vector<std::string> candidates(const std::string& text) {
    std::vector<std::string> values;
    std::string digits;
    for (const char letter : text + " ") {
        if (letter >= '0' && letter <= '9') {
            digits += letter;
        } else if (!digits.empty()) {
            if (std::find(values.begin(), values.end(), digits) == values.end()) values.push_back(digits);
            digits.clear();
        }
    }
    return values;
}

/// The text is one whole number and nothing else.
std::optional<Answer> only_number(const std::string& text) {
    constexpr std::size_t digits_max = 6;
    const auto first = text.find_first_not_of(" \n"), last = text.find_last_not_of(" \n");
    if (first == std::string::npos || last - first >= digits_max) return std::nullopt;
    const std::string digits = text.substr(first, last - first + 1);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return parse_answer_key(digits);
}

void ask_to_confirm(TextDecision& decision, const FamilyView& view, const OpenItem& item, const Grade& grade, const Program& program,
                    base::Instant now) {
    PendingQuestion question;
    question.kind = PendingQuestion::Kind::confirm_answer;
    question.student = item.student;
    question.item = item.id;
    question.value = grade.given.text();
    question.asked_at = now;
    decision.changes.emplace_back(AskPhone{question});
    ask_once(decision, view, item, "families.ask_confirm", {{"value", question.value}}, program, now);
}

}  // namespace

FamilyDecision decide_answers(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (view.question && view.question->kind == PendingQuestion::Kind::confirm_answer) {
        decision.changes.emplace_back(ForgetQuestion{});  // a new answer replaces the one we asked about
    }
    bool graded = false;
    std::vector<std::size_t> done;
    for (auto grade = reading.grades.rbegin(); grade != reading.grades.rend(); ++grade) {  // the last word on an item counts
        if (!grade->item || *grade->item >= view.items.size() || grade->verdict == Verdict::none) continue;
        if (std::find(done.begin(), done.end(), *grade->item) != done.end()) continue;
        done.push_back(*grade->item);
    }
    std::sort(done.begin(), done.end());
    for (const std::size_t index : done) {
        const auto last = std::find_if(reading.grades.rbegin(), reading.grades.rend(), [&](const Grade& grade) {
            return grade.item == index && grade.verdict != Verdict::none;
        });
        const OpenItem& item = view.items[index];
        const bool unsure = reading.confirm && last->verdict != Verdict::right && !item.asked_again &&
                            item.texts_used + 1 < program.practice.item_texts_max;
        if (unsure) {
            ask_to_confirm(decision, view, item, *last, program, now);  // never wrong on a guess
        } else {
            answer_item(decision, view, item, last->verdict, last->given.text(), reading.confirm, program, now);
        }
        graded = true;
    }
    if (graded) return decision;
    if (view.items.empty()) {
        decision.facts.push_back({"answer_without_item", view.known() ? view.children.front().student : StudentId{}, {}, {}, {}});
        return decision;
    }
    const OpenItem* item = item_meant(view, reading);  // a relative answered, or it fits no item: it is the child's turn
    if (item == nullptr) {
        ask_which_child(decision, view, program, now);
    } else {
        ask_once(decision, view, *item, "families.ask_child", {{"item", item->text}}, program, now);
    }
    return decision;
}

/// The child's other open sums came at least a day before: a number that fits none of them answers the newest.
bool came_after_others(const FamilyView& view, const OpenItem& newest) {
    return view.items.size() > 1 && std::ranges::all_of(view.items, [&](const OpenItem& item) {
        return item.id == newest.id || item.student != newest.student || newest.sent_at - item.sent_at >= std::chrono::hours{24};
    });
}

FamilyDecision decide_ambiguous(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (view.items.empty()) return decision;
    const OpenItem* item = item_meant(view, reading);
    const std::vector<std::string> values = candidates(view.text);
    if (item == nullptr) {
        ask_which_child(decision, view, program, now);
    } else if (const auto value = only_number(view.text); value && (item->asked_again || came_after_others(view, *item))) {
        answer_item(decision, view, *item, grade(*value, item->expected, false), value->text(), false, program, now);
    } else if (values.size() == 2 && values[0].size() <= 6 && values[1].size() <= 6) {
        ask_once(decision, view, *item, "families.ask_which", {{"first", values[0]}, {"second", values[1]}}, program, now);
    } else {
        ask_once(decision, view, *item, "families.not_understood", {{"item", item->text}}, program, now);
    }
    return decision;
}

FamilyDecision decide_echo(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    if (view.items.empty()) return decision;
    const OpenItem* item = &view.items.back();
    for (const Grade& grade : reading.grades) {
        if (grade.item && *grade.item < view.items.size()) item = &view.items[*grade.item];
    }
    ask_once(decision, view, *item, "families.ask_again", {{"item", item->text}}, program, now);
    return decision;
}

FamilyDecision decide_helpless(const FamilyView& view, const Reading& reading, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const OpenItem* item = item_meant(view, reading);
    if (item == nullptr) {
        ask_which_child(decision, view, program, now);
        return decision;
    }
    answer_item(decision, view, *item, Verdict::none, {}, false, program, now);
    if (reading.cls == Class::help) {
        if (const ChildOnPhone* child = find_child(view, item->student)) ask_tutor(decision, *child, item->text, now);
    }
    return decision;
}

FamilyDecision decide_confirmed(const FamilyView& view, bool yes, const Program& program, base::Instant now) {
    FamilyDecision decision;
    const PendingQuestion question = *view.question;
    decision.changes.emplace_back(ForgetQuestion{});
    const auto item = std::find_if(view.items.begin(), view.items.end(), [&](const OpenItem& open) { return open.id == question.item; });
    const auto given = parse_answer_key(question.value);
    if (!yes || item == view.items.end() || !given) return decision;
    answer_item(decision, view, *item, grade(*given, item->expected, false), question.value, false, program, now);
    return decision;
}

}  // namespace tutorline::domain
