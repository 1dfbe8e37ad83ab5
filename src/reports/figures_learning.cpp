// Figures of the sections about texts, levels, tutors, gaps between groups and money.
#include <algorithm>

#include "domain/practice/level.hpp"
#include "reports/figure_rows.hpp"
#include "reports/page_writer.hpp"

namespace tutorline::reports {
namespace {

void texts(const Texts& texts, FigureRows& rows) {
    rows.section("texts");
    rows.whole("sent", texts.sent), rows.whole("segments", texts.segments);
    rows.whole("delivered", texts.delivered, share_of(texts.delivered, texts.sent));
    rows.whole("without_receipt", texts.without_receipt, share_of(texts.without_receipt, texts.sent));
    rows.whole("unknown", texts.unknown, share_of(texts.unknown, texts.sent)), rows.whole("failed", texts.failed, share_of(texts.failed, texts.sent));
    rows.whole("expired", texts.expired), rows.whole("suppressed", texts.suppressed), rows.whole("replies", texts.replies);
    rows.whole("items", texts.items), rows.whole("items_answered", texts.items_answered, share_of(texts.items_answered, texts.items));
    rows.whole("graded", texts.graded), rows.whole("right", texts.right, share_of(texts.right, texts.graded));
    rows.whole("unread", rows.label("unread_texts"), texts.unread);
    rows.whole("unread_oldest_hours", static_cast<std::int64_t>(texts.unread_oldest_hours));
}

void levels(const WeeklyReport& report, FigureRows& rows) {
    rows.section("levels");
    const Levels& levels = report.levels;
    const int n = report.funnel.matched;
    for (const auto& [when, counts] : {std::pair{std::string{"start"}, &levels.start}, std::pair{std::string{"now"}, &levels.now}}) {
        for (const auto level : {domain::Level::beginner, domain::Level::addition, domain::Level::subtraction, domain::Level::multiplication,
                                 domain::Level::division, domain::Level::finished, domain::Level::not_assessed}) {
            const auto found = counts->find(domain::code(level));
            const int count = found == counts->end() ? 0 : found->second;
            const std::string name{domain::name(level)};
            rows.whole(when + "." + name, rows.label(name) + ", " + rows.label(when), count, share_of(count, n));
        }
    }
    rows.whole("measured", levels.measured), rows.whole("checkpoints", levels.checkpoints), rows.whole("both", levels.both);
    rows.whole("rose_n", levels.rose, share_of(levels.rose, levels.both)), rows.whole("missing", levels.missing);
}

void tutors(const WeeklyReport& report, FigureRows& rows) {
    rows.section("tutors");
    const TutorsShown shown = tutors_shown(report);
    rows.whole("all", shown.all);
    rows.whole("few_n", rows.label("few_n", {{"least", std::to_string(tutor_lessons_least)}}), shown.few);
    for (const TutorRow& row : shown.rows) {
        const auto label = [&](std::string_view what) { return row.key + ", " + rows.label(what); };
        rows.whole(row.key + ".students", label("students"), row.students);
        rows.whole(row.key + ".lessons", label("lessons"), row.lessons);
        rows.whole(row.key + ".with_child", label("rate"), row.with_child, row.rate);
        rows.share(row.key + ".low", label("interval_low"), row.low);
        rows.share(row.key + ".high", label("interval_high"), row.high);
        rows.whole(row.key + ".absences", label("absent"), row.absences);
    }
}

void group(const EquityRow& row, const std::string& key, const std::string& name, FigureRows& rows) {
    const auto label = [&](std::string_view what) { return name + ", " + rows.label(what); };
    const std::string hidden = rows.label("hidden");
    if (row.suppressed) return rows.text(key + ".students", label("students"), hidden);
    rows.whole(key + ".students", label("students"), row.students);
    rows.decimal(key + ".minutes", label("minutes"), row.minutes);
    rows.share(key + ".reached", label("reached"), row.reached);
    rows.share(key + ".rose", label("rose"), row.rose);
}

void equity(const WeeklyReport& report, FigureRows& rows) {
    rows.section("equity");
    for (const auto& table : report.equity) {
        const std::string title = rows.label(table.dimension);
        if (std::ranges::all_of(table.rows, &EquityRow::suppressed)) {
            rows.text(table.dimension, title, rows.label("hidden"));
            continue;
        }
        for (const auto& row : table.rows)
            group(row, table.dimension + "." + (row.group.empty() ? "unknown" : row.group), title + ": " + group_word(rows.words(), table.dimension, row.group), rows);
        rows.decimal(table.dimension + ".gap", title + ": " + rows.label("gap_n"), table.gap);
    }
}

void cost(const WeeklyReport& report, FigureRows& rows) {
    rows.section("cost");
    const Cost& cost = report.cost;
    const auto row = [&](std::string_view figure, std::optional<double> amount) { rows.decimal(figure, amount, amount ? money_places(*amount) : 0); };
    rows.text("currency", rows.label("currency"), cost.currency);
    row("texts", cost.texts), row("calls", cost.calls), row("tutors", cost.tutors), row("total", cost.total()), row("adult_only", cost.adult_only_calls);
    row("per_student", cost.per_student), row("per_session", cost.per_session), row("per_100_minutes", cost.per_100_minutes), row("forecast", cost.forecast);
    rows.decimal("tutor_minutes_a_call", cost.tutor_minutes_a_call, 0);
}

}  // namespace

void figures_of_learning(const WeeklyReport& report, FigureRows& rows) {
    texts(report.texts, rows);
    levels(report, rows);
    tutors(report, rows);
    equity(report, rows);
    cost(report, rows);
}

}  // namespace tutorline::reports
