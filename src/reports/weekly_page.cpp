#include "reports/weekly_page.hpp"

#include <algorithm>

#include "reports/page_writer.hpp"

namespace tutorline::reports {
namespace {

void write_head(PageWriter& page, const WeeklyReport& report) {
    const std::string title = page.say(report.to_date.planned() > 0 ? "title" : "title_before", {{"name", report.cohort_name}, {"week", std::to_string(report.week)}, {"weeks", std::to_string(report.weeks)}});
    page.line(title, 0);
    page.line(std::string(width(title), '='), 0);
    const std::string at = wall_time(report);
    const std::size_t blank = at.find(' ');
    page.line(page.say("as_of", {{"date", at.substr(0, blank)}, {"hour", at.substr(blank + 1)}, {"zone", report.zone}}), 0);
    if (report.behind > 0) page.line(page.say_count("behind", report.behind, {{"week", std::to_string(report.week)}}), 0);
}

}  // namespace

std::string wall_time(const WeeklyReport& report) {
    auto zone = base::Zone::find(report.zone);
    if (!zone) zone = base::Zone::find("UTC");
    const base::CivilTime wall = zone->to_civil(report.at);
    return base::format_date(wall.day) + " " + base::format_hour(wall.minute_of_day());
}

std::string PageWriter::say_count(std::string_view key, std::int64_t count, domain::Arguments arguments) const {
    arguments.emplace_back("count", figures.whole(count));
    return say(std::string{key} + (count == 1 ? "_one" : ""), arguments);
}

std::string word_of(const Words& words, std::string_view prefix, std::string_view code) {
    if (code.empty()) return {};
    const std::string key = std::string{prefix} + std::string{code};
    std::string found = words(key, {});
    return found == key ? std::string{code} : found;
}

std::string language_words(const Words& words, std::string_view tags) {
    std::string out;
    for (std::size_t from = 0; from < tags.size();) {
        const std::size_t comma = std::min(tags.find(',', from), tags.size());
        out += (out.empty() ? "" : ", ") + word_of(words, "weekly.equity.language_", tags.substr(from, comma - from));
        from = comma + 1;
    }
    return out;
}

void PageWriter::line(std::string_view words, std::size_t indent) {
    std::size_t further = 0;
    std::string safe{words};
    std::ranges::replace_if(safe, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }, '?');
    for (const auto& part : wrapped(safe, page_width - indent)) {
        text_ += part.empty() ? "\n" : std::string(indent + further, ' ') + part + "\n";
        further = 2;
    }
    if (words.empty()) text_ += "\n";
}

std::string PageWriter::word(std::string_view prefix, std::string_view code) const { return word_of(words_, "weekly." + std::string{prefix}, code); }

void PageWriter::more(std::size_t all, std::string_view sheet) {
    if (all <= page_rows_max) return;
    line(say("more", {{"count", figures.whole(static_cast<std::int64_t>(all - page_rows_max))}, {"sheet", std::string{sheet}}}), 4);
}

std::string weekly_page(const WeeklyReport& report, const Words& words, std::string_view language) {
    PageWriter page{words, language};
    write_head(page, report);
    write_funnel(page, report);
    write_outcomes(page, report);
    write_minutes(page, report);
    write_attempts(page, report);
    write_logs(page, report);
    write_warnings(page, report);
    write_numbers(page, report);
    write_texts(page, report);
    write_levels(page, report);
    write_tutors(page, report);
    write_equity(page, report);
    write_cost(page, report);
    page.line("", 0);
    page.line(page.say_count("tasks_open", report.open_tasks), 0);
    page.line(page.say_count("safeguarding", report.open_safeguarding), 0);
    return page.text();
}

}  // namespace tutorline::reports
