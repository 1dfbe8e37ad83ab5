// The words of the reader's enumerations: data files, tables and output use these and no others.
#include <array>

#include "domain/command/language_packs.hpp"
#include "domain/command/reading.hpp"

namespace tutorline::domain {
namespace {

constexpr std::array<std::string_view, class_count> class_words = {
    "answer",       "answer_multi", "answer_for", "ambiguous", "echo",         "dont_know", "help",       "question",
    "greeting",     "ack",          "yes",        "no",        "empty",        "chatter",   "who",        "wrong_number",
    "new_contact",  "number_change", "reschedule", "connectivity", "no_credit", "excused",  "absence_long", "withdraw",
    "opt_out",      "opt_in",       "boundary",   "safeguarding", "automated", "log",       "tutor_unavailable", "schedule_request"};

constexpr std::array<std::string_view, word_role_count> role_words = {
    "and_word",  "or_word",    "remainder",   "minus",  "decimal_mark", "over",  "plus",          "times",          "divided",        "equals",
    "courtesy",  "filler",     "vocative",    "unit",   "correction",   "contrast", "label",      "choice",         "relative",       "relay",
    "time_before", "time_after", "weak_number", "half", "whole",        "day",   "ordinal_first", "ordinal_second", "report_minutes", "report_level",
    "quotient",  "item_word",  "self",        "article",     "denial", "denial_bridge", "be_word", "sounds_like_number", "stop_verb", "part_of",
    "interrogative", "everyday", "busy", "clause_turn"};

constexpr std::array<std::string_view, 8> outcome_words = {"completed", "short",     "adult_contact", "no_contact",
                                                           "excused",   "withdrawn", "wrong_number",  "dropped"};

}  // namespace

std::string_view to_word(Class cls) { return class_words[static_cast<std::size_t>(cls)]; }

std::optional<QuestionTopic> topic_of_word(std::string_view word) {
    if (word == "cost") return QuestionTopic::cost;
    if (word == "recording") return QuestionTopic::recording;
    return std::nullopt;
}

std::optional<Class> class_of_word(std::string_view word) {
    for (std::size_t i = 0; i < class_words.size(); ++i)
        if (class_words[i] == word) return static_cast<Class>(i);
    return std::nullopt;
}

std::string_view to_word(WordRole role) { return role_words[static_cast<std::size_t>(role)]; }
std::string_view to_word(ReportedOutcome outcome) { return outcome_words[static_cast<std::size_t>(outcome)]; }

}  // namespace tutorline::domain
