#include "reports/weekly.hpp"

#include <algorithm>
#include <vector>

#include "reports/sections.hpp"

namespace tutorline::reports {
namespace {

/// Ends the snapshot whatever happens.
struct Snapshot {
    explicit Snapshot(ports::Reader& given) : reader(given) { reader.begin(); }
    ~Snapshot() { reader.end(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ports::Reader& reader;
};

std::int64_t seconds(base::Instant at) { return at.time_since_epoch().count(); }

}  // namespace

void Scope::each(std::string_view sql, const std::function<void(const ports::Row&)>& row, std::initializer_list<ports::Value> more) const {
    std::vector<ports::Value> parameters{cohort};
    parameters.insert(parameters.end(), more.begin(), more.end());
    reader.query(sql, parameters, row);
}

std::int64_t Scope::number(std::string_view sql, std::initializer_list<ports::Value> more) const {
    std::int64_t value = 0;
    each(sql, [&](const ports::Row& row) { value = row.integer(0); }, more);
    return value;
}

base::Result<WeeklyReport> weekly_report(ports::Reader& reader, const domain::Program& program, int week, base::Instant now) {
    const Snapshot snapshot{reader};
    WeeklyReport report;
    Scope scope{reader, program, 0, now};
    const std::vector<ports::Value> key{program.key};
    reader.query("SELECT id, key, name, weeks FROM cohort WHERE key = ?1", key, [&](const ports::Row& row) {
        scope.cohort = row.integer(0);
        report.cohort_key = row.text(1);
        report.cohort_name = row.text(2);
        report.weeks = static_cast<int>(row.integer(3));
    });
    if (scope.cohort == 0) return base::Error{base::Error::Policy::permanent, "cohort_unknown", "this database does not hold the programme"};
    const auto begun = scope.number(
        "SELECT max(s.week) FROM session s JOIN student t ON t.id = s.student WHERE t.cohort = ?1 AND s.kind = 'lesson' AND s.planned_at <= ?2",
        {seconds(now)});
    report.week = week > 0 ? week : std::max(1, static_cast<int>(begun));
    if (week < 0 || report.week > report.weeks) return base::Error{base::Error::Policy::permanent, "week_unknown", "the round has no such week"};
    report.at = now;
    fill_funnel(scope, report);
    fill_outcomes(scope, report);
    fill_minutes(scope, report);
    fill_attempts(scope, report);
    fill_logs(scope, report);
    fill_warnings(scope, report);
    fill_numbers(scope, report);
    fill_texts(scope, report);
    fill_levels(scope, report);
    fill_tutors(scope, report);
    fill_equity(scope, report);
    fill_cost(scope, report);
    fill_safeguarding(scope, report);
    return report;
}

}  // namespace tutorline::reports
