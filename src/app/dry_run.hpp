// What would be sent: the live engine itself, over a throw-away store in memory and a clock that is only a number. No file,
// no socket, no row of the real run is touched.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"
#include "engine/enroll.hpp"
#include "program/load_program.hpp"

namespace tutorline::app {

struct DryText {
    base::Instant at{};
    std::string student;  ///< key of the sheet; empty for tutors and staff
    std::string tutor;    ///< key; empty for families
    std::string text;     ///< the exact words
    int segments = 1;
};

/// Until when texts are gathered, told the instant of the first one.
using EndOf = std::function<base::Instant(base::Instant first)>;

/// All texts from `from` (included) to `end(first text)` (not included), in order of time, when every call is held as planned
/// and nobody writes. The cohort is enrolled at `from`.
std::vector<DryText> dry_run(const program::CheckedProgram& checked, const domain::Catalog& catalog,
                             const std::vector<engine::Assignment>& assignments, base::Instant from, const EndOf& end);

}  // namespace tutorline::app
