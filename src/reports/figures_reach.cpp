// Figures of the sections about whom we reached: funnel, lessons, minutes, dials.
#include "domain/session/lists.hpp"
#include "reports/figure_rows.hpp"

namespace tutorline::reports {
namespace {

void funnel(const WeeklyReport& report, FigureRows& rows) {
    const Funnel& funnel = report.funnel;
    rows.section("funnel");
    const auto row = [&](std::string_view figure, int count) { rows.whole(figure, count, share_of(count, funnel.listed)); };
    row("listed", funnel.listed), row("consented", funnel.consented), row("matched", funnel.matched);
    if (funnel.waiting > 0) row("waiting", funnel.waiting);
    row("contacted", funnel.contacted), row("verified", funnel.number_verified), row("one", funnel.one_session);
    row("half", funnel.half), row("three_quarters", funnel.three_quarters), row("level", funnel.level_measured);
    for (std::size_t more = 1; more < report.curve.size(); ++more) {
        const std::string count = std::to_string(more);
        rows.whole("tutors_more." + count, rows.label("with_tutors_more", {{"count", count}}), report.curve[more], share_of(report.curve[more], funnel.listed));
    }
}

/// Every outcome, what is open and what was due; `week` 0 is the round so far.
void outcomes(const Outcomes& counts, std::size_t week, FigureRows& rows) {
    const std::string suffix = week == 0 ? "" : ", " + rows.label("week", {{"week", std::to_string(week)}});
    const std::string key = week == 0 ? "" : ".week_" + std::to_string(week);
    const auto row = [&](std::string_view figure, int count) {
        rows.whole(std::string{figure} + key, rows.label(figure) + suffix, count, week == 0 ? share_of(count, counts.planned()) : std::nullopt);
    };
    for (std::size_t i = 0; i < counts.closed.size(); ++i) row(domain::name(static_cast<domain::Outcome>(i)), counts.of(i));
    row("open", counts.open);
    row("due", counts.planned());
}

void lessons(const WeeklyReport& report, FigureRows& rows) {
    rows.section("outcomes");
    outcomes(report.to_date, 0, rows);
    if (report.tutor_absent > 0) rows.whole("tutor_absent", report.tutor_absent);
    rows.whole("to_come", report.still_to_come());
    rows.whole("settled", report.settled.planned());
    for (std::size_t week = 1; week <= report.weeks_begun(); ++week) outcomes(report.by_week[week - 1], week, rows);
    for (std::size_t k = 0; k < report.attendance.size(); ++k)
        rows.whole("attendance." + std::to_string(k), rows.label("attendance_n", {{"lessons", std::to_string(k)}}), report.attendance[k]);
}

void minutes(const WeeklyReport& report, FigureRows& rows) {
    rows.section("minutes");
    const Distribution& minutes = report.minutes;
    for (std::size_t i = 0; i < minutes.counts.size(); ++i) {
        const std::string from = std::to_string(i == 0 ? 0 : minutes.upper[i - 1] + 1), to = i < minutes.upper.size() ? std::to_string(minutes.upper[i]) : "";
        const std::string label = i == 0 ? rows.label("class_none") : to.empty() ? rows.label("class_over", {{"from", from}}) : rows.label("class", {{"from", from}, {"to", to}});
        rows.whole("class." + from, label, minutes.counts[i], share_of(minutes.counts[i], minutes.n));
    }
    rows.whole("n", minutes.n);
    rows.whole("sum", rows.label("sum"), static_cast<std::int64_t>(minutes.sum), report.dosage.actual_of_scheduled());
    rows.decimal("p10", minutes.p10, 0), rows.decimal("median", minutes.median, 0), rows.decimal("p90", minutes.p90, 0);
    rows.decimal("mean", minutes.mean());
    rows.decimal("programme", report.dosage.programme_minutes, 0), rows.decimal("scheduled", report.dosage.scheduled_minutes, 0);
    rows.whole("adequate_students", report.dosage.adequate_students, share_of(report.dosage.adequate_students, minutes.n));
}

void dials(const Attempts& attempts, FigureRows& rows) {
    rows.section("attempts");
    rows.whole("dials", attempts.dials);
    rows.whole("of_onboarding", attempts.onboarding);
    rows.whole("answered", attempts.answered, share_of(attempts.answered, attempts.dials));
    rows.decimal("per_completed", attempts.per_completed);
    for (const auto& band : attempts.hours) {
        const std::string key = "hour_" + std::to_string(band.from_hour);
        const domain::Arguments hours{{"from", std::to_string(band.from_hour)}, {"to", std::to_string(band.from_hour + 2)}};
        rows.whole(key + ".dials", rows.label("band_dials", hours), band.dials);
        rows.whole(key + ".answered", rows.label("band_answered", hours), band.answered, share_of(band.answered, band.dials));
    }
}

}  // namespace

void figures_of_reach(const WeeklyReport& report, FigureRows& rows) {
    funnel(report, rows);
    lessons(report, rows);
    minutes(report, rows);
    dials(report.attempts, rows);
}

}  // namespace tutorline::reports
