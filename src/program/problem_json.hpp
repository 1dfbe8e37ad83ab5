// The match's own file format (JSON), for `tutorline match --problem` and for tools: text <-> domain values.
// All or nothing: every mistake is told at once with its line and row ("students[3] (id 's4')"), and with one mistake
// there is no problem. Unknown keys are told as warnings, since a misspelt key would silently not count.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/matching/problem.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

struct ProblemReading {
    domain::matching::Problem problem;  ///< meant only when nothing failed
    Diagnostics diagnostics;            ///< words in operator.yaml
};

/// `file` is the name for messages. `with_current`: `current` is read and must be there (a re-match); else it is left
/// aside with a warning.
ProblemReading read_problem_json(std::string_view text, const std::string& file, bool with_current);

/// The same format, one row a line; read_problem_json(problem_json(p)) gives p back.
std::string problem_json(const domain::matching::Problem& problem);

}  // namespace tutorline::program
