// Scarce, realistic instances for the matching bench: 6 days x 20 slots, 4 language profiles x 5 levels x 18
// departments, tutors with languages, a skill range, 2-6 blocks of hours and room for 6-14 students, needs 1-5,
// 30 % of the students with a previous tutor; about 97 % can be placed.
#pragma once
#include <cstdint>

#include "domain/matching/problem.hpp"

namespace tutorline::bench {

struct ScarceOptions {
    int students = 1000;
    int tutors = 100;
    std::uint64_t seed = 1;
    int sessions_per_week = 1;
    int siblings_percent = 0;  ///< households of two or three
    int room_percent = 100;    ///< scales each tutor's students_max
};

domain::matching::Problem scarce_problem(const ScarceOptions& options);

}  // namespace tutorline::bench
