// Funnel, outcomes, minutes, dosage, dials: who was reached and for how long.
#include <algorithm>
#include <map>

#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"
#include "reports/sections.hpp"
#include "reports/statistics.hpp"

namespace tutorline::reports {
namespace {

constexpr std::string_view per_student = R"(
SELECT e.id,
       (SELECT count(*) FROM session s WHERE s.student = t.id AND s.kind = 'lesson') AS planned,
       (SELECT count(*) FROM session s WHERE s.student = t.id AND s.kind = 'lesson' AND s.outcome IN ('completed', 'short')) AS with_child,
       EXISTS (SELECT 1 FROM session s WHERE s.student = t.id AND s.contact_ended_at IS NOT NULL) AS contacted,
       EXISTS (SELECT 1 FROM student_phone sp JOIN phone p ON p.id = sp.phone WHERE sp.student = t.id AND p.status = 'verified') AS verified,
       t.mastered
FROM student t JOIN enrollment e ON e.student = t.id
WHERE t.cohort = ?1 AND e.tutor IS NOT NULL)";

constexpr std::string_view minutes_of_students = R"(
SELECT coalesce(sum(s.child_seconds), 0),
       sum(s.kind = 'lesson'),
       sum(s.kind = 'lesson' AND s.checkpoint IN ('right', 'wrong'))
FROM student t JOIN enrollment e ON e.student = t.id JOIN session s ON s.student = t.id
WHERE t.cohort = ?1 AND e.tutor IS NOT NULL AND s.kind = 'lesson'
GROUP BY t.id)";

}  // namespace

void fill_funnel(const Scope& scope, WeeklyReport& report) {
    Funnel& funnel = report.funnel;
    funnel.listed = static_cast<int>(scope.number("SELECT count(*) FROM student WHERE cohort = ?1"));
    funnel.consented = static_cast<int>(
        scope.number("SELECT count(*) FROM student t WHERE cohort = ?1 AND EXISTS (SELECT 1 FROM consent c WHERE c.student = t.id AND c.calls = 1)"));
    scope.each(per_student, [&](const ports::Row& row) {
        const auto planned = row.integer(1), with_child = row.integer(2);
        ++funnel.matched;
        funnel.number_verified += row.integer(4) != 0;
        funnel.contacted += row.integer(3) != 0;
        funnel.one_session += with_child >= 1;
        funnel.half += planned > 0 && 2 * with_child >= planned;
        funnel.three_quarters += planned > 0 && 4 * with_child >= 3 * planned;
        funnel.level_known += row.integer(5) != domain::code(domain::Level::not_assessed);
    });
}

void fill_outcomes(const Scope& scope, WeeklyReport& report) {
    report.by_week.assign(static_cast<std::size_t>(report.weeks), {});
    const auto add = [](Outcomes& to, std::string_view outcome, int count) {
        if (const auto known = domain::outcome_from(outcome)) to.closed[static_cast<std::size_t>(*known)] += count;
        else to.open += count;
    };
    scope.each(R"(SELECT s.week, coalesce(s.outcome, ''), count(*) FROM session s JOIN student t ON t.id = s.student
                  WHERE t.cohort = ?1 AND s.kind = 'lesson' GROUP BY 1, 2)",
               [&](const ports::Row& row) {
                   const auto week = row.integer(0);
                   const auto count = static_cast<int>(row.integer(2));
                   add(report.to_date, row.text(1), count);
                   if (week >= 1 && week <= report.weeks) add(report.by_week[static_cast<std::size_t>(week - 1)], row.text(1), count);
               });
    report.this_week = report.by_week[static_cast<std::size_t>(report.week - 1)];
}

void fill_minutes(const Scope& scope, WeeklyReport& report) {
    const domain::Program& program = scope.program;
    std::vector<double> minutes;
    Dosage& dosage = report.dosage;
    const double call = static_cast<double>(program.call_minutes.count());
    dosage.programme_minutes = program.weeks * program.sessions_per_week * call;
    scope.each(minutes_of_students, [&](const ports::Row& row) {
        minutes.push_back(static_cast<double>(row.integer(0)) / 60);
        dosage.scheduled_minutes += static_cast<double>(row.integer(1)) * call;
        dosage.adequate_students += minutes.back() >= program.dosage.adequate_minutes * dosage.programme_minutes &&
                                    row.integer(2) >= program.dosage.adequate_checkpoints;
    });
    report.minutes = distribution(std::move(minutes), {0, 20, 40, 80, 120});
    dosage.actual_minutes = report.minutes.sum;
}

void fill_attempts(const Scope& scope, WeeklyReport& report) {
    std::map<std::string, base::Zone, std::less<>> zones;
    const auto zone_of = [&](std::string_view name) -> const base::Zone* {
        const auto known = zones.find(name);
        if (known != zones.end()) return &known->second;
        auto found = base::Zone::find(name);
        if (!found) found = base::Zone::find("UTC");
        return &zones.emplace(std::string{name}, *found).first->second;
    };
    std::map<int, HourBand> bands;
    Attempts& attempts = report.attempts;
    scope.each(R"(SELECT t.zone, a.queued_at / 1800, count(*),
                         sum(a.disposition IN ('child_on_line', 'adult_only', 'adult_reschedule', 'third_party', 'dropped', 'wrong_person', 'refused'))
                  FROM attempt a JOIN session s ON s.id = a.session JOIN student t ON t.id = s.student
                  WHERE t.cohort = ?1 AND a.state = 'ended' GROUP BY 1, 2)",
               [&](const ports::Row& row) {
                   const base::Instant at{base::Seconds{row.integer(1) * 1800}};
                   const int hour = zone_of(row.text(0))->to_civil(at).minute_of_day() / 120 * 2;
                   HourBand& band = bands[hour];
                   band.from_hour = hour;
                   band.dials += static_cast<int>(row.integer(2));
                   band.answered += static_cast<int>(row.integer(3));
               });
    for (const auto& [hour, band] : bands) {
        attempts.hours.push_back(band);
        attempts.dials += band.dials;
        attempts.answered += band.answered;
    }
    const int completed = report.to_date.of(static_cast<std::size_t>(domain::Outcome::completed));
    if (completed > 0) attempts.per_completed = attempts.dials / static_cast<double>(completed);
}

}  // namespace tutorline::reports
