// Why a student of a match has no tutor, and the smallest change that gives one, if possible without moving anybody
// else: checked by solving with it, so that nobody is asked for an hour that would not help.
#pragma once
#include <optional>
#include <vector>

#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

struct Unplaced {
    enum class Reason {
        no_consent,      ///< nobody may call
        no_windows,      ///< the family gave no hours
        outside_hours,   ///< the hours given are not within the call hours
        sibling_hours,   ///< siblings go together, and `sibling` has no hours within the call hours
        no_need,         ///< the rules of need give no point: a place would only cost
        no_language,     ///< no tutor shares a language
        no_level,        ///< of those, none teaches the operation or one next to it
        no_gender,       ///< of those, none fits the household's wish
        no_common_slot,  ///< of those, none is free at the family's hours (with two calls: on two days)
        household,       ///< siblings go together, back to back, with one tutor
        taken,           ///< the hours in common went to other students
        full,            ///< all tutors with an hour in common have their students
    };
    struct Change {
        enum class Kind {
            tutor_hour,    ///< this tutor, one more half hour at `slot`
            tutor_place,   ///< this tutor takes one more student: more minutes a week, or a retry slot less
            student_hour,  ///< this family, one more half hour at `slot`, when `tutor` has one free
            any_gender,    ///< the household does without its wish
        };
        Kind kind;
        int tutor = -1;  ///< place in roster.tutors
        int slot = -1;
    };
    int student = 0;  ///< place in roster.students
    Reason reason = Reason::full;
    int sibling = -1;  ///< place in roster.students, of Reason::sibling_hours
    int tutors_left = 0;  ///< tutors that pass language, level and gender
    std::optional<Change> change;  ///< none: no single change of these kinds places one student more
};

/// All students without a place, in the order of the roster. Changes are looked for while `solves_max` lasts. A change is
/// one that places this very student: not one whose place somebody in more need would take.
std::vector<Unplaced> unplaced_students(const Program& program, const Roster& roster, const RosterMatch& match, int solves_max = 2000);

}  // namespace tutorline::domain
