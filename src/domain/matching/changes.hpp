// The search for the smallest change that places a student. Small first: an hour more of a tutor, an hour more of the
// family, a place more with a tutor, the wish on gender (first of all where it is the reason), a tutor more. Among
// equal kinds the one with the cheapest placement, then the first in the problem's order.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "domain/matching/reasons.hpp"
#include "domain/matching/what_if.hpp"

namespace tutorline::domain::matching {

/// How much may still be searched, for all changes of one file together: counted, so that the answers repeat exactly.
struct Effort {
    std::int64_t looks = 1'600'000'000;
    int solves = 150;        ///< of coupled problems that are too large to be searched to the end
    bool cut_short = false;  ///< a change was passed by because its check did not end within the looks it may take
};

/// Hours of the week, ascending, that a family may be asked for beyond those it wishes.
using Askable = std::vector<int>;

/// Where nothing else is known: the hours in which somebody of the problem can. Nobody is asked for one at which nobody
/// calls, a night or a day off. All hours when there are none.
Askable hours_in_use(const Problem& problem);

std::optional<Change> flow_change(const Problem& problem, const Instance& instance, const Solution& solution,
                                  const WhatIf& what_if, const Reason& reason, int student, const Askable& askable,
                                  Effort& effort, const std::function<bool()>& out_of_time);

/// For coupled slots: candidates from the free seats beside everybody else, each checked with holds().
std::optional<Change> coupled_change(const Problem& problem, const Instance& instance, const Solution& solution,
                                     const Reason& reason, const std::vector<int>& members, const Askable& askable,
                                     Effort& effort, const std::function<bool()>& out_of_time);

/// Whether the members are placed when `change` is made. Problems of up to some hundred students are solved again
/// (coupled ones of more than sixty while `effort` lasts); larger ones as far as the change reaches: the tutor changed or new, those who are there, and all without a place.
/// Coupled slots: it is enough that all need that can be placed cannot be placed without them; solved to the end only
/// where the cost would have to decide.
bool holds(const Problem& problem, const Solution& solution, const Change& change, const std::vector<int>& members,
           Effort& effort, const std::function<bool()>& out_of_time);

inline bool holds(const Problem& problem, const Solution& solution, const Change& change, const std::vector<int>& members,
                  const std::function<bool()>& out_of_time) {
    Effort effort;
    return holds(problem, solution, change, members, effort, out_of_time);
}

/// A tutor for the household with its own hours, and those askable that it needs besides. Empty: nobody could take it whole.
std::optional<Change> newcomer_change(const Problem& problem, const std::vector<int>& members, const Askable& askable);

/// A tutor who suits the student best: first language, level, department; no hours or places yet.
Tutor newcomer_for(const Problem& problem, const Student& student);

}  // namespace tutorline::domain::matching
