// Early warnings, missing reports, tutors, numbers, safeguarding: where a person must act.
#include <algorithm>

#include "reports/sections.hpp"
#include "reports/statistics.hpp"

namespace tutorline::reports {
namespace {

NextAction action_for(const Warning& warning) {
    if (warning.missed_in_row >= 3) return NextAction::school_visit;
    if (warning.red) return NextAction::red_review;
    if (warning.missed_in_row == 2) return NextAction::facilitator;
    return NextAction::other_slot;
}

}  // namespace

void fill_logs(const Scope& scope, WeeklyReport& report) {
    scope.each(R"(SELECT u.key, u.name, count(*), sum(s.logged_at IS NULL)
                  FROM session s JOIN tutor u ON u.id = s.tutor
                  WHERE u.cohort = ?1 AND s.contact_ended_at IS NOT NULL GROUP BY u.id ORDER BY 4 DESC, 1)",
               [&](const ports::Row& row) {
                   if (row.integer(3) == 0) return;
                   report.missing_logs.push_back({std::string{row.text(0)}, std::string{row.text(1)}, static_cast<int>(row.integer(2)),
                                                  static_cast<int>(row.integer(3))});
               });
    report.duplicate_logs = static_cast<int>(scope.number(
        "SELECT count(*) FROM session_log l JOIN tutor u ON u.id = l.tutor WHERE u.cohort = ?1 AND l.counts = 0"));
}

void fill_warnings(const Scope& scope, WeeklyReport& report) {
    scope.each(R"(SELECT t.id, t.key, t.first_name, t.department, u.key, e.missed_in_row, e.observed, e.child_sessions, e.red
                  FROM enrollment e JOIN student t ON t.id = e.student JOIN tutor u ON u.id = e.tutor
                  WHERE t.cohort = ?1 AND e.status = 'active' AND (e.missed_in_row > 0 OR e.red = 1)
                  ORDER BY e.red DESC, e.missed_in_row DESC, e.child_sessions, t.key)",
               [&](const ports::Row& row) {
                   Warning warning{row.integer(0), std::string{row.text(1)}, std::string{row.text(2)}, std::string{row.text(3)},
                                   std::string{row.text(4)}, static_cast<int>(row.integer(5)), static_cast<int>(row.integer(6)),
                                   static_cast<int>(row.integer(7)), row.integer(8) != 0, NextAction::other_slot};
                   warning.action = action_for(warning);
                   report.warnings.push_back(std::move(warning));
               });
}

void fill_numbers(const Scope& scope, WeeklyReport& report) {
    scope.each(R"(SELECT p.status, count(*), sum(p.texts_stopped_at IS NOT NULL), sum(p.calls_stopped_at IS NOT NULL)
                  FROM phone p WHERE p.id IN (SELECT sp.phone FROM student_phone sp JOIN student t ON t.id = sp.student WHERE t.cohort = ?1)
                  GROUP BY 1)",
               [&](const ports::Row& row) {
                   report.numbers.by_status[std::string{row.text(0)}] = static_cast<int>(row.integer(1));
                   report.numbers.texts_stopped += static_cast<int>(row.integer(2));
                   report.numbers.calls_stopped += static_cast<int>(row.integer(3));
               });
}

void fill_tutors(const Scope& scope, WeeklyReport& report) {
    scope.each(R"(SELECT u.key, u.name,
                         (SELECT count(*) FROM enrollment e WHERE e.tutor = u.id),
                         (SELECT count(*) FROM session s WHERE s.tutor = u.id AND s.kind = 'lesson' AND s.outcome IN ('completed', 'short', 'adult_contact', 'no_contact', 'not_logged')),
                         (SELECT count(*) FROM session s WHERE s.tutor = u.id AND s.kind = 'lesson' AND s.outcome IN ('completed', 'short')),
                         (SELECT count(*) FROM tutor_absence a WHERE a.tutor = u.id AND a.from_at <= ?2)
                  FROM tutor u WHERE u.cohort = ?1 ORDER BY u.key)",
               [&](const ports::Row& row) {
                   TutorRow tutor{std::string{row.text(0)}, std::string{row.text(1)}, static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3)),
                                  static_cast<int>(row.integer(4)), static_cast<int>(row.integer(5)), 0, 0, 0};
                   if (tutor.students == 0) return;
                   if (tutor.lessons > 0) tutor.rate = tutor.with_child / static_cast<double>(tutor.lessons);
                   const Interval interval = wilson(tutor.with_child, tutor.lessons);
                   tutor.low = interval.low, tutor.high = interval.high;
                   report.tutors.push_back(std::move(tutor));
               },
               {scope.now.time_since_epoch().count()});
}

void fill_safeguarding(const Scope& scope, WeeklyReport& report) {
    report.open_safeguarding = static_cast<int>(scope.number(
        R"(SELECT count(*) FROM task k LEFT JOIN student t ON t.id = k.student LEFT JOIN tutor u ON u.id = k.tutor
           WHERE k.kind = 'safeguarding' AND k.closed_at IS NULL AND coalesce(t.cohort, u.cohort, ?1) = ?1)"));
}

}  // namespace tutorline::reports
