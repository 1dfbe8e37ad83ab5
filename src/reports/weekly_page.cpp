#include "reports/weekly_page.hpp"

#include <algorithm>
#include <array>

#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"
#include "reports/figures.hpp"
#include "reports/text_table.hpp"

namespace tutorline::reports {
namespace {

constexpr std::size_t bar_length = 30;
constexpr std::array shown_outcomes{domain::Outcome::completed, domain::Outcome::short_session, domain::Outcome::adult_contact,
                                    domain::Outcome::no_contact, domain::Outcome::excused, domain::Outcome::cancelled_programme,
                                    domain::Outcome::withdrawn, domain::Outcome::not_logged};

class Page {
  public:
    Page(const WeeklyReport& report, const Words& words, std::string_view language) : r_(report), words_(words), f_(language) {}

    std::string text() {
        head();
        funnel();
        outcomes();
        minutes();
        attempts();
        logs();
        warnings();
        numbers();
        texts();
        levels();
        tutors();
        equity();
        cost();
        out_ += "\n" + say("safeguarding", {{"count", f_.whole(r_.open_safeguarding)}}) + "\n";
        return out_;
    }

  private:
    std::string say(std::string_view key, const domain::Arguments& arguments = {}) const { return words_("weekly." + std::string{key}, arguments); }
    void section(std::string_view key) {
        out_ += "\n" + say(std::string{key} + ".title") + "\n";
    }
    /// What the figures above mean.
    void definition(std::string_view key, const domain::Arguments& arguments = {}) {
        out_ += "  = " + say(std::string{key} + ".definition", arguments) + "\n";
    }
    void more(std::size_t all) {
        if (all > page_rows_max) out_ += "    " + say("more", {{"count", f_.whole(static_cast<std::int64_t>(all - page_rows_max))}}) + "\n";
    }

    void head() {
        const std::string title = say("title", {{"name", r_.cohort_name}, {"week", std::to_string(r_.week)}, {"weeks", std::to_string(r_.weeks)}});
        out_ += title + "\n" + std::string(width(title), '=') + "\n";
    }

    void funnel() {
        section("funnel");
        const Funnel& funnel = r_.funnel;
        TextTable table{"lrrl"};
        const auto row = [&](std::string_view key, int count) {
            table.add({say("funnel." + std::string{key}), f_.whole(count), f_.percent_of(count, funnel.listed),
                       bar(funnel.listed > 0 ? count / static_cast<double>(funnel.listed) : 0, bar_length)});
        };
        row("listed", funnel.listed);
        row("consented", funnel.consented);
        row("matched", funnel.matched);
        row("verified", funnel.number_verified);
        row("contacted", funnel.contacted);
        row("one", funnel.one_session);
        row("half", funnel.half);
        row("three_quarters", funnel.three_quarters);
        row("level", funnel.level_known);
        out_ += table.text(2);
        definition("funnel");
    }

    void outcomes() {
        section("outcomes");
        TextTable table{"l" + std::string(r_.by_week.size() + 2, 'r')};
        std::vector<std::string> head{""};
        for (std::size_t week = 1; week <= r_.by_week.size(); ++week) head.push_back(say("outcomes.week", {{"week", std::to_string(week)}}));
        head.push_back(say("outcomes.total"));
        head.push_back("%");
        table.add(std::move(head));
        for (const auto outcome : shown_outcomes) {
            const auto index = static_cast<std::size_t>(outcome);
            std::vector<std::string> cells{say("outcomes." + std::string{domain::name(outcome)})};
            for (const auto& week : r_.by_week) cells.push_back(f_.whole(week.of(index)));
            cells.push_back(f_.whole(r_.to_date.of(index)));
            cells.push_back(f_.percent_of(r_.to_date.of(index), r_.to_date.planned()));
            table.add(std::move(cells));
        }
        if (r_.to_date.open > 0) {
            std::vector<std::string> cells{say("outcomes.open")};
            for (const auto& week : r_.by_week) cells.push_back(f_.whole(week.open));
            cells.push_back(f_.whole(r_.to_date.open));
            cells.push_back(f_.percent_of(r_.to_date.open, r_.to_date.planned()));
            table.add(std::move(cells));
        }
        out_ += table.text(2);
        definition("outcomes");
    }

