// What is placed as a whole: a household (or a student alone) with one tutor, on sessions_per_week different days, on
// each of them in one run of consecutive slots, one slot for each member. The order of the members inside a run is
// free for everybody else, so it is settled here, at its smallest cost.
#pragma once
#include <cstdint>
#include <limits>
#include <vector>

#include "domain/matching/instance.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

struct Run {
    int start;          ///< first slot; the run covers as many slots as the unit has members
    std::int64_t cost;  ///< members' slot costs; in a re-match less move_weight for each call that is as promised
};

struct Unit {
    std::vector<int> members;
    std::int64_t need = 0;                        ///< sum over members, plus pin_worth when a member is pinned
    int pin_tutor = nobody;                       ///< of any member
    std::vector<int> promise_tutors;              ///< tutors that a member was promised, ascending
    std::vector<Run> runs;                        ///< with any other tutor, by start
    std::vector<std::vector<Run>> promised_runs;  ///< for promise_tutors[i]; same starts as `runs`
    int size() const { return static_cast<int>(members.size()); }
    const std::vector<Run>& runs_with(int tutor) const;
};

/// One way to place a unit.
struct Choice {
    int unit = 0;
    int tutor = nobody;
    std::vector<int> starts;  ///< of the runs, ascending
    std::int64_t cost = 0;
};

class Units {
  public:
    explicit Units(const Instance& instance);

    const Instance& instance;
    std::vector<Unit> units;
    std::int64_t pin_worth = 0;    ///< more than all need together: pins come first
    std::int64_t move_weight = 0;  ///< more than all costs together; 0 without promises: a kept call is worth that much
    static constexpr std::int64_t no_run = std::numeric_limits<std::int64_t>::max() / 4;

    /// Sum of the members' pair costs, or Instance::not_allowed (also when a pin names another tutor).
    std::int64_t pair_cost(int unit, int tutor) const;
    /// Every choice of the unit with the tutor for which free(slot) holds, in order of starts. Stops at `limit`.
    template <class Free>
    void each_choice(int unit, int tutor, const Free& free, std::vector<Choice>& choices, std::size_t limit) const {
        const std::int64_t pair = pair_cost(unit, tutor);
        if (pair == Instance::not_allowed) return;
        const Unit& u = units[static_cast<std::size_t>(unit)];
        std::vector<Run> usable;
        for (const Run& run : u.runs_with(tutor)) {
            bool open = true;
            for (int i = 0; i < u.size() && open; ++i)
                open = instance.offers(tutor, run.start + i) && free(run.start + i);
            if (open) usable.push_back(run);
        }
        Choice choice{unit, tutor, {}, pair};
        combine(usable, 0, choice, choices, limit);
    }
    /// Every choice with the tutor out of these runs.
    void each_choice_of(int unit, int tutor, std::int64_t pair_cost, const std::vector<Run>& runs,
                        std::vector<Choice>& choices, std::size_t limit) const {
        Choice choice{unit, tutor, {}, pair_cost};
        combine(runs, 0, choice, choices, limit);
    }
    /// The members' slots for a choice: the cheapest order inside each run; among equals the first in order of members.
    std::vector<Placement> placements(const Choice& choice) const;
    /// Tutors whose kind suits the unit, ascending.
    std::vector<int> allowed_tutors(int unit) const;

  private:
    void combine(const std::vector<Run>& usable, std::size_t from, Choice& choice, std::vector<Choice>& choices,
                 std::size_t limit) const;
    std::int64_t best_order(const Unit& unit, int tutor, int start, std::vector<int>* order) const;
    std::int64_t call_cost(int student, int tutor, int slot) const;
};

}  // namespace tutorline::domain::matching
