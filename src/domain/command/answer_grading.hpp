// From candidates to answers of items: corrections, alternatives, lists, children by name; then the verdict.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/command/answer_candidates.hpp"
#include "domain/command/reading.hpp"

namespace tutorline::domain {

/// Fills class (answer, answer_multi, answer_for or ambiguous), value, grades, verdict and reason from candidates that
/// are known to be answers; there is at least one.
Reading grade_candidates(const ReadContext& context, const AnswerCandidates& candidates);

}  // namespace tutorline::domain
