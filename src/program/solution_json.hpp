// What `tutorline match` prints: one JSON object.
#pragma once
#include <string>
#include <vector>

#include "domain/matching/reasons.hpp"
#include "domain/matching/sentence.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::program {

/// `reasons`: one for each unplaced student (explain_unplaced), told in `words`. Where no change was found,
/// `smallest_change` and `change` are null.
std::string solution_json(const domain::matching::Problem& problem, const domain::matching::Solution& solution,
                          const std::vector<domain::matching::Unplaced>& reasons,
                          const domain::matching::WeekWords& words);

}  // namespace tutorline::program