    void minutes() {
        section("minutes");
        const Distribution& minutes = r_.minutes;
        TextTable table{"rrrl"};
        for (std::size_t i = 0; i < minutes.counts.size(); ++i) {
            const std::string from = std::to_string(i == 0 ? 0 : minutes.upper[i - 1] + 1);
            const std::string to = i < minutes.upper.size() ? std::to_string(minutes.upper[i]) : "";
            const std::string label = i == 0 ? "0" : to.empty() ? say("minutes.over", {{"from", from}}) : from + "-" + to;
            table.add({label, f_.whole(minutes.counts[i]), f_.percent_of(minutes.counts[i], minutes.n),
                       bar(minutes.n > 0 ? minutes.counts[i] / static_cast<double>(minutes.n) : 0, bar_length)});
        }
        out_ += table.text(2);
        out_ += "  " + say("minutes.spread", {{"p10", f_.decimal(minutes.p10, 0)}, {"median", f_.decimal(minutes.median, 0)}, {"p90", f_.decimal(minutes.p90, 0)},
                                              {"mean", f_.decimal_or_dash(minutes.mean(), 1)}, {"n", f_.whole(minutes.n)}}) + "\n";
        const Dosage& dosage = r_.dosage;
        out_ += "  " + say("minutes.dosage", {{"programme", f_.decimal(dosage.programme_minutes, 0)}, {"scheduled", f_.decimal(dosage.scheduled_minutes, 0)},
                                              {"adequate", f_.percent_of(dosage.adequate_students, minutes.n)}, {"actual", f_.decimal(dosage.actual_minutes, 0)},
                                              {"ratio", f_.percent(dosage.actual_of_scheduled())}}) + "\n";
        definition("minutes");
    }

    void attempts() {
        section("attempts");
        const Attempts& attempts = r_.attempts;
        out_ += "  " + say("attempts.summary", {{"dials", f_.whole(attempts.dials)}, {"answered", f_.percent_of(attempts.answered, attempts.dials)},
                                                {"per_completed", f_.decimal_or_dash(attempts.per_completed, 1)}}) + "\n";
        TextTable table{"rrrl"};
        for (const auto& band : attempts.hours) {
            const double share = band.dials > 0 ? band.answered / static_cast<double>(band.dials) : 0;
            table.add({std::to_string(band.from_hour) + "-" + std::to_string(band.from_hour + 2) + " h", f_.whole(band.dials), f_.percent(share), bar(share, bar_length)});
        }
        out_ += table.text(2);
        definition("attempts");
    }

    void logs() {
        section("logs");
        if (r_.missing_logs.empty()) out_ += "  " + say("logs.none") + "\n";
        TextTable table{"llrr"};
        for (std::size_t i = 0; i < std::min(page_rows_max, r_.missing_logs.size()); ++i) {
            const auto& row = r_.missing_logs[i];
            table.add({row.tutor_key, row.tutor_name, say("logs.missing", {{"count", f_.whole(row.missing)}}), say("logs.expected", {{"count", f_.whole(row.expected)}})});
        }
        out_ += table.text(2);
        more(r_.missing_logs.size());
        out_ += "  " + say("logs.duplicates", {{"count", f_.whole(r_.duplicate_logs)}}) + "\n";
        definition("logs");
    }

    void warnings() {
        section("warnings");
        if (r_.warnings.empty()) out_ += "  " + say("warnings.none") + "\n";
        constexpr std::array actions{"other_slot", "facilitator", "school_visit", "red_review"};
        TextTable table{"lllll"};
        for (std::size_t i = 0; i < std::min(page_rows_max, r_.warnings.size()); ++i) {
            const Warning& row = r_.warnings[i];
            const std::string sign = say(row.red ? "warnings.sign_red" : "warnings.sign",
                                         {{"missed", f_.whole(row.missed_in_row)}, {"sessions", f_.whole(row.child_sessions)}, {"observed", f_.whole(row.observed)}});
            table.add({row.key, row.first_name, row.department, sign, say("warnings.action_" + std::string{actions[static_cast<std::size_t>(row.action)]})});
        }
        out_ += table.text(2);
        more(r_.warnings.size());
        definition("warnings");
    }

    void numbers() {
        section("numbers");
        TextTable table{"lr"};
        for (const auto& [status, count] : r_.numbers.by_status) table.add({say("numbers." + status), f_.whole(count)});
        table.add({say("numbers.texts_stopped"), f_.whole(r_.numbers.texts_stopped)});
        table.add({say("numbers.calls_stopped"), f_.whole(r_.numbers.calls_stopped)});
        out_ += table.text(2);
        definition("numbers");
    }

    void texts() {
        section("texts");
        const Texts& texts = r_.texts;
        TextTable table{"lr"};
        const std::array<std::pair<const char*, int>, 13> rows{{{"sent", texts.sent}, {"segments", texts.segments}, {"delivered", texts.delivered},
            {"without_receipt", texts.without_receipt}, {"unknown", texts.unknown}, {"failed", texts.failed}, {"expired", texts.expired},
            {"suppressed", texts.suppressed}, {"replies", texts.replies}, {"graded", texts.graded}, {"right", texts.right}, {"items", texts.items}, {"items_answered", texts.items_answered}}};
        for (const auto& [key, count] : rows) table.add({say("texts." + std::string{key}), f_.whole(count)});
        out_ += table.text(2);
        out_ += "  " + say("texts.unread", {{"count", f_.whole(texts.unread)}, {"hours", f_.decimal(texts.unread_oldest_hours, 0)}}) + "\n";
        definition("texts");
    }

