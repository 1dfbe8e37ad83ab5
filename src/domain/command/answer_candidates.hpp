// The numbers and letters of a text that may be answers: without clock times, quoted questions, telephone numbers,
// 'semana 3', and without the operands of a repeated sum.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/command/number_scan.hpp"
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

struct Candidate {
    std::size_t first = 0;  ///< token span [first, last)
    std::size_t last = 0;
    Answer value;
    bool weak = false;
    bool confirm = false;
    bool in_words = false;
    std::optional<std::string> label;  ///< "2", "b": the item it says it answers
};

struct AnswerCandidates {
    std::vector<Candidate> answers;
    bool sum_without_answer = false;  ///< an arithmetic expression or the item's own words, and nothing after it
    bool clock_time = false;
    bool phone = false;
    bool worked_steps = false;        ///< several sums with results: the last result is the answer
    std::vector<bool> used;           ///< per token: part of a number, an expression, a quote or a label
};

AnswerCandidates find_candidates(const ReadContext& context);
/// Whether a word that nobody knows stands beside the tokens [first, last), an 'and' between them or not: in 'trenay seis'
/// and 'treinta y och' the number words that were read are not all there is.
bool unread_beside(const ReadContext& context, std::size_t first, std::size_t last);
/// Whether some pending item expects a letter.
bool choice_pending(const ReadRequest& request);

}  // namespace tutorline::domain
