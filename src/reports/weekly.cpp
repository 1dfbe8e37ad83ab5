#include "reports/weekly.hpp"

#include <vector>

#include "reports/moment.hpp"
#include "reports/rows.hpp"

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

}  // namespace

void Scope::each(std::string_view sql, const std::function<void(const ports::Row&)>& row) const {
    std::vector<ports::Value> parameters{cohort};
    if (sql.find("?2") != std::string_view::npos) parameters.emplace_back(now.time_since_epoch().count());
    reader.query(sql, parameters, row);
}

std::int64_t Scope::number(std::string_view sql) const {
    std::int64_t value = 0;
    each(sql, [&](const ports::Row& row) { value = row.integer(0); });
    return value;
}

base::Result<WeeklyReport> weekly_report(ports::Reader& reader, const domain::Program& program, int week, base::Instant now) {
    const Snapshot snapshot{reader};
    const auto moment = moment_of(reader, program, week, now);
    if (!moment) return moment.error();
    WeeklyReport report;
    report.week = moment->week;
    report.at = moment->at;
    report.zone = program.zone;
    Scope scope{reader, program, 0, moment->at};
    const std::vector<ports::Value> key{program.key};
    reader.query("SELECT id, key, name, weeks, sessions_per_week FROM cohort WHERE key = ?1", key, [&](const ports::Row& row) {
        scope.cohort = row.integer(0);
        report.cohort_key = row.text(1);
        report.cohort_name = row.text(2);
        report.weeks = static_cast<int>(row.integer(3));
        report.sessions_per_week = static_cast<int>(row.integer(4));
    });
    const Rows rows = read_rows(scope);
    fill_funnel(rows, report);
    fill_curve(scope, report);
    fill_outcomes(rows, report);
    fill_minutes(program, rows, report);
    fill_attempts(scope, rows, report);
    fill_logs(scope, rows, report);
    fill_warnings(program, rows, report);
    fill_numbers(scope, rows, report);
    fill_texts(scope, report);
    fill_levels(rows, report);
    fill_tutors(rows, report);
    fill_equity(program, rows, report);
    fill_cost(scope, rows, report);
    fill_tasks(scope, report);
    return report;
}

base::Result<Rows> rows_of(ports::Reader& reader, const domain::Program& program, base::Instant at) {
    const Snapshot snapshot{reader};
    Scope scope{reader, program, 0, at};
    const std::vector<ports::Value> key{program.key};
    reader.query("SELECT id FROM cohort WHERE key = ?1", key, [&](const ports::Row& row) { scope.cohort = row.integer(0); });
    if (scope.cohort == 0) return base::Error{base::Error::Policy::permanent, "cohort_unknown", "this database does not hold the programme"};
    return read_rows(scope);
}

}  // namespace tutorline::reports
