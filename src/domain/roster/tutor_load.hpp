// A tutor's load in weekly minutes, attempts included, turned into a number of students (FIELD.md B10); and the hours that
// a person's windows leave within the programme's call hours.
#pragma once
#include <vector>

#include "domain/program.hpp"

namespace tutorline::domain {

/// Dials a session takes on average when at most `attempts_max` are made: 1, 1.47, 1.97, 2.50 for 1..4 (FIELD.md c2,
/// P(answered / all before failed) of the measured programme); past four the last hazard goes on.
double expected_dials(int attempts_max);

/// Minutes of a tutor's week that one student takes: sessions * call minutes, plus a fifth for dials nobody answers,
/// notes and texts (10 students x 2 x 30 min = 10 h talk + 20 %; FIELD.md B10). Rounded up to whole minutes.
int student_week_minutes(const Program& program);

/// The hours in which anybody of the programme may be called, on the programme's clock: call hours within the quiet
/// hours, over all its zones.
std::vector<WeeklyWindow> callable_hours(const Program& program);
/// Slots of the programme's week in which the person can talk. Unknown zones count as the programme's.
std::vector<int> slots_of(const Tutor& tutor, const Program& program);
std::vector<int> slots_of(const Student& student, const Program& program);

/// Students a week that so many half hours hold, when retry_share of them (rounded up) stay empty for retries; and the fewest
/// half hours that hold so many students.
int places_in(int slots, const Program& program);
int slots_for(int students, const Program& program);

/// A tutor's half hours with as many more of `callable`, each the nearest to those there are, as `students` need with the
/// share for retries; sorted. Fewer where `callable` holds no more.
std::vector<int> with_spare_hours(std::vector<int> slots, int students, const std::vector<int>& callable, const Program& program);

struct TutorLoad {
    int slots = 0;         ///< half hours offered within the callable hours
    int slots_free = 0;    ///< of these, kept free for retries: retry_share, rounded up
    int by_minutes = 0;    ///< students that the weekly minutes allow
    int by_slots = 0;      ///< students that the slots allow when slots_free of them stay empty
    int students_max = 0;  ///< the smaller of the two
};

/// The free slots are a number, not a choice made beforehand: taking given slots away before the match could cost a child
/// the only common hour. Whatever slots the match leaves are the ones retries may take.
TutorLoad tutor_load(const Tutor& tutor, const Program& program);

}  // namespace tutorline::domain
