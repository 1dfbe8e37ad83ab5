// Why a student stays without a place, and the smallest change that would place them: values, to be told in words by
// sentence.hpp and to be tried with apply().
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// The first of these that holds; each presumes that some tutor passes the ones before it.
struct Reason {
    enum class Kind {
        short_day,     ///< a day has fewer slots than the household has members
        wishes_apart,  ///< members wish different genders of the one tutor they would share
        pin,           ///< siblings cannot be placed around the pin of one of them
        no_need,       ///< need 0: a place would only cost
        language,      ///< no tutor speaks a language of the student (household: of every member)
        level,         ///< nobody of those teaches the level or one next to it
        gender,        ///< nobody of those meets the wish on the tutor's gender
        places,        ///< all of those have no place at all (students_max below the household)
        hours,         ///< no common hour with any of those
        days,          ///< common hours, but on fewer days than calls a week
        back_to_back,  ///< no hours one after the other for the whole household
        full,          ///< the common hours and places are taken by students with at least as much need
    };
    Kind kind = Kind::full;
    std::vector<std::string> languages;  ///< of the student
    int level = 0;
    Gender gender = Gender::any;
    int household = 1;     ///< members
    int tutors_asked = 0;  ///< tutors that pass everything before the reason
    bool cut_short = false;  ///< no change was found within the work that a search for one may take
};

struct Change {
    enum class Kind { tutor_hour, student_hour, tutor_place, gender_wish, new_tutor, need };
    Kind kind = Kind::tutor_hour;
    int student = -1;        ///< whose hour, wish or need
    int tutor = -1;          ///< whose hour or place; student_hour, gender_wish: with whom the place was found, if told
    std::vector<int> slots;  ///< hours to add
    int students_max = 0;    ///< tutor_place: the new number
    std::optional<Tutor> newcomer;
    int newcomers = 1;      ///< new_tutor: so many alike, where others with as much need would sit with fewer
    std::int64_t need = 0;  ///< need: the new need; new_tutor: a need that has to come with it, 0: as it is
    /// Hours that members of the household must offer besides, by (student, slot): where their own hours do not make a
    /// place with the tutor (new_tutor; of a roster's problem tutor_hour and tutor_place too).
    std::vector<std::pair<int, int>> family_hours;
};

/// The tutors that a change of kind new_tutor adds, with ids of their own.
std::vector<Tutor> newcomers(const Problem& problem, const Change& change);

/// The problem with the change made: what a coordinator would enter.
Problem apply(const Problem& problem, const Change& change);

struct Unplaced {
    int student = 0;
    Reason reason;
    std::optional<Change> change;  ///< solving with it places the student; empty when none was found (or the search was cut short)
};

/// One for each unplaced student of the solution, in its order. Each change has been checked: exactly in the flow for
/// one call a week; otherwise by solving again, in large problems with everybody who has a place elsewhere in it. Where
/// nothing smaller helps it is as many more tutors as it takes. A tutor's hour more is one that the family wishes already;
/// the family is asked only for hours in which somebody of the problem can, unless no others are enough. Empty only when time runs out, with a pin that cannot
/// be kept, with siblings whose wishes on gender contradict each other, or more siblings than a day has slots.
std::vector<Unplaced> explain_unplaced(const Problem& problem, const Solution& solution,
                                       const std::function<bool()>& out_of_time = {});

Reason reason_for(const Problem& problem, const Solution& solution, int student);

}  // namespace tutorline::domain::matching
