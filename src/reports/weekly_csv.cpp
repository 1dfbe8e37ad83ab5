#include <array>
#include <map>

#include "domain/practice/level.hpp"
#include "domain/session/lists.hpp"
#include "reports/csv.hpp"
#include "reports/exports.hpp"

namespace tutorline::reports {
namespace {

constexpr std::array<std::string_view, 8> outcomes{"completed", "short", "adult_contact", "no_contact", "excused", "cancelled_programme", "withdrawn", "not_logged"};
constexpr std::array<std::string_view, 4> actions{"other_slot", "facilitator", "school_visit", "red_review"};

constexpr std::string_view student_rows = R"(
SELECT t.id, t.key, t.department, t.area, t.sex, t.grade, t.languages, t.school, coalesce(u.key, ''), e.status, t.level_start, t.mastered,
       coalesce(sum(s.outcome = 'completed'), 0), coalesce(sum(s.outcome = 'short'), 0), coalesce(sum(s.outcome = 'adult_contact'), 0),
       coalesce(sum(s.outcome = 'no_contact'), 0), coalesce(sum(s.outcome = 'excused'), 0), coalesce(sum(s.outcome = 'cancelled_programme'), 0),
       coalesce(sum(s.outcome = 'withdrawn'), 0), coalesce(sum(s.outcome = 'not_logged'), 0),
       coalesce(sum(s.id IS NOT NULL AND s.outcome IS NULL), 0), coalesce(sum(s.child_seconds), 0),
       (SELECT count(*) FROM attempt a JOIN session x ON x.id = a.session WHERE x.student = t.id AND a.state = 'ended')
FROM student t JOIN cohort c ON c.id = t.cohort LEFT JOIN enrollment e ON e.student = t.id LEFT JOIN tutor u ON u.id = e.tutor
LEFT JOIN session s ON s.student = t.id AND s.kind = 'lesson'
WHERE c.key = ?1 GROUP BY t.id ORDER BY t.key)";

constexpr std::string_view session_rows = R"(
SELECT t.key, u.key, s.kind, s.number, s.week, s.planned_at, coalesce(s.outcome, ''), s.reason, s.child_seconds, s.talk_seconds, s.attempts,
       s.minutes_source, s.self_reported, s.checkpoint, s.level_taught
FROM session s JOIN student t ON t.id = s.student JOIN tutor u ON u.id = s.tutor JOIN cohort c ON c.id = t.cohort
WHERE c.key = ?1 ORDER BY t.key, s.kind DESC, s.number)";

std::string level_word(std::int64_t code) {
    const auto level = domain::level_from_code(static_cast<int>(code));
    return level ? std::string{domain::name(*level)} : "";
}

void header(CsvSheet& sheet, const Words& words, std::initializer_list<std::string_view> columns) {
    for (const auto column : columns) sheet.cell(words("weekly.csv." + std::string{column}, {}));
    sheet.end_row();
}

void students(ports::Reader& reader, const WeeklyReport& report, CsvSheet& sheet, const Words& words) {
    header(sheet, words, {"student", "department", "area", "sex", "grade", "language", "school", "tutor", "status", "level_start", "level_now",
                          "completed", "short", "adult_contact", "no_contact", "excused", "cancelled_programme", "withdrawn", "not_logged", "open",
                          "child_minutes", "dials", "warning"});
    std::map<std::int64_t, std::string_view> warned;
    for (const auto& warning : report.warnings) warned[warning.student] = actions[static_cast<std::size_t>(warning.action)];
    const std::vector<ports::Value> key{report.cohort_key};
    reader.query(student_rows, key, [&](const ports::Row& row) {
        for (const int column : {1, 2, 3, 4}) sheet.cell(row.text(column));
        sheet.cell(row.integer(5)).cell(row.text(6)).cell(row.text(7)).cell(row.text(8)).cell(row.text(9));
        sheet.cell(level_word(row.integer(10))).cell(level_word(row.integer(11)));
        for (int column = 12; column <= 20; ++column) sheet.cell(row.integer(column));
        sheet.cell(static_cast<double>(row.integer(21)) / 60, 1).cell(row.integer(22));
        const auto found = warned.find(row.integer(0));
        if (found == warned.end()) sheet.empty();
        else sheet.cell(words("weekly.warnings.action_" + std::string{found->second}, {}));
        sheet.end_row();
    });
}

