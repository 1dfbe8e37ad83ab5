// For the whole cohort: which tutors to look for next.
#pragma once
#include <vector>

#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

struct Recruit {
    Tutor tutor;  ///< languages, levels, hours to look for
    std::int64_t need_gained = 0;
    int students_gained = 0;
};

/// The next tutors that would place the most need, one after the other, each chosen with the ones before already there.
/// A recruit speaks one language that is preferred by those left out, or those of one household, meets their wish on
/// gender, and has up to `hours` slots (more only where one household needs more) and as many places. Each gain is what
/// solving finds with the recruits so far at the end of the problem's tutors, so that the same solve finds it again. Fewer
/// than `count` where one more tutor, at the families' own hours, would place nobody.
std::vector<Recruit> recruiting_list(const Problem& problem, const Solution& solution, int count, int hours,
                                     const SolveOptions& options = {});

/// What a tutor of this file offers on average, at least one: hours for a recruit.
int usual_hours(const Problem& problem);

}  // namespace tutorline::domain::matching
