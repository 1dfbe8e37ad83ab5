// Who was reached: funnel, lessons, minutes, dials.
#include <algorithm>
#include <array>

#include "domain/session/lists.hpp"
#include "reports/page_writer.hpp"

namespace tutorline::reports {
namespace {

constexpr std::array shown_outcomes{domain::Outcome::completed, domain::Outcome::short_session, domain::Outcome::adult_contact,
                                    domain::Outcome::no_contact, domain::Outcome::excused, domain::Outcome::cancelled_programme,
                                    domain::Outcome::withdrawn, domain::Outcome::not_logged};

void write_attendance(PageWriter& page, const WeeklyReport& report) {
    TextTable table{"l" + std::string(report.attendance.size(), 'r')};
    std::vector<std::string> head{page.say("outcomes.attendance")}, counts{page.say("outcomes.attendance_students")};
    for (std::size_t k = 0; k < report.attendance.size(); ++k) {
        head.push_back(std::to_string(k));
        counts.push_back(page.figures.whole(report.attendance[k]));
    }
    table.add(std::move(head));
    table.add(std::move(counts));
    page.table(table);
}

void write_ahead(PageWriter& page, const WeeklyReport& report) {
    if (report.ahead == 0) return;
    const int settled = report.settled.planned();
    const std::string all = page.say_count("outcomes.ahead", report.still_to_come());
    page.line(settled == 0 ? all : all + " " + page.say_count("outcomes.settled_ahead", settled));
}

/// Only where one tutor more would have placed somebody.
void write_curve(PageWriter& page, const WeeklyReport& report) {
    if (report.curve.size() < 2) return;
    page.line(page.say("funnel.curve"));
    TextTable table{"lrrl"};
    for (std::size_t more = 0; more < report.curve.size(); ++more) {
        const int placed = report.curve[more];
        const std::string label = more == 0 ? page.say("funnel.curve_now") : page.say_count("funnel.curve_more", static_cast<std::int64_t>(more));
        table.add({label, page.figures.whole(placed), page.figures.percent_of(placed, report.funnel.listed), PageWriter::share_bar(placed, report.funnel.listed)});
    }
    page.table(table);
    page.line(page.say("funnel.curve_how"));
}

}  // namespace

void write_funnel(PageWriter& page, const WeeklyReport& report) {
    page.section("funnel");
    const Funnel& funnel = report.funnel;
    TextTable table{"lrrl"};
    const auto row = [&](std::string_view key, int count) {
        table.add({page.say("funnel." + std::string{key}), page.figures.whole(count), page.figures.percent_of(count, funnel.listed),
                   PageWriter::share_bar(count, funnel.listed)});
    };
    row("listed", funnel.listed);
    row("consented", funnel.consented);
    row("matched", funnel.matched);
    if (funnel.waiting > 0) row("waiting", funnel.waiting);
    row("contacted", funnel.contacted);
    row("verified", funnel.number_verified);
    row("one", funnel.one_session);
    row("half", funnel.half);
    row("three_quarters", funnel.three_quarters);
    row("level", funnel.level_measured);
    page.table(table);
    page.definition("funnel", {{"listed", page.figures.whole(funnel.listed)}});
    write_curve(page, report);
}

void write_outcomes(PageWriter& page, const WeeklyReport& report) {
    page.section("outcomes");
    if (report.to_date.planned() == 0) {
        page.line(page.say("outcomes.none"));
        write_ahead(page, report);
        return page.definition("outcomes");
    }
    const std::size_t weeks = report.weeks_begun();
    TextTable table{"l" + std::string(weeks + 2, 'r')};
    std::vector<std::string> head{""};
    for (std::size_t week = 1; week <= weeks; ++week) head.push_back(page.say("outcomes.week", {{"week", std::to_string(week)}}));
    head.push_back(page.say("outcomes.total"));
    head.push_back("%");
    table.add(std::move(head));
    const auto add = [&](std::string label, const auto& count_of) {
        std::vector<std::string> cells{std::move(label)};
        for (std::size_t week = 0; week < weeks; ++week) cells.push_back(page.figures.whole(count_of(report.by_week[week])));
        cells.push_back(page.figures.whole(count_of(report.to_date)));
        cells.push_back(page.figures.percent_of(count_of(report.to_date), report.to_date.planned()));
        table.add(std::move(cells));
    };
    for (const auto outcome : shown_outcomes)
        add(page.say("outcomes." + std::string{domain::name(outcome)}), [&](const Outcomes& counts) { return counts.of(static_cast<std::size_t>(outcome)); });
    if (report.to_date.open > 0) add(page.say("outcomes.open"), [](const Outcomes& counts) { return counts.open; });
    add(page.say("outcomes.due"), [](const Outcomes& counts) { return counts.planned(); });
    page.table(table);
    if (report.tutor_absent > 0) page.line(page.say_count("outcomes.absent", report.tutor_absent));
    write_attendance(page, report);
    write_ahead(page, report);
    page.definition("outcomes");
}

void write_minutes(PageWriter& page, const WeeklyReport& report) {
    page.section("minutes");
    const Distribution& minutes = report.minutes;
    const Figures& f = page.figures;
    TextTable table{"rrrl"};
    for (std::size_t i = 0; i < minutes.counts.size(); ++i) {
        const std::string from = std::to_string(i == 0 ? 0 : minutes.upper[i - 1] + 1);
        const std::string to = i < minutes.upper.size() ? std::to_string(minutes.upper[i]) : "";
        const std::string label = i == 0 ? "0" : to.empty() ? page.say("minutes.over", {{"from", from}}) : from + "-" + to;
        table.add({label, f.whole(minutes.counts[i]), f.percent_of(minutes.counts[i], minutes.n), PageWriter::share_bar(minutes.counts[i], minutes.n)});
    }
    page.table(table);
    page.line(page.say("minutes.spread", {{"p10", f.decimal(minutes.p10, 0)}, {"median", f.decimal(minutes.median, 0)}, {"p90", f.decimal(minutes.p90, 0)},
                                          {"mean", f.decimal_or_dash(minutes.mean(), 1)}, {"n", f.whole(minutes.n)}}));
    const Dosage& dosage = report.dosage;
    if (dosage.scheduled_minutes > 0)
        page.line(page.say("minutes.dosage", {{"programme", f.decimal(dosage.programme_minutes, 0)}, {"scheduled", f.decimal(dosage.scheduled_minutes, 0)},
                                              {"actual", f.decimal(dosage.actual_minutes, 0)}, {"ratio", f.percent(dosage.actual_of_scheduled())}}));
    else page.line(page.say("minutes.dosage_before", {{"programme", f.decimal(dosage.programme_minutes, 0)}}));
    page.line(page.say_count("minutes.adequate", dosage.adequate_students, {{"share", f.percent_of(dosage.adequate_students, minutes.n)}, {"n", f.whole(minutes.n)}}));
    page.definition("minutes");
}

void write_attempts(PageWriter& page, const WeeklyReport& report) {
    page.section("attempts");
    const Attempts& attempts = report.attempts;
    const Figures& f = page.figures;
    if (attempts.dials == 0) {
        page.line(page.say("attempts.none"));
        return page.definition("attempts");
    }
    const std::string all = page.say_count("attempts.summary", attempts.dials, {{"onboarding", f.whole(attempts.onboarding)}, {"answered", f.percent_of(attempts.answered, attempts.dials)}});
    page.line(all + " " + (attempts.per_completed ? page.say("attempts.summary_completed", {{"per_completed", f.decimal(*attempts.per_completed, 1)}}) : page.say("attempts.no_completed")));
    TextTable table{"rrrl"};
    if (!attempts.hours.empty()) table.add({"", page.say("attempts.dials"), page.say("attempts.answered"), ""});
    for (const auto& band : attempts.hours)
        table.add({std::to_string(band.from_hour) + "-" + std::to_string(band.from_hour + 2) + " h", f.whole(band.dials),
                   f.percent_of(band.answered, band.dials), PageWriter::share_bar(band.answered, band.dials)});
    page.table(table);
    page.definition("attempts");
}

}  // namespace tutorline::reports
