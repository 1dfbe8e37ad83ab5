// One query (or two) per figure of the weekly page. Each function fills its part of the report; all run between the
// reader's begin() and end(), so they see one state and their totals agree.
#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>

#include "domain/program.hpp"
#include "ports/reader.hpp"
#include "reports/indicators.hpp"

namespace tutorline::reports {

struct Scope {
    ports::Reader& reader;
    const domain::Program& program;
    std::int64_t cohort = 0;
    base::Instant now{};

    /// Runs a SELECT whose ?1 is the cohort; further parameters follow.
    void each(std::string_view sql, const std::function<void(const ports::Row&)>& row, std::initializer_list<ports::Value> more = {}) const;
    /// The first column of the first row; 0 when there is none.
    std::int64_t number(std::string_view sql, std::initializer_list<ports::Value> more = {}) const;
};

void fill_funnel(const Scope& scope, WeeklyReport& report);
void fill_outcomes(const Scope& scope, WeeklyReport& report);
void fill_minutes(const Scope& scope, WeeklyReport& report);  ///< minutes and dosage
void fill_attempts(const Scope& scope, WeeklyReport& report);
void fill_logs(const Scope& scope, WeeklyReport& report);
void fill_warnings(const Scope& scope, WeeklyReport& report);
void fill_numbers(const Scope& scope, WeeklyReport& report);
void fill_texts(const Scope& scope, WeeklyReport& report);
void fill_levels(const Scope& scope, WeeklyReport& report);
void fill_tutors(const Scope& scope, WeeklyReport& report);
void fill_equity(const Scope& scope, WeeklyReport& report);
void fill_cost(const Scope& scope, WeeklyReport& report);  ///< after outcomes and minutes
void fill_safeguarding(const Scope& scope, WeeklyReport& report);

}  // namespace tutorline::reports
