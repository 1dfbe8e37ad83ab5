// Why a placed student has this tutor and hour: the terms of the cost, the runner-up, and what would make it win.
#pragma once
#include <optional>
#include <vector>

#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

struct CostTerms {
    std::int64_t slots = 0, language = 0, level = 0, department = 0, tutor_changed = 0;
    std::int64_t sum() const { return slots + language + level + department + tutor_changed; }
    friend bool operator==(const CostTerms&, const CostTerms&) = default;
};

enum class Term {
    hour,           ///< the slots cost the student nothing
    language,       ///< the tutor speaks the preferred one
    level,          ///< the tutor teaches it
    department,     ///< the tutor's is the student's
    tutor_changed,  ///< it is the tutor from before
};

struct PairExplanation {
    int student = 0, tutor = 0;
    std::vector<int> slots;
    CostTerms terms;
    /// The best placement with another tutor.
    struct RunnerUp {
        int tutor = 0;
        std::vector<int> slots;
        CostTerms terms;
        /// What the whole match would lose with it, need first: the amount to gain for it to win. Empty with coupled
        /// slots of many students, where only the pair's own costs are compared.
        std::optional<std::int64_t> need_lost, cost_more;
        std::vector<int> displaced;  ///< students that hold its hours now
        /// One term of its cost that is enough: without it a match anew gives the student this tutor. Tried by solving, where
        /// cost_more is known.
        std::optional<Term> enough;
    };
    std::optional<RunnerUp> runner_up;  ///< empty: nobody else could teach this student
};

/// `student` must be placed in the solution. The runner-up's true price is found by solving with that tutor forbidden.
PairExplanation explain_pair(const Problem& problem, const Solution& solution, int student,
                             const SolveOptions& options = {});

}  // namespace tutorline::domain::matching
