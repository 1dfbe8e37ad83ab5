// Why a student of a match has no tutor, and the smallest change that gives one, if possible without moving anybody
// else: found beside all who have a place, so that nobody is asked for an hour that would not help.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "domain/matching/reasons.hpp"
#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

struct Unplaced {
    enum class Reason {
        no_consent,      ///< nobody may call
        no_windows,      ///< the family gave no hours
        outside_hours,   ///< the hours given are not within the call hours
        few_days,        ///< the hours given lie on fewer days than the cohort has calls a week
        sibling_hours,   ///< siblings go together, and `sibling` has no hours within the call hours
        sibling_days,    ///< siblings go together, and their hours do not let them on as many days as there are calls
        no_need,         ///< the rules of need give no point: a place would only cost
        no_language,     ///< no tutor shares a language
        no_level,        ///< of those, none teaches the operation or one next to it
        no_gender,       ///< of those, none fits the household's wish
        no_common_slot,  ///< of those, none is free at the family's hours
        common_days,     ///< of those, each is free at the family's hours on fewer days than there are calls
        sibling_wishes,  ///< siblings go together with one tutor, and wish one of different gender
        sibling_tutors,  ///< siblings go together with one tutor, and none passes language, level and gender with each of them
        household,       ///< siblings go together, back to back, with one tutor
        taken,           ///< the hours in common went to other students
        full,            ///< all tutors with an hour in common have their students
    };
    static constexpr int reasons = 17;

    int student = 0;  ///< place in roster.students
    Reason reason = Reason::full;
    int sibling = -1;  ///< place in roster.students, of Reason::sibling_hours
    int tutors_left = 0;  ///< tutors that pass language, level and gender (of all siblings, who go together)
    std::optional<matching::Change> change;  ///< in the problem's numbers; none: no single change of these kinds was found
    int rivals = 0;  ///< others in as much need whom the same change would place; of `newcomer`: newcomer_rivals
    std::optional<matching::Change> newcomer;  ///< where `change` is empty and an hour can help: a tutor more
};

/// All students without a place, in the order of the roster. A change is one that places this very student: not one whose
/// place somebody in more need would take. Changes that move others are tried by solving, at most `solves_max` times.
std::vector<Unplaced> unplaced_students(const Program& program, const Roster& roster, const RosterMatch& match, int solves_max = 2000);

/// What surely places this student, found by solving: the change told, else a tutor more or as many as it takes. `index` is
/// the student's place in the problem. None when time runs out, or the reason is one that no hour and no tutor mends.
std::optional<matching::Change> enough_for(const Program& program, const Roster& roster, const RosterMatch& match, const Unplaced& unplaced, int index,
                                           const std::function<bool()>& out_of_time, const std::function<void(const matching::Progress&)>& progress = {});

}  // namespace tutorline::domain
