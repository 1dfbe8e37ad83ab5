// Invariants that can be read off the rows at any time or at the end of a round (RELIABILITY.md part 2). Each looks at
// every row it is about: `checked` counts rows, `violated` those that break it.
#pragma once
#include <string>
#include <vector>

#include "domain/program.hpp"
#include "ports/reader.hpp"

namespace tutorline::reports {

struct InvariantResult {
    std::string name;  ///< "R1 a session without its outcome"
    std::int64_t checked = 0, violated = 0;
};

/// Those that hold at any moment.
std::vector<InvariantResult> standing_invariants(ports::Reader& reader, const domain::Program& program);
/// Those that hold once the round is over and everything late has come.
std::vector<InvariantResult> final_invariants(ports::Reader& reader, const domain::Program& program, base::Instant now);

}  // namespace tutorline::reports
