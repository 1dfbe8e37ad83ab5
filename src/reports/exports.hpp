// The figures of the weekly page down to rows (CSV) and as JSON. Keys of the coordinator's sheets stand for people; phone
// numbers and names of people are never in an export.
#pragma once
#include <string>
#include <string_view>

#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/indicators.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::reports {

enum class Sheet {
    students,  ///< one row a student: sessions by outcome, minutes, dials, levels, warning
    sessions,  ///< one row a session
    figures,   ///< every figure of the page: section, figure, value
};

/// Column names come from `words` (weekly.csv.*). The sums of a column agree with the page of the same moment.
std::string weekly_csv(ports::Reader& reader, const WeeklyReport& report, Sheet sheet, const Words& words, std::string_view language);

/// One JSON object with every figure, stable key order, ending in a line break.
std::string weekly_json(const WeeklyReport& report);

}  // namespace tutorline::reports
