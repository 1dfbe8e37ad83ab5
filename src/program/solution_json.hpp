// What `tutorline match` prints: one JSON object.
#pragma once
#include <string>
#include <vector>

#include "domain/matching/reasons.hpp"
#include "domain/matching/recruiting.hpp"
#include "domain/matching/sentence.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::program {

/// `reasons`: one for each unplaced student (explain_unplaced), told in `words`. Where no change was found,
/// `smallest_change` and `change` are null. Of a re-match also "moved", "changes" (moves.hpp: who, from, to, texts, in words)
/// and what `full_replan`, a match of the same people without promises, would reach: {"need_placed","cost","moved"}; a match
/// has none. `recruits`: where asked for, "recruits":[{"tutor":{..as in a problem},"need":4,"students":2}].
std::string solution_json(const domain::matching::Problem& problem, const domain::matching::Solution& solution,
                          const std::vector<domain::matching::Unplaced>& reasons,
                          const domain::matching::WeekWords& words,
                          const domain::matching::Solution* full_replan = nullptr,
                          const std::vector<domain::matching::Recruit>* recruits = nullptr);

}  // namespace tutorline::program
