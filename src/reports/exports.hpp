// The figures of the weekly page down to rows (CSV) and as JSON. Keys of the coordinator's sheets stand for people; phone
// numbers and names of people are never in an export.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/indicators.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::reports {

enum class Sheet {
    students,  ///< one row a student: onboarding call, sessions by outcome, minutes, dials, levels, warning
    sessions,  ///< one row a session: when it was promised and when somebody spoke, on the programme's clock (zone in the header)
    tutors,    ///< one row a tutor: lessons by outcome, share with the child, reports that are missing
    figures,   ///< every figure of the page: section, figure, value, share, and a key that is the same in every language
};

/// Words for headers and values come from `words`. The sums of a column are the figures of the page of the same moment:
/// both are counted from the same rows (rows.hpp). Error code `cohort_unknown`.
base::Result<std::string> weekly_csv(ports::Reader& reader, const domain::Program& program, const WeeklyReport& report, Sheet sheet, const Words& words,
                                     std::string_view language);
std::string figures_csv(const WeeklyReport& report, const Words& words, std::string_view language);

/// One JSON object with every figure, stable key order and codes instead of words, ending in a line break.
std::string weekly_json(const WeeklyReport& report);

}  // namespace tutorline::reports
