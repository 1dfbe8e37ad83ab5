// Figures of the sections where a person must act: reports, early warnings, numbers. Of long lists those that the page
// shows; the sheets of students and tutors hold them whole.
#include <algorithm>

#include "reports/figure_rows.hpp"

namespace tutorline::reports {
namespace {

void logs(const WeeklyReport& report, FigureRows& rows) {
    rows.section("logs");
    rows.whole("not_logged", report.missing_reports());
    rows.whole("waiting", report.logs_awaited);
    rows.whole("not_logged_onboarding", report.onboarding_not_logged);
    rows.whole("repeated", report.duplicate_logs);
    for (std::size_t i = 0; i < std::min(page_rows_max, report.missing_logs.size()); ++i) {
        const MissingLogs& row = report.missing_logs[i];
        rows.whole(row.tutor_key + ".missing", rows.label("tutor_missing", {{"tutor", row.tutor_key}}), row.missing);
        rows.whole(row.tutor_key + ".expected", rows.label("tutor_expected", {{"tutor", row.tutor_key}}), row.expected);
    }
}

void warnings(const WeeklyReport& report, FigureRows& rows) {
    rows.section("warnings");
    const auto all = static_cast<int>(report.warnings.size());
    rows.whole("students", all, share_of(all, report.funnel.matched));
    rows.whole("matched", report.funnel.matched);
    for (std::size_t i = 0; i < std::min(page_rows_max, report.warnings.size()); ++i) {
        const Warning& row = report.warnings[i];
        const domain::Arguments student{{"student", row.key}};
        rows.whole(row.key + ".missed_in_row", rows.label("student_missed", student), row.missed_in_row);
        rows.whole(row.key + ".with_child", rows.label("student_with_child", student), row.child_sessions);
        rows.whole(row.key + ".observed", rows.label("student_observed", student), row.observed);
    }
}

void numbers(const WeeklyReport& report, FigureRows& rows) {
    rows.section("numbers");
    // All states, also those without a phone: a key that comes and goes cannot be compared from week to week.
    for (const auto status : phone_states) rows.whole(status, report.numbers.of(status));
    rows.whole("all", report.numbers_in_all());
    rows.whole("texts_stopped", report.numbers.texts_stopped);
    rows.whole("calls_stopped", report.numbers.calls_stopped);
}

}  // namespace

void figures_of_people(const WeeklyReport& report, FigureRows& rows) {
    logs(report, rows);
    warnings(report, rows);
    numbers(report, rows);
}

}  // namespace tutorline::reports
