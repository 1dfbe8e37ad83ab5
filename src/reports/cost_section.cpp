// Money (B43): segments x price, started minutes of both legs x price, tutors' scheduled hours with the attempts.
#include <algorithm>
#include <cmath>

#include "domain/roster/tutor_load.hpp"
#include "domain/session/lists.hpp"
#include "reports/rows.hpp"
#include "reports/sections.hpp"

namespace tutorline::reports {

namespace {

/// Lessons, or onboarding calls, that were due and that neither the programme nor the family called off for good.
int paid_calls(const Rows& rows, bool lessons) {
    return static_cast<int>(std::ranges::count_if(rows.sessions, [&](const SessionThen& session) {
        const bool called_off = session.outcome == domain::Outcome::withdrawn || session.outcome == domain::Outcome::cancelled_programme;
        return session.lesson == lessons && session.due && !called_off;
    }));
}

/// With the attempts, notes and texts around a call, as the plan counts them (FIELD.md B10).
double tutor_minutes_a_call(const domain::Program& program) {
    return domain::student_week_minutes(program) / static_cast<double>(program.sessions_per_week);
}

void round_as_shown(Cost& cost) {
    const double unit = cost.total() < cents_below ? 0.01 : 1;
    for (double* part : {&cost.texts, &cost.calls, &cost.tutors, &cost.adult_only_calls}) *part = std::round(*part / unit) * unit;
}

}  // namespace

void fill_cost(const Scope& scope, const Rows& rows, WeeklyReport& report) {
    const domain::Prices& prices = scope.program.prices;
    Cost& cost = report.cost;
    cost.currency = prices.currency;
    cost.texts = report.texts.segments * prices.text_segment;
    constexpr std::string_view started = "sum((a.tutor_seconds + 59) / 60 + (a.talk_seconds + 59) / 60)";
    const std::string from = R"( FROM attempt a JOIN session s ON s.id = a.session JOIN student t ON t.id = s.student WHERE t.cohort = ?1 AND a.queued_at <= ?2)";
    const auto leg_minutes = scope.number("SELECT coalesce(" + std::string{started} + ", 0)" + from);
    const auto adult_minutes = scope.number("SELECT coalesce(" + std::string{started} + ", 0)" + from + " AND a.disposition IN ('adult_only', 'adult_reschedule', 'third_party')");
    cost.calls = static_cast<double>(leg_minutes) * prices.call_minute;
    cost.adult_only_calls = static_cast<double>(adult_minutes) * prices.call_minute;
    // A tutor is paid for the time kept for every call that was due, whoever answered and reported or not yet.
    const int lessons = paid_calls(rows, true);
    const double per_call = tutor_minutes_a_call(scope.program) / 60 * prices.tutor_hour;
    cost.tutor_minutes_a_call = tutor_minutes_a_call(scope.program);
    cost.tutors = (lessons + paid_calls(rows, false)) * per_call;
    const double going_on = cost.texts + cost.calls, hours = cost.tutors;
    round_as_shown(cost);
    const double total = cost.total();
    if (report.funnel.matched > 0) cost.per_student = total / report.funnel.matched;
    if (report.to_date.with_child() > 0) cost.per_session = total / report.to_date.with_child();
    if (report.minutes.sum > 0) cost.per_100_minutes = total / report.minutes.sum * 100;
    // The tutors' hours to come are as many as are promised; texts and calls go on as they went per lesson that was due.
    const int held = report.to_date.planned(), to_come = report.still_to_come();
    if (held > 0) cost.forecast = to_come > 0 ? going_on * (held + to_come) / held + hours + to_come * per_call : total;
}

}  // namespace tutorline::reports
