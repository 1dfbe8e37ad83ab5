// Where a person must act: reports, early warnings, numbers, tutors.
#include <algorithm>

#include "reports/page_writer.hpp"

namespace tutorline::reports {

void write_logs(PageWriter& page, const WeeklyReport& report) {
    page.section("logs");
    const int missing = report.missing_reports();
    page.line(missing == 0 ? page.say("logs.none") : page.say_count("logs.all", missing));
    TextTable table{"llrr"};
    for (std::size_t i = 0; i < std::min(page_rows_max, report.missing_logs.size()); ++i) {
        const auto& row = report.missing_logs[i];
        table.add({row.tutor_key, row.tutor_name, page.say_count("logs.missing", row.missing), page.say_count("logs.expected", row.expected)});
    }
    page.table(table);
    page.more(report.missing_logs.size(), "tutors");
    if (report.logs_awaited > 0) page.line(page.say_count("logs.awaited", report.logs_awaited));
    if (report.onboarding_not_logged > 0) page.line(page.say_count("logs.onboarding", report.onboarding_not_logged));
    if (report.duplicate_logs > 0) page.line(page.say_count("logs.duplicates", report.duplicate_logs));
    page.definition("logs");
}

void write_warnings(PageWriter& page, const WeeklyReport& report) {
    page.section("warnings");
    const auto all = static_cast<std::int64_t>(report.warnings.size());
    page.line(all == 0 ? page.say("warnings.none") : page.say_count("warnings.all", all, {{"matched", page.figures.whole(report.funnel.matched)}}));
    TextTable table{"lllll"};
    for (std::size_t i = 0; i < std::min(page_rows_max, report.warnings.size()); ++i) {
        const Warning& row = report.warnings[i];
        const std::string sign = page.say_count(row.red ? "warnings.sign_red" : "warnings.sign", row.missed_in_row,
                                                {{"sessions", page.figures.whole(row.child_sessions)}, {"observed", page.figures.whole(row.observed)}});
        table.add({row.key, row.first_name, row.department, sign, page.say("warnings.action_" + std::string{next_actions[static_cast<std::size_t>(row.action)]})});
    }
    page.table(table);
    page.more(report.warnings.size(), "students");
    page.definition("warnings");
}

void write_numbers(PageWriter& page, const WeeklyReport& report) {
    page.section("numbers");
    TextTable table{"lr"};
    for (const auto status : phone_states)
        if (const int count = report.numbers.of(status); count > 0) table.add({page.say("numbers." + std::string{status}), page.figures.whole(count)});
    table.add({page.say("numbers.all"), page.figures.whole(report.numbers_in_all())});
    table.add({page.say("numbers.texts_stopped"), page.figures.whole(report.numbers.texts_stopped)});
    table.add({page.say("numbers.calls_stopped"), page.figures.whole(report.numbers.calls_stopped)});
    page.table(table);
    page.definition("numbers");
}

TutorsShown tutors_shown(const WeeklyReport& report) {
    TutorsShown shown;
    auto sorted = report.tutors;
    shown.few = static_cast<int>(std::erase_if(sorted, [](const TutorRow& row) { return row.lessons < tutor_lessons_least; }));
    shown.all = static_cast<int>(sorted.size());
    std::ranges::sort(sorted, [](const TutorRow& a, const TutorRow& b) { return a.rate != b.rate ? a.rate < b.rate : a.key < b.key; });
    // Both ends and the middle: the spread, not a ranking.
    const std::size_t n = sorted.size(), side = 4;
    for (std::size_t i = 0; i < n; ++i) {
        const bool middle = i + 1 >= (n + 1) / 2 && i < n / 2 + 1;
        if (n <= page_rows_max || i < side || i + side >= n || middle) shown.rows.push_back(std::move(sorted[i]));
    }
    return shown;
}

void write_tutors(PageWriter& page, const WeeklyReport& report) {
    page.section("tutors");
    const Figures& f = page.figures;
    const TutorsShown shown = tutors_shown(report);
    TextTable table{"llrrrrr"};
    if (!shown.rows.empty())
        table.add({page.say("tutors.tutor"), "", page.say("tutors.students"), page.say("tutors.lessons"), page.say("tutors.rate"), page.say("tutors.interval"), page.say("tutors.absent")});
    for (const TutorRow& row : shown.rows)
        table.add({row.key, row.name, f.whole(row.students), f.whole(row.lessons), f.percent(row.rate), f.percent(row.low) + " - " + f.percent(row.high), f.whole(row.absences)});
    page.table(table);
    if (shown.all > static_cast<int>(shown.rows.size())) page.line(page.say("tutors.more", {{"count", f.whole(shown.all)}}), 4);
    if (shown.few > 0) page.line(page.say_count("tutors.few", shown.few, {{"least", std::to_string(tutor_lessons_least)}}));
    page.definition("tutors");
}

}  // namespace tutorline::reports
