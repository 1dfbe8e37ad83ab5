#include "reports/exports.hpp"
#include "reports/figure_rows.hpp"

namespace tutorline::reports {

FigureRows::FigureRows(const Words& words, std::string_view language) : words_(words), sheet_(language) {
    for (const auto column : {"section", "figure", "value", "share", "key"}) sheet_.cell(words_("weekly.csv." + std::string{column}, {}));
    sheet_.end_row();
}

std::string FigureRows::say(std::string_view section, std::string_view figure, const domain::Arguments& arguments) const {
    return words_("weekly." + std::string{section} + "." + std::string{figure}, arguments);
}

std::string FigureRows::label(std::string_view figure, const domain::Arguments& arguments) const { return say(section_, figure, arguments); }

void FigureRows::end(std::string_view figure, std::optional<double> share) {
    if (share) sheet_.cell(*share, 2);
    else sheet_.empty();
    sheet_.cell(section_ + "." + std::string{figure}).end_row();
}

void FigureRows::whole(std::string_view figure, std::string_view label, std::int64_t value, std::optional<double> share) {
    begin(label);
    sheet_.cell(value);
    end(figure, share);
}

void FigureRows::decimal(std::string_view figure, std::string_view label, std::optional<double> value, int places) {
    begin(label);
    if (value) sheet_.cell(*value, places);
    else sheet_.empty();
    end(figure, {});
}

void FigureRows::share(std::string_view figure, std::string_view label, std::optional<double> share) {
    begin(label);
    sheet_.empty();
    end(figure, share);
}

void FigureRows::text(std::string_view figure, std::string_view label, std::string_view value) {
    begin(label);
    sheet_.cell(value);
    end(figure, {});
}

std::optional<double> share_of(int part, int all) {
    if (all == 0) return std::nullopt;
    return part / static_cast<double>(all);
}

std::string figures_csv(const WeeklyReport& report, const Words& words, std::string_view language) {
    FigureRows rows{words, language};
    rows.section("head");
    rows.whole("week", report.week_begun());
    if (report.behind > 0) rows.whole("behind", report.behind);
    rows.whole("weeks", report.weeks);
    rows.text("as_of", rows.label("as_of", {{"zone", report.zone}}), wall_time(report));
    figures_of_reach(report, rows);
    figures_of_people(report, rows);
    figures_of_learning(report, rows);
    rows.section("tasks_open_cases");
    rows.whole("open", report.open_tasks);
    rows.section("safeguarding_cases");
    rows.whole("open", report.open_safeguarding);
    return rows.sheet();
}

}  // namespace tutorline::reports