    void levels() {
        section("levels");
        TextTable table{"lrrrl"};
        table.add({"", say("levels.start"), say("levels.now"), "", ""});
        const int n = r_.funnel.matched;
        for (const auto level : {domain::Level::beginner, domain::Level::addition, domain::Level::subtraction, domain::Level::multiplication,
                                 domain::Level::division, domain::Level::finished, domain::Level::not_assessed}) {
            const auto count = [&](const LevelCounts& counts) {
                const auto found = counts.find(domain::code(level));
                return found == counts.end() ? 0 : found->second;
            };
            table.add({say("levels." + std::string{domain::name(level)}), f_.whole(count(r_.levels.start)), f_.whole(count(r_.levels.now)),
                       f_.percent_of(count(r_.levels.now), n), bar(n > 0 ? count(r_.levels.now) / static_cast<double>(n) : 0, bar_length)});
        }
        out_ += table.text(2);
        out_ += "  " + say("levels.rose", {{"share", f_.percent_of(r_.levels.rose, r_.levels.both)}, {"n", f_.whole(r_.levels.both)}, {"missing", f_.whole(r_.levels.missing)}}) + "\n";
        definition("levels");
    }

    void tutors() {
        section("tutors");
        auto sorted = r_.tutors;
        std::erase_if(sorted, [](const TutorRow& row) { return row.lessons == 0; });
        std::ranges::sort(sorted, [](const TutorRow& a, const TutorRow& b) { return a.rate != b.rate ? a.rate < b.rate : a.key < b.key; });
        TextTable table{"llrrrrr"};
        table.add({say("tutors.tutor"), "", say("tutors.students"), say("tutors.lessons"), say("tutors.rate"), say("tutors.interval"), say("tutors.absent")});
        // Both ends and the middle: the spread, not a ranking.
        const std::size_t n = sorted.size(), side = 4;
        for (std::size_t i = 0; i < n; ++i) {
            const bool middle = i + 1 >= (n + 1) / 2 && i < n / 2 + 1;
            if (n > page_rows_max && i >= side && i + side < n && !middle) continue;
            const TutorRow& row = sorted[i];
            table.add({row.key, row.name, f_.whole(row.students), f_.whole(row.lessons), f_.percent(row.rate),
                       f_.percent(row.low) + " - " + f_.percent(row.high), f_.whole(row.absent_days)});
        }
        out_ += table.text(2);
        if (n > page_rows_max) out_ += "    " + say("tutors.more", {{"count", f_.whole(static_cast<std::int64_t>(n))}}) + "\n";
        definition("tutors");
    }

    void equity() {
        section("equity");
        for (const auto& dimension : r_.equity) {
            out_ += "  " + say("equity." + dimension.dimension) + "\n";
            TextTable table{"lrrrr"};
            table.add({"", say("equity.students"), say("equity.minutes"), say("equity.reached"), say("equity.rose")});
            for (const auto& row : dimension.rows) {
                const std::string hidden = say("equity.hidden");
                if (row.suppressed) table.add({row.group, hidden, hidden, hidden, hidden});
                else table.add({row.group, f_.whole(row.students), f_.decimal(row.minutes, 1), f_.percent(row.reached), f_.percent(row.rose)});
            }
            out_ += table.text(4);
            if (dimension.gap) out_ += "    " + say("equity.gap", {{"gap", f_.decimal(*dimension.gap, 2)}}) + "\n";
        }
        definition("equity");
    }

    void cost() {
        section("cost");
        const Cost& cost = r_.cost;
        TextTable table{"lrl"};
        const auto row = [&](std::string_view key, double amount) { table.add({say("cost." + std::string{key}), f_.money(amount), cost.currency}); };
        row("texts", cost.texts);
        row("calls", cost.calls);
        row("tutors", cost.tutors);
        row("total", cost.total());
        row("adult_only", cost.adult_only_calls);
        if (cost.per_student) row("per_student", *cost.per_student);
        if (cost.per_session) row("per_session", *cost.per_session);
        if (cost.per_100_minutes) row("per_100_minutes", *cost.per_100_minutes);
        row("forecast", cost.forecast);
        out_ += table.text(2);
        definition("cost");
    }

    const WeeklyReport& r_;
    const Words& words_;
    Figures f_;
    std::string out_;
};

}  // namespace

std::string weekly_page(const WeeklyReport& report, const Words& words, std::string_view language) { return Page{report, words, language}.text(); }

}  // namespace tutorline::reports
