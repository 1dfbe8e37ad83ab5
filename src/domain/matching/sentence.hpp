// Reasons and changes of the match in a coordinator's words.
#pragma once
#include <string>

#include "domain/matching/explain.hpp"
#include "domain/matching/reasons.hpp"

namespace tutorline::domain::matching {

enum class Tongue { english, spanish };

/// How hours are told. Without clock times a slot is "slot 3 of Tuesday".
struct WeekWords {
    Tongue tongue = Tongue::english;
    int slots_per_day = 0;
    int first_minute = -1;  ///< minute of the day of a day's first slot; -1: not known
};

std::string slot_words(int slot, const WeekWords& words);
std::string sentence(const Reason& reason, const WeekWords& words);
std::string sentence(const Change& change, const Problem& problem, const WeekWords& words);
/// Why this pair, what comes next and what would make it win.
std::string sentence(const PairExplanation& explanation, const Problem& problem, const WeekWords& words);

}  // namespace tutorline::domain::matching
