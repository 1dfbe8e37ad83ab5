// The weekly page as a coordinator reads it in a terminal.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "domain/messaging/catalog.hpp"
#include "reports/indicators.hpp"

namespace tutorline::reports {

/// The words of `weekly.*` in the coordinator's language, with placeholders filled.
using Words = std::function<std::string(std::string_view key, const domain::Arguments& arguments)>;

/// The page's moment on the programme's clock, "2027-05-01 18:30".
std::string wall_time(const WeeklyReport& report);

/// Lists longer than this end in a line that says how many more there are (the exports hold all).
constexpr std::size_t page_rows_max = 12;

/// Plain text, at most about 100 letters wide, every figure with its definition below. Names of children are first
/// names; phone numbers never appear.
std::string weekly_page(const WeeklyReport& report, const Words& words, std::string_view language);

}  // namespace tutorline::reports