void sessions(ports::Reader& reader, const WeeklyReport& report, CsvSheet& sheet, const Words& words) {
    header(sheet, words, {"student", "tutor", "kind", "number", "week", "planned", "outcome", "reason", "child_minutes", "talk_minutes", "dials",
                          "source", "self_reported", "checkpoint", "level_taught"});
    const std::vector<ports::Value> key{report.cohort_key};
    reader.query(session_rows, key, [&](const ports::Row& row) {
        sheet.cell(row.text(0)).cell(row.text(1)).cell(row.text(2)).cell(row.integer(3)).cell(row.integer(4));
        sheet.cell(base::format_instant(base::Instant{base::Seconds{row.integer(5)}})).cell(row.text(6)).cell(row.text(7));
        sheet.cell(static_cast<double>(row.integer(8)) / 60, 1).cell(static_cast<double>(row.integer(9)) / 60, 1).cell(row.integer(10));
        sheet.cell(row.text(11)).cell(row.integer(12)).cell(row.text(13)).cell(level_word(row.integer(14)));
        sheet.end_row();
    });
}

void figures(const WeeklyReport& r, CsvSheet& sheet, const Words& words) {
    header(sheet, words, {"section", "figure", "value"});
    const auto whole = [&](std::string_view section, std::string_view figure, std::int64_t value) {
        sheet.cell(section).cell(figure).cell(value).end_row();
    };
    const auto amount = [&](std::string_view section, std::string_view figure, std::optional<double> value) {
        sheet.cell(section).cell(figure);
        if (value) sheet.cell(*value, 2);
        else sheet.empty();
        sheet.end_row();
    };
    whole("funnel", "listed", r.funnel.listed), whole("funnel", "consented", r.funnel.consented), whole("funnel", "matched", r.funnel.matched);
    whole("funnel", "number_verified", r.funnel.number_verified), whole("funnel", "contacted", r.funnel.contacted);
    whole("funnel", "one_session", r.funnel.one_session), whole("funnel", "half", r.funnel.half);
    whole("funnel", "three_quarters", r.funnel.three_quarters), whole("funnel", "level_known", r.funnel.level_known);
    for (std::size_t i = 0; i < outcomes.size(); ++i) whole("sessions", outcomes[i], r.to_date.of(i));
    whole("sessions", "open", r.to_date.open);
    for (std::size_t i = 0; i < outcomes.size(); ++i) whole("sessions_week_" + std::to_string(r.week), outcomes[i], r.this_week.of(i));
    amount("minutes", "sum", r.minutes.sum), amount("minutes", "p10", r.minutes.p10), amount("minutes", "median", r.minutes.median);
    amount("minutes", "p90", r.minutes.p90), amount("minutes", "mean", r.minutes.mean());
    amount("dosage", "programme", r.dosage.programme_minutes), amount("dosage", "scheduled", r.dosage.scheduled_minutes);
    whole("dosage", "adequate_students", r.dosage.adequate_students), amount("dosage", "actual", r.dosage.actual_minutes);
    whole("attempts", "dials", r.attempts.dials), whole("attempts", "answered", r.attempts.answered), amount("attempts", "per_completed", r.attempts.per_completed);
    whole("texts", "sent", r.texts.sent), whole("texts", "segments", r.texts.segments), whole("texts", "delivered", r.texts.delivered);
    whole("texts", "unknown", r.texts.unknown), whole("texts", "failed", r.texts.failed), whole("texts", "replies", r.texts.replies);
    whole("texts", "graded", r.texts.graded), whole("texts", "right", r.texts.right), whole("items", "sent", r.texts.items), whole("items", "answered", r.texts.items_answered);
    whole("levels", "rose", r.levels.rose), whole("levels", "both", r.levels.both), whole("levels", "missing", r.levels.missing);
    amount("cost", "texts", r.cost.texts), amount("cost", "calls", r.cost.calls), amount("cost", "tutors", r.cost.tutors), amount("cost", "total", r.cost.total());
    amount("cost", "forecast", r.cost.forecast), whole("safeguarding", "open", r.open_safeguarding);
}

}  // namespace

std::string weekly_csv(ports::Reader& reader, const WeeklyReport& report, Sheet sheet, const Words& words, std::string_view language) {
    CsvSheet out{language};
    if (sheet == Sheet::students) students(reader, report, out, words);
    if (sheet == Sheet::sessions) sessions(reader, report, out, words);
    if (sheet == Sheet::figures) figures(report, out, words);
    return out.text();
}

}  // namespace tutorline::reports
