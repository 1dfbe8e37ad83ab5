// Several numbers and one item: which of them is the answer. Corrections, denials, repeated keys, 'or'.
// Internal to domain/command.
#pragma once
#include <optional>
#include <vector>

#include "domain/command/answer_candidates.hpp"

namespace tutorline::domain {

/// A word of correction ('perdon', 'digo', 'no') among tokens [first, last).
bool correction_between(const MarkedText& text, std::size_t first, std::size_t last);
/// 'o', '/', '|' among tokens [first, last): one or the other.
bool or_between(const MarkedText& text, std::size_t first, std::size_t last);

/// Joins '8 1' to 81 and cuts 818181 to 81 where that is what is waited for, and takes away equal neighbours.
void tidy_answers(const ReadContext& context, std::vector<Candidate>& answers);

/// Takes away the numbers that the text says it is not: 'no es 71', 'not 71, 81', '82 y no 81', '12 no es'.
void drop_denied_answers(const ReadContext& context, std::vector<Candidate>& answers);

struct Settled {
    std::optional<Candidate> answer;      ///< nothing: ambiguous
    std::optional<Candidate> taken_back;  ///< what stood before a correction
};
/// Of two candidates or more for one item: the corrected one, the result after 'es' or '=', the only one that is no
/// everyday word; else nothing.
Settled settle_answers(const ReadContext& context, const std::vector<Candidate>& answers);

}  // namespace tutorline::domain
