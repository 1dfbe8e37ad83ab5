// The coordinator's weekly page (FIELD.md part e): one snapshot of the store turned into indicators.
#pragma once
#include <string_view>

#include "base/result.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/indicators.hpp"

namespace tutorline::reports {

/// The page of `week` at `now` (moment.hpp says which instant that is and which errors there are).
base::Result<WeeklyReport> weekly_report(ports::Reader& reader, const domain::Program& program, int week, base::Instant now);

}  // namespace tutorline::reports
