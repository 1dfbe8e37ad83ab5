// Texts, levels, gaps between groups, money.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "domain/practice/level.hpp"
#include "reports/page_writer.hpp"

namespace tutorline::reports {
namespace {

constexpr double hours_told_max = 48;  ///< older than this is told in days

std::string oldest(const PageWriter& page, double hours) {
    if (hours < 1) return page.say("texts.under_an_hour");
    if (hours < hours_told_max) return page.say_count("texts.hours", static_cast<std::int64_t>(hours));
    return page.say_count("texts.days", static_cast<std::int64_t>(hours / 24));
}

}  // namespace

std::string group_word(const Words& words, std::string_view dimension, std::string_view group) {
    if (group.empty() || (dimension == "grade" && group == "0")) return words("weekly.equity.unknown", {});
    if (dimension == "department") return std::string{group};
    if (dimension == "grade") return words("weekly.equity.grade_n", {{"grade", std::string{group}}});
    if (dimension == "language") return language_words(words, group);
    return word_of(words, "weekly.equity." + std::string{dimension} + "_", group);
}

void write_texts(PageWriter& page, const WeeklyReport& report) {
    page.section("texts");
    const Texts& texts = report.texts;
    TextTable table{"lrr"};
    const auto row = [&](std::string_view key, int count, std::optional<int> of) {
        table.add({page.say("texts." + std::string{key}), page.figures.whole(count), of ? page.figures.percent_of(count, *of) : ""});
    };
    row("sent", texts.sent, {});
    row("segments", texts.segments, {});
    row("delivered", texts.delivered, texts.sent);
    row("without_receipt", texts.without_receipt, texts.sent);
    row("unknown", texts.unknown, texts.sent);
    row("failed", texts.failed, texts.sent);
    row("expired", texts.expired, {});
    row("suppressed", texts.suppressed, {});
    row("replies", texts.replies, {});
    row("items", texts.items, {});
    row("items_answered", texts.items_answered, texts.items);
    row("graded", texts.graded, {});
    row("right", texts.right, texts.graded);
    page.table(table);
    page.line(texts.unread == 0 ? page.say("texts.unread_none") : page.say_count("texts.unread", texts.unread, {{"age", oldest(page, texts.unread_oldest_hours)}}));
    page.definition("texts");
}

void write_levels(PageWriter& page, const WeeklyReport& report) {
    page.section("levels");
    const Levels& levels = report.levels;
    const Figures& f = page.figures;
    TextTable table{"lrrrrl"};
    table.add({"", page.say("levels.start"), "", page.say("levels.now"), "", ""});
    const int n = report.funnel.matched;
    for (const auto level : {domain::Level::beginner, domain::Level::addition, domain::Level::subtraction, domain::Level::multiplication,
                             domain::Level::division, domain::Level::finished, domain::Level::not_assessed}) {
        const auto count = [&](const LevelCounts& counts) {
            const auto found = counts.find(domain::code(level));
            return found == counts.end() ? 0 : found->second;
        };
        const int start = count(levels.start), now = count(levels.now);
        table.add({page.say("levels." + std::string{domain::name(level)}), f.whole(start), f.percent_of(start, n), f.whole(now), f.percent_of(now, n),
                   PageWriter::share_bar(now, n)});
    }
    page.table(table);
    if (levels.both == 0) page.line(page.say("levels.rose_none"));
    else page.line(page.say("levels.rose", {{"rose", f.whole(levels.rose)}, {"share", f.percent_of(levels.rose, levels.both)}, {"n", f.whole(levels.both)}, {"missing", f.whole(levels.missing)}}));
    page.line(page.say_count("levels.checkpoints_done", levels.checkpoints));
    page.definition("levels", {{"n", f.whole(n)}, {"measured", f.whole(levels.measured)}});
}

void write_equity(PageWriter& page, const WeeklyReport& report) {
    page.section("equity");
    for (const auto& dimension : report.equity) {
        if (std::ranges::all_of(dimension.rows, &EquityRow::suppressed)) {
            page.line(page.say("equity." + dimension.dimension) + ": " + page.say("equity.all_hidden"));
            continue;
        }
        page.line(page.say("equity." + dimension.dimension));
        TextTable table{"lrrrr"};
        table.add({"", page.say("equity.students"), page.say("equity.minutes"), page.say("equity.reached"), page.say("equity.rose")});
        for (const auto& row : dimension.rows) {
            const std::string group = group_word(page.words(), dimension.dimension, row.group), hidden = page.say("equity.hidden");
            if (row.suppressed) table.add({group, hidden, hidden, hidden, hidden});
            else table.add({group, page.figures.whole(row.students), page.figures.decimal(row.minutes, 1), page.figures.percent(row.reached), page.figures.percent(row.rose)});
        }
        page.table(table, 4);
        if (dimension.gap) page.line(page.say("equity.gap", {{"gap", page.figures.decimal(*dimension.gap, 2)}}), 4);
    }
    page.definition("equity", {{"least", page.figures.whole(report.group_least)}});
}

void write_cost(PageWriter& page, const WeeklyReport& report) {
    page.section("cost");
    const Cost& cost = report.cost;
    TextTable table{"lrl"};
    const auto row = [&](std::string_view key, double amount) { table.add({page.say("cost." + std::string{key}), page.figures.decimal(amount, money_places(amount)), cost.currency}); };
    row("texts", cost.texts);
    row("calls", cost.calls);
    row("tutors", cost.tutors);
    row("total", cost.total());
    row("adult_only", cost.adult_only_calls);
    if (cost.per_student) row("per_student", *cost.per_student);
    if (cost.per_session) row("per_session", *cost.per_session);
    if (cost.per_100_minutes) row("per_100_minutes", *cost.per_100_minutes);
    if (cost.forecast) row("forecast", *cost.forecast);
    page.table(table);
    if (!cost.forecast) page.line(page.say("cost.no_forecast"));
    page.definition("cost", {{"matched", page.figures.whole(report.funnel.matched)}, {"sessions", page.figures.whole(report.to_date.with_child())},
                             {"minutes", page.figures.whole(std::llround(cost.tutor_minutes_a_call))}, {"ahead", page.figures.whole(report.still_to_come())}});
}

}  // namespace tutorline::reports
