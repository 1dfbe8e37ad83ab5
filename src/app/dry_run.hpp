// What would be sent: the live engine itself, over a throw-away store in memory and a clock that is only a number. No file,
// no socket, no row of the real run is touched.
#pragma once
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

/// All texts from `from` (included) to `to` (not included), in order of time, when every call is held as planned and
/// nobody writes. `packs` may be null: nothing comes in.
std::vector<DryText> dry_run(const program::CheckedProgram& checked, const domain::Catalog& catalog,
                             const std::vector<engine::Assignment>& assignments, base::Instant from, base::Instant to);

}  // namespace tutorline::app
