// Early warnings, missing reports, tutors, numbers, safeguarding: where a person must act.
#include <algorithm>

#include "reports/rows.hpp"
#include "reports/statistics.hpp"

namespace tutorline::reports {
namespace {

/// A place is kept for two weeks, so at least two must be left.
constexpr int weeks_kept = 2;

/// One thing to do, that still fits into what is left of the round.
NextAction action_for(const StudentThen& student, int weeks_missed, const domain::EarlyWarningRule& rule) {
    if (student.weeks_ahead == 0) return NextAction::next_round;
    if (weeks_missed >= rule.visit) return student.weeks_ahead >= weeks_kept ? NextAction::school_visit : NextAction::last_visit;
    if (student.attendance.red) return NextAction::red_review;
    return weeks_missed >= rule.facilitator ? NextAction::facilitator : NextAction::other_slot;
}

bool needs_a_report(domain::Outcome outcome) {
    return outcome == domain::Outcome::completed || outcome == domain::Outcome::short_session || outcome == domain::Outcome::adult_contact ||
           outcome == domain::Outcome::not_logged;
}

}  // namespace

void fill_logs(const Scope& scope, const Rows& rows, WeeklyReport& report) {
    for (const auto& tutor : rows.tutors) {
        MissingLogs row{tutor.key, tutor.name, 0, tutor.lessons.closed[static_cast<std::size_t>(domain::Outcome::not_logged)]};
        for (std::size_t i = 0; i < outcome_kinds; ++i) row.expected += needs_a_report(static_cast<domain::Outcome>(i)) ? tutor.lessons.closed[i] : 0;
        report.logs_awaited += tutor.awaiting_log;
        report.onboarding_not_logged += tutor.onboarding_not_logged;
        if (row.missing > 0) report.missing_logs.push_back(std::move(row));
    }
    std::ranges::stable_sort(report.missing_logs, std::greater{}, &MissingLogs::missing);
    report.duplicate_logs = static_cast<int>(
        scope.number("SELECT count(*) FROM session_log l JOIN tutor u ON u.id = l.tutor WHERE u.cohort = ?1 AND l.counts = 0 AND l.at <= ?2"));
}

void fill_warnings(const domain::Program& program, const Rows& rows, WeeklyReport& report) {
    const int per_week = std::max(1, program.sessions_per_week);
    for (const auto& student : rows.students) {
        const auto& attendance = student.attendance;
        const int weeks_missed = attendance.missed_in_row / per_week;
        if (!student.matched() || student.status != "active" || (weeks_missed == 0 && !attendance.red)) continue;
        report.warnings.push_back({student.id, student.key, student.first_name, student.department, rows.tutors[static_cast<std::size_t>(student.tutor)].key,
                                   attendance.missed_in_row, attendance.observed, attendance.child_sessions, student.weeks_ahead, attendance.red,
                                   action_for(student, weeks_missed, program.early_warning)});
    }
    std::ranges::stable_sort(report.warnings, [](const Warning& a, const Warning& b) {
        if (a.red != b.red) return a.red;
        return a.missed_in_row != b.missed_in_row ? a.missed_in_row > b.missed_in_row : a.child_sessions < b.child_sessions;
    });
}

void fill_numbers(const Scope& scope, const Rows& rows, WeeklyReport& report) {
    report.numbers.by_status = {rows.numbers.begin(), rows.numbers.end()};
    scope.each(R"(SELECT sum(p.texts_stopped_at <= ?2), sum(p.calls_stopped_at <= ?2) FROM phone p
                  WHERE p.id IN (SELECT sp.phone FROM student_phone sp JOIN student t ON t.id = sp.student WHERE t.cohort = ?1))",
               [&](const ports::Row& row) {
                   report.numbers.texts_stopped = static_cast<int>(row.integer(0));
                   report.numbers.calls_stopped = static_cast<int>(row.integer(1));
               });
}

void fill_tutors(const Rows& rows, WeeklyReport& report) {
    for (const auto& tutor : rows.tutors) {
        const auto of = [&](domain::Outcome outcome) { return tutor.lessons.closed[static_cast<std::size_t>(outcome)]; };
        const int with_child = tutor.lessons.with_child();
        const int lessons = with_child + of(domain::Outcome::adult_contact) + of(domain::Outcome::no_contact) + of(domain::Outcome::not_logged);
        if (tutor.students == 0 && lessons == 0) continue;
        const Interval interval = wilson(with_child, lessons);
        report.tutors.push_back({tutor.key, tutor.name, tutor.students, lessons, with_child, tutor.absences,
                                 lessons > 0 ? with_child / static_cast<double>(lessons) : 0, interval.low, interval.high});
    }
}

void fill_tasks(const Scope& scope, WeeklyReport& report) {
    scope.each(R"(SELECT k.kind = 'safeguarding', count(*) FROM task k LEFT JOIN student t ON t.id = k.student LEFT JOIN tutor u ON u.id = k.tutor
                  WHERE k.created_at <= ?2 AND (k.closed_at IS NULL OR k.closed_at > ?2) AND coalesce(t.cohort, u.cohort, ?1) = ?1 GROUP BY 1)",
               [&](const ports::Row& row) { (row.integer(0) != 0 ? report.open_safeguarding : report.open_tasks) = static_cast<int>(row.integer(1)); });
}

}  // namespace tutorline::reports
