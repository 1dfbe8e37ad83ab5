// A whole round in one object: what `tutorline demo --json` writes.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "reports/indicators.hpp"

namespace tutorline::reports {

/// Evaluations of invariants in a simulation, not kinds of them.
struct Invariants {
    std::uint64_t checked = 0, violated = 0;
};

struct RoundSummary {
    int students = 0, matched = 0, unmatched = 0;
    int planned = 0;
    Outcomes sessions;           ///< lessons of matched students
    std::int64_t attempts = 0;   ///< dials, onboarding calls included
    std::int64_t child_minutes = 0;  ///< whole minutes, in lessons
    std::vector<int> attendance; ///< [k]: matched students with k lessons in which the child was on the line
    std::int64_t texts_out = 0, segments = 0, texts_in = 0;
    std::int64_t items_sent = 0, items_answered = 0, items_right = 0;
    LevelCounts start, end;
};

/// The page of the round's end in one object.
RoundSummary summarise_round(const WeeklyReport& page);

/// No wall times and no names: the same round gives the same bytes.
std::string round_json(const RoundSummary& summary, const Invariants& invariants);

}  // namespace tutorline::reports
