// Money (B43): segments x price, started minutes of both legs x price, tutors' scheduled hours.
#include "domain/session/lists.hpp"
#include "reports/sections.hpp"

namespace tutorline::reports {

void fill_cost(const Scope& scope, WeeklyReport& report) {
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
    // A tutor is paid for the half hours held for lessons that were due, whoever answered.
    const int due = report.to_date.planned() - report.to_date.open - report.to_date.of(static_cast<std::size_t>(domain::Outcome::withdrawn)) -
                    report.to_date.of(static_cast<std::size_t>(domain::Outcome::cancelled_programme));
    cost.tutors = due * static_cast<double>(scope.program.call_minutes.count()) / 60 * prices.tutor_hour;
    const double total = cost.total();
    if (report.funnel.matched > 0) cost.per_student = total / report.funnel.matched;
    if (report.to_date.with_child() > 0) cost.per_session = total / report.to_date.with_child();
    if (report.minutes.sum > 0) cost.per_100_minutes = total / report.minutes.sum * 100;
    // The tutors' hours to come are as many as are promised; texts and calls go on as they went per lesson that was due.
    const int held = report.to_date.planned();
    cost.forecast = held > 0 ? total * (held + report.ahead) / held : 0;
}

}  // namespace tutorline::reports
