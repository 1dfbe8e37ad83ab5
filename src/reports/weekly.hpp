// The coordinator's weekly page (FIELD.md part e): one snapshot of the store turned into indicators.
#pragma once
#include <string_view>

#include "base/result.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/indicators.hpp"

namespace tutorline::reports {

/// Groups smaller than this are not shown on their own.
constexpr int suppression_least = 10;

/// `week` 0: the last programme week that has begun. Error code `cohort_unknown` when the store does not hold the
/// programme's cohort, `week_unknown` when the round has no such week.
base::Result<WeeklyReport> weekly_report(ports::Reader& reader, const domain::Program& program, int week, base::Instant now);

}  // namespace tutorline::reports
