// What `tutorline match` prints: one JSON object.
#pragma once
#include <string>

#include "domain/matching/solve.hpp"

namespace tutorline::program {

std::string solution_json(const domain::matching::Problem& problem, const domain::matching::Solution& solution);

}  // namespace tutorline::program
