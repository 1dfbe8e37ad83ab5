// One interface to the match. Objective, in this order: the largest sum of need of placed students; with promises
// (Problem::current) the fewest promised calls moved; the smallest total cost.
//
// One call a week without households of several members is a min-cost flow, solved to the optimum with a dual
// certificate that is checked on every solve. Two calls a week and siblings couple the slots: branch and bound over
// a Lagrangean bound, exact for small problems, with a certified gap for large ones.
//
// Ties: students, tutors and slots are taken in the order of the problem (slots ascending) and all arithmetic that
// decides is in integers, so the same problem and seed give the same solution on every machine.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "domain/matching/problem.hpp"

namespace tutorline::domain::matching {

struct Placement {
    int student = 0;         ///< index into Problem::students
    int tutor = 0;           ///< index into Problem::tutors
    std::vector<int> slots;  ///< ascending, sessions_per_week of them
    std::int64_t cost = 0;
};

struct Bound {
    std::int64_t need = 0;   ///< no placement reaches more need
    std::int64_t moved = 0;  ///< no placement with need_placed moves fewer promised calls (re-match only)
    std::int64_t cost = 0;   ///< no placement with need_placed (and calls_moved) costs less
};

struct Solution {
    std::vector<Placement> placed;  ///< by student, ascending
    std::vector<int> unplaced;      ///< students, ascending
    std::int64_t need_placed = 0;
    std::int64_t need_total = 0;
    std::int64_t calls_moved = 0;  ///< promised calls whose tutor or slot changed, or that are gone
    std::int64_t cost = 0;
    Bound bound;
    bool optimal = false;  ///< proven: bound.need == need_placed, bound.moved == calls_moved, bound.cost == cost
    std::uint64_t seed = 0;
};

struct Progress {
    std::string_view stage;  ///< one word for the kind of work, in English: a key, not a text
    std::int64_t done = 0;
    std::int64_t total = 0;  ///< 0: not known
};

struct SolveOptions {
    std::uint64_t seed = 1;
    std::function<bool()> out_of_time;  ///< polled often; empty: no limit. Then the best found is returned with its gap
    /// With a limit of time: how much of it has gone, in thousandths. Stages of large problems then take a share each, and
    /// walks cool down within theirs. Empty: no such limit.
    std::function<int()> time_gone;
    /// Coupled slots only: about so many choices are looked at, 0 for no limit. Counted, not timed, so it repeats exactly.
    std::int64_t work_max = 0;
    /// Small coupled problems only: choices that the search may still look at, counted down; nullptr: no limit.
    std::int64_t* looks = nullptr;
    /// Small coupled problems only, where neither time nor looks are limited: after so many choices looked at the exact
    /// search ends and the problem is searched as a large one. Some seconds.
    std::int64_t exact_looks_max = 600'000'000;
    /// A re-match of one call a week without siblings: what keep_prices (kept_prices.hpp) wrote of the match that is changed.
    /// The same placements come out without it, or with another's, but later.
    std::string_view prices = {};
    std::function<void(const Progress&)> progress;  ///< called now and then; empty: silent
};

/// Tells how far it is; true when the time is over.
inline bool tick(const SolveOptions& options, std::string_view stage, std::int64_t done, std::int64_t total) {
    if (options.progress) options.progress({stage, done, total});
    return options.out_of_time && options.out_of_time();
}

/// The problem must have no faults(). With promises it is a re-match. Pins are kept: students with pins come before
/// all need (a household with a pin is placed around it; if that cannot be, it stays unplaced and so says the reason).
Solution solve(const Problem& problem, const SolveOptions& options = {});

/// Checks a solution against the rules by itself, without any solver: allowed pairs, seats, students_max, days,
/// households, pins, costs and sums. Empty when right, else the first thing that is wrong (for tests and as a last
/// gate before a solution is applied).
std::string violation(const Problem& problem, const Solution& solution);

}  // namespace tutorline::domain::matching
