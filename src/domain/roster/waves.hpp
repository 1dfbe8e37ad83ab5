// A cohort too large for the tutors there are, in waves one after the other: those with the most need first.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

struct Wave {
    struct Place {
        int student = 0;         ///< place in roster.students
        int tutor = 0;           ///< place in roster.tutors
        std::vector<int> slots;  ///< of the programme's week
        std::int64_t need = 0;
    };
    std::chrono::sys_days starts{};  ///< Monday of programme week 1
    std::chrono::sys_days ends{};    ///< day of its last lesson, in the department and on the weekday that blackouts hold up the longest
    std::vector<Place> places;       ///< in the order of the roster
    std::int64_t need = 0;
};

struct WavePlan {
    std::vector<Wave> waves;
    std::vector<int> left;             ///< places in roster.students: no wave has a place for them, whatever its number
    std::vector<int> without_consent;  ///< nobody may call them
    bool cut = false;                  ///< there would be more waves than waves_max, or blackouts leave no weeks for the next
};

constexpr int waves_max = 40;

/// Each wave is the match of those still waiting with all tutors (most need first), as long as the programme's weeks; the
/// next starts the first Monday after its last lesson whose week is no pause. `told` is called before each wave is solved, with its
/// number from 1; `options.progress` while it is. Siblings of large waves are searched with a part of the work that the
/// match itself is given: who is in which wave hardly changes, and each wave is matched anew before it starts. The same
/// files give the same plan.
WavePlan plan_waves(const Program& program, const Roster& roster, const std::function<void(int)>& told = {},
                    const matching::SolveOptions& options = {});

}  // namespace tutorline::domain
