// The parts of the weekly page. Those about people and sessions count the rows that were read once (rows.hpp); texts,
// hours and money ask the store themselves. All run between the reader's begin() and end(), so they see one state.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>

#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/indicators.hpp"

namespace tutorline::reports {

struct Rows;

struct Scope {
    ports::Reader& reader;
    const domain::Program& program;
    std::int64_t cohort = 0;
    base::Instant now{};  ///< the page tells what happened until then

    /// Runs a SELECT whose ?1 is the cohort and whose ?2, where it has one, is `now`.
    void each(std::string_view sql, const std::function<void(const ports::Row&)>& row) const;
    /// The first column of the first row; 0 when there is none.
    std::int64_t number(std::string_view sql) const;
};

void fill_funnel(const Rows& rows, WeeklyReport& report);
void fill_curve(const Scope& scope, WeeklyReport& report);
void fill_outcomes(const Rows& rows, WeeklyReport& report);
void fill_minutes(const domain::Program& program, const Rows& rows, WeeklyReport& report);  ///< minutes and dosage
void fill_attempts(const Scope& scope, const Rows& rows, WeeklyReport& report);             ///< after outcomes
void fill_logs(const Scope& scope, const Rows& rows, WeeklyReport& report);
void fill_warnings(const domain::Program& program, const Rows& rows, WeeklyReport& report);
void fill_numbers(const Scope& scope, const Rows& rows, WeeklyReport& report);
void fill_texts(const Scope& scope, WeeklyReport& report);
void fill_levels(const Rows& rows, WeeklyReport& report);
void fill_tutors(const Rows& rows, WeeklyReport& report);
void fill_equity(const domain::Program& program, const Rows& rows, WeeklyReport& report);
void fill_cost(const Scope& scope, const Rows& rows, WeeklyReport& report);  ///< after outcomes and minutes
void fill_tasks(const Scope& scope, WeeklyReport& report);

}  // namespace tutorline::reports
