// How many more tutors a share of the students needs, and with which languages, levels and hours: a curve, one tutor
// after the other.
#pragma once
#include <string>
#include <vector>

#include "domain/matching/recruiting.hpp"
#include "program/summary.hpp"

namespace tutorline::program {

struct TutorsNeeded {
    int places_each = 1;                              ///< assumed of each: the mean of the tutors there are
    std::vector<domain::matching::Recruit> recruits;  ///< each chosen with the ones before already there
};
/// At most `count`; ends earlier when one more tutor would place nobody else. Each gain is found by solving the match with
/// the tutor in it. Limited by steps, not time, so the same files give the same list.
TutorsNeeded tutors_needed(const MatchedProgram& matched, int count);

/// The curve (students placed and their share of all students against tutors more), who to look for at each step, and
/// who stays out for other reasons.
std::string tutors_needed_section(const MatchedProgram& matched, const TutorsNeeded& needed, const Words& words);

}  // namespace tutorline::program
