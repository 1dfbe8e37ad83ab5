// Funnel, outcomes, minutes, dosage, dials: who was reached and for how long.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "domain/calendar/department_calendar.hpp"
#include "reports/rows.hpp"
#include "reports/statistics.hpp"

namespace tutorline::reports {

void fill_funnel(const Rows& rows, WeeklyReport& report) {
    Funnel& funnel = report.funnel;
    for (const auto& student : rows.students) {
        ++funnel.listed;
        funnel.consented += student.consented;
        if (!student.matched()) continue;
        const int due = student.lessons.due(), with_child = student.lessons.with_child();
        ++funnel.matched;
        funnel.waiting += student.waiting();
        funnel.number_verified += student.verified;
        funnel.contacted += student.contacted;
        funnel.one_session += with_child >= 1;
        funnel.half += with_child >= 1 && 2 * with_child >= due;
        funnel.three_quarters += with_child >= 1 && 4 * with_child >= 3 * due;
        funnel.level_measured += student.level_measured();
    }
}

void fill_curve(const Scope& scope, WeeklyReport& report) {
    scope.each("SELECT curve FROM match WHERE cohort = ?1 AND at <= ?2 ORDER BY id DESC LIMIT 1", [&](const ports::Row& row) {
        const std::string text{row.text(0)};
        for (std::size_t from = 0; from < text.size(); from = std::min(text.find(',', from), text.size() - 1) + 1) report.curve.push_back(std::atoi(text.c_str() + from));
    });
}

namespace {

/// The week's lesson of each student, counted by calendar weeks from the first one of anybody.
int students_behind(const Rows& rows, const WeeklyReport& report) {
    auto zone = base::Zone::find(report.zone);
    if (!zone) zone = base::Zone::find("UTC");
    std::map<int, std::chrono::sys_days> mondays;  // by student, of the first lesson of the week
    for (const auto& session : rows.sessions) {
        if (!session.lesson || session.week != report.week || rows.students[static_cast<std::size_t>(session.student)].status == "withdrawn") continue;
        const auto monday = domain::monday_of_week(zone->to_civil(session.planned).day);
        const auto [at, first] = mondays.try_emplace(session.student, monday);
        at->second = std::min(at->second, monday);
    }
    if (mondays.empty() || report.week_begun() == 0) return 0;
    const auto ahead = std::ranges::min_element(mondays, {}, [](const auto& each) { return each.second; })->second;
    return static_cast<int>(std::ranges::count_if(mondays, [&](const auto& each) { return each.second > ahead; }));
}

}  // namespace

void fill_outcomes(const Rows& rows, WeeklyReport& report) {
    report.by_week.assign(static_cast<std::size_t>(report.weeks), {});
    for (const auto& session : rows.sessions) {
        if (!session.lesson) continue;
        if (!session.due) {
            ++report.ahead;
            if (session.outcome) ++report.settled.closed[static_cast<std::size_t>(*session.outcome)];
            continue;
        }
        const bool known_week = session.week >= 1 && session.week <= report.weeks;
        Outcomes& week = report.by_week[static_cast<std::size_t>(known_week ? session.week - 1 : 0)];
        for (Outcomes* to : {&report.to_date, &week}) {
            if (session.outcome) ++to->closed[static_cast<std::size_t>(*session.outcome)];
            else ++to->open;
        }
    }
    report.attendance.assign(static_cast<std::size_t>(report.weeks * report.sessions_per_week) + 1, 0);
    for (const auto& student : rows.students)
        if (student.matched()) ++report.attendance[std::min(static_cast<std::size_t>(student.lessons.with_child()), report.attendance.size() - 1)];
    report.this_week = report.by_week[static_cast<std::size_t>(report.week - 1)];
    for (const auto& tutor : rows.tutors) report.tutor_absent += tutor.absences;
    report.behind = students_behind(rows, report);
}

void fill_minutes(const domain::Program& program, const Rows& rows, WeeklyReport& report) {
    std::vector<double> minutes;
    Dosage& dosage = report.dosage;
    const double call = static_cast<double>(program.call_minutes.count());
    dosage.programme_minutes = program.weeks * program.sessions_per_week * call;
    for (const auto& student : rows.students) {
        if (!student.matched()) continue;
        minutes.push_back(student.child_minutes);
        dosage.scheduled_minutes += student.lessons.due() * call;
        dosage.adequate_students +=
            student.child_minutes >= program.dosage.adequate_minutes * dosage.programme_minutes && student.checkpoints >= program.dosage.adequate_checkpoints;
    }
    report.minutes = distribution(std::move(minutes), {0, 20, 40, 80, 120});
    dosage.actual_minutes = report.minutes.sum;
}

void fill_attempts(const Scope& scope, const Rows& rows, WeeklyReport& report) {
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
    // Until the tutor tells who spoke, the gateway's word counts: the family's line was open.
    scope.each(R"(SELECT t.zone, a.queued_at / 1800, count(*),
                         sum(a.disposition IN ('child_on_line', 'adult_only', 'adult_reschedule', 'third_party', 'dropped', 'wrong_person', 'refused')
                             OR (a.disposition = '' AND a.talk_seconds > 0))
                  FROM attempt a JOIN session s ON s.id = a.session JOIN student t ON t.id = s.student
                  WHERE t.cohort = ?1 AND a.state = 'ended' AND coalesce(a.ended_at, a.queued_at) <= ?2 GROUP BY 1, 2)",
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
        attempts.answered += band.answered;
    }
    int for_lessons = 0;
    for (const auto& session : rows.sessions) {
        attempts.dials += session.dials;
        for_lessons += session.lesson ? session.dials : 0;
    }
    attempts.onboarding = attempts.dials - for_lessons;
    const int completed = report.to_date.of(static_cast<std::size_t>(domain::Outcome::completed));
    if (completed > 0) attempts.per_completed = for_lessons / static_cast<double>(completed);
}

}  // namespace tutorline::reports
