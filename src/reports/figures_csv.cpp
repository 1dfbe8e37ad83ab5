// Every figure of the page as a row: section, figure, value.
#include "domain/session/lists.hpp"
#include "reports/csv.hpp"
#include "reports/exports.hpp"
#include "reports/page_writer.hpp"

namespace tutorline::reports {
namespace {

class FigureRows {
  public:
    FigureRows(const Words& words, std::string_view language) : words_(words), sheet_(language) {
        for (const auto column : {"section", "figure", "value"}) sheet_.cell(words_("weekly.csv." + std::string{column}, {}));
        sheet_.end_row();
    }
    void section(std::string_view key) { title_ = words_("weekly." + std::string{key} + ".title", {}), key_ = key; }
    /// The figure's words are the page's own, `<section>.<figure>`.
    void whole(std::string_view figure, std::int64_t value) { begin(figure).cell(value).end_row(); }
    void amount(std::string_view figure, std::optional<double> value) {
        begin(figure);
        if (value) sheet_.cell(*value, 2);
        else sheet_.empty();
        sheet_.end_row();
    }
    void outcomes(const std::string& suffix, const Outcomes& counts) {
        for (std::size_t i = 0; i < counts.closed.size(); ++i) named(label(domain::name(static_cast<domain::Outcome>(i))) + suffix, counts.of(i));
        named(label("open") + suffix, counts.open);
        named(label("due") + suffix, counts.planned());
    }
    std::string label(std::string_view figure) const { return words_("weekly." + std::string{key_} + "." + std::string{figure}, {}); }
    void named(std::string_view label, std::int64_t value) { sheet_.cell(title_).cell(label).cell(value).end_row(); }
    const std::string& text() const { return sheet_.text(); }

  private:
    CsvSheet& begin(std::string_view figure) { return sheet_.cell(title_).cell(label(figure)); }

    const Words& words_;
    CsvSheet sheet_;
    std::string title_, key_;
};

void reach(const WeeklyReport& r, FigureRows& rows, const Words& words) {
    rows.section("funnel");
    rows.whole("listed", r.funnel.listed), rows.whole("consented", r.funnel.consented), rows.whole("matched", r.funnel.matched);
    rows.whole("contacted", r.funnel.contacted), rows.whole("verified", r.funnel.number_verified), rows.whole("one", r.funnel.one_session);
    rows.whole("half", r.funnel.half), rows.whole("three_quarters", r.funnel.three_quarters), rows.whole("level", r.funnel.level_measured);
    rows.section("outcomes");
    rows.outcomes("", r.to_date);
    rows.whole("to_come", r.ahead);
    rows.outcomes(", " + words("weekly.outcomes.week", {{"week", std::to_string(r.week)}}), r.this_week);
    rows.section("minutes");
    rows.amount("sum", r.minutes.sum), rows.amount("p10", r.minutes.p10), rows.amount("median", r.minutes.median), rows.amount("p90", r.minutes.p90);
    rows.amount("mean", r.minutes.mean()), rows.amount("programme", r.dosage.programme_minutes), rows.amount("scheduled", r.dosage.scheduled_minutes);
    rows.whole("adequate_students", r.dosage.adequate_students);
    rows.section("attempts");
    rows.whole("dials", r.attempts.dials), rows.whole("of_onboarding", r.attempts.onboarding), rows.whole("answered", r.attempts.answered);
    rows.amount("per_completed", r.attempts.per_completed);
    rows.section("logs");
    int missing = 0;
    for (const auto& row : r.missing_logs) missing += row.missing;
    rows.whole("not_logged", missing), rows.whole("waiting", r.logs_awaited), rows.whole("not_logged_onboarding", r.onboarding_not_logged);
    rows.whole("repeated", r.duplicate_logs);
    rows.section("warnings");
    rows.whole("students", static_cast<std::int64_t>(r.warnings.size()));
}

void learning(const WeeklyReport& r, FigureRows& rows) {
    rows.section("texts");
    rows.whole("sent", r.texts.sent), rows.whole("segments", r.texts.segments), rows.whole("delivered", r.texts.delivered);
    rows.whole("without_receipt", r.texts.without_receipt), rows.whole("unknown", r.texts.unknown), rows.whole("failed", r.texts.failed);
    rows.whole("expired", r.texts.expired), rows.whole("suppressed", r.texts.suppressed), rows.whole("replies", r.texts.replies);
    rows.whole("items", r.texts.items), rows.whole("items_answered", r.texts.items_answered), rows.whole("graded", r.texts.graded), rows.whole("right", r.texts.right);
    rows.section("levels");
    rows.whole("measured", r.levels.measured), rows.whole("both", r.levels.both), rows.whole("rose_n", r.levels.rose), rows.whole("missing", r.levels.missing);
    rows.section("cost");
    rows.amount("texts", r.cost.texts), rows.amount("calls", r.cost.calls), rows.amount("tutors", r.cost.tutors), rows.amount("total", r.cost.total());
    rows.amount("adult_only", r.cost.adult_only_calls), rows.amount("per_student", r.cost.per_student), rows.amount("per_session", r.cost.per_session);
    rows.amount("per_100_minutes", r.cost.per_100_minutes), rows.amount("forecast", r.cost.forecast);
}

}  // namespace

std::string figures_csv(const WeeklyReport& report, const Words& words, std::string_view language) {
    FigureRows rows{words, language};
    reach(report, rows, words);
    learning(report, rows);
    return rows.text();
}

}  // namespace tutorline::reports
