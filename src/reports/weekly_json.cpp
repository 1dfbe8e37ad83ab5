#include <boost/json.hpp>
#include <cmath>

#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"
#include "reports/exports.hpp"
#include "reports/figures.hpp"
#include "reports/levels_json.hpp"

namespace tutorline::reports {
namespace {

namespace json = boost::json;

json::value number_or_null(std::optional<double> value) { return value ? json::value(*value) : json::value(nullptr); }

json::object outcomes(const Outcomes& counts) {
    json::object out;
    for (std::size_t i = 0; i < counts.closed.size(); ++i) out[domain::name(static_cast<domain::Outcome>(i))] = counts.of(i);
    out["open"] = counts.open;
    return out;
}

json::object head(const WeeklyReport& r) {
    return {{"cohort", r.cohort_key}, {"week", r.week_begun()}, {"weeks", r.weeks}, {"behind", r.behind}, {"at", base::format_instant(r.at)}, {"zone", r.zone},
            {"funnel", json::object{{"listed", r.funnel.listed}, {"consented", r.funnel.consented}, {"matched", r.funnel.matched}, {"waiting", r.funnel.waiting},
                                    {"number_verified", r.funnel.number_verified}, {"contacted", r.funnel.contacted}, {"one_session", r.funnel.one_session},
                                    {"half", r.funnel.half}, {"three_quarters", r.funnel.three_quarters}, {"level_measured", r.funnel.level_measured}, {"with_tutors_more", json::value_from(r.curve)}}}};
}

json::object sessions(const WeeklyReport& r) {
    json::array weeks;
    for (const auto& week : r.by_week) weeks.push_back(outcomes(week));
    json::array attendance;
    for (const int students : r.attendance) attendance.push_back(students);
    return {{"planned", r.to_date.planned()}, {"tutor_absent", r.tutor_absent}, {"ahead", r.still_to_come()}, {"settled", r.settled.planned()}, {"attendance", std::move(attendance)}, {"this_week", outcomes(r.this_week)}, {"to_date", outcomes(r.to_date)}, {"by_week", std::move(weeks)}};
}

json::object minutes(const WeeklyReport& r) {
    json::array classes;
    for (std::size_t i = 0; i < r.minutes.counts.size(); ++i)
        classes.push_back(json::object{{"up_to", i < r.minutes.upper.size() ? json::value(r.minutes.upper[i]) : json::value(nullptr)}, {"students", r.minutes.counts[i]}});
    return {{"n", r.minutes.n}, {"sum", r.minutes.sum}, {"p10", r.minutes.p10}, {"median", r.minutes.median}, {"p90", r.minutes.p90},
            {"mean", number_or_null(r.minutes.mean())}, {"classes", std::move(classes)},
            {"dosage", json::object{{"programme", r.dosage.programme_minutes}, {"scheduled", r.dosage.scheduled_minutes},
                                    {"adequate_students", r.dosage.adequate_students}, {"actual", r.dosage.actual_minutes},
                                    {"actual_of_scheduled", number_or_null(r.dosage.actual_of_scheduled())}}}};
}

json::object attempts(const WeeklyReport& r) {
    json::array hours;
    for (const auto& band : r.attempts.hours) hours.push_back(json::object{{"from_hour", band.from_hour}, {"dials", band.dials}, {"answered", band.answered}});
    return {{"dials", r.attempts.dials}, {"onboarding", r.attempts.onboarding}, {"answered", r.attempts.answered}, {"per_completed", number_or_null(r.attempts.per_completed)}, {"hours", std::move(hours)}};
}

json::array warnings(const WeeklyReport& r) {
    json::array out;
    for (const auto& row : r.warnings)
        out.push_back(json::object{{"student", row.key}, {"department", row.department}, {"tutor", row.tutor_key}, {"missed_in_row", row.missed_in_row},
                                   {"observed", row.observed}, {"child_sessions", row.child_sessions}, {"weeks_ahead", row.weeks_ahead}, {"red", row.red},
                                   {"action", next_actions[static_cast<std::size_t>(row.action)]}});
    return out;
}

json::object texts(const WeeklyReport& r) {
    const Texts& t = r.texts;
    return {{"sent", t.sent}, {"segments", t.segments}, {"delivered", t.delivered}, {"without_receipt", t.without_receipt}, {"unknown", t.unknown},
            {"failed", t.failed}, {"expired", t.expired}, {"suppressed", t.suppressed}, {"waiting", t.waiting}, {"received", t.received}, {"replies", t.replies}, {"graded", t.graded},
            {"right", t.right}, {"items", t.items}, {"items_answered", t.items_answered}, {"items_right", t.items_right}, {"unread", t.unread},
            {"unread_oldest_hours", t.unread_oldest_hours}};
}

json::array tutors(const WeeklyReport& r) {
    json::array out;
    for (const auto& row : r.tutors)
        out.push_back(json::object{{"tutor", row.key}, {"students", row.students}, {"sessions", row.lessons}, {"with_child", row.with_child},
                                   {"rate", row.rate}, {"low", row.low}, {"high", row.high}, {"absences", row.absences}});
    return out;
}

json::array equity(const WeeklyReport& r) {
    json::array out;
    for (const auto& table : r.equity) {
        json::array rows;
        for (const auto& row : table.rows) {
            if (row.suppressed) rows.push_back(json::object{{"group", row.group}, {"suppressed", true}});
            else rows.push_back(json::object{{"group", row.group}, {"students", row.students}, {"minutes", row.minutes}, {"reached", row.reached}, {"rose", number_or_null(row.rose)}});
        }
        out.push_back(json::object{{"dimension", table.dimension}, {"gap", number_or_null(table.gap)}, {"groups", std::move(rows)}});
    }
    return out;
}

/// Rounded as on the page: whole from a thousand on (never 1.3E6), cents below; null where there is nothing to tell.
json::value money(std::optional<double> amount) {
    if (!amount) return nullptr;
    const double cents = half_up(*amount, 2);
    if (std::abs(cents) >= cents_below || cents == std::round(cents)) return std::llround(cents);
    return cents;
}

json::object cost(const WeeklyReport& r) {
    return {{"currency", r.cost.currency}, {"texts", money(r.cost.texts)}, {"calls", money(r.cost.calls)}, {"tutors", money(r.cost.tutors)}, {"total", money(r.cost.total())},
            {"adult_only_calls", money(r.cost.adult_only_calls)}, {"per_student", money(r.cost.per_student)}, {"per_session", money(r.cost.per_session)},
            {"per_100_minutes", money(r.cost.per_100_minutes)}, {"forecast", money(r.cost.forecast)}};
}

}  // namespace

std::string weekly_json(const WeeklyReport& report) {
    json::object out = head(report);
    out["sessions"] = sessions(report);
    out["minutes"] = minutes(report);
    out["attempts"] = attempts(report);
    json::array logs;
    for (const auto& row : report.missing_logs) logs.push_back(json::object{{"tutor", row.tutor_key}, {"expected", row.expected}, {"missing", row.missing}});
    out["missing_logs"] = std::move(logs);
    out["logs_awaited"] = report.logs_awaited;
    out["onboarding_not_logged"] = report.onboarding_not_logged;
    out["duplicate_logs"] = report.duplicate_logs;
    out["warnings"] = warnings(report);
    json::object numbers;
    for (const auto& [status, count] : report.numbers.by_status) numbers[status] = count;
    numbers["texts_stopped"] = report.numbers.texts_stopped;
    numbers["calls_stopped"] = report.numbers.calls_stopped;
    out["numbers"] = std::move(numbers);
    out["texts"] = texts(report);
    out["levels"] = json::object{{"start", levels_json(report.levels.start)}, {"now", levels_json(report.levels.now)}, {"measured", report.levels.measured}, {"checkpoints", report.levels.checkpoints}, {"both", report.levels.both},
                                 {"rose", report.levels.rose}, {"missing", report.levels.missing}};
    out["tutors"] = tutors(report);
    out["equity"] = equity(report);
    out["cost"] = cost(report);
    out["open_tasks"] = report.open_tasks;
    out["open_safeguarding"] = report.open_safeguarding;
    return json::serialize(out) + "\n";
}

}  // namespace tutorline::reports
