// An invented cohort: families and tutors as a coordinator's two sheets would list them. Names and numbers are made up;
// the numbers (+595 951 ...) lie in a range that no operator uses.
#pragma once
#include <cstdint>

#include "domain/program.hpp"
#include "domain/roster/roster.hpp"
#include "program/behaviour.hpp"

namespace tutorline::simulator {

struct CohortSize {
    int students = 0;
    int tutors = 0;
};

/// Departments, languages, call hours and dates come from the programme; languages, siblings, caregivers and levels from
/// the behaviour model. Same arguments, same roster.
domain::Roster invent_roster(const domain::Program& program, const program::Behaviour& behaviour, CohortSize size, std::uint64_t seed);

}  // namespace tutorline::simulator
