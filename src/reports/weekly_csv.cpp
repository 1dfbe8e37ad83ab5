#include <array>
#include <map>

#include "domain/session/lists.hpp"
#include "reports/csv.hpp"
#include "reports/exports.hpp"
#include "reports/page_writer.hpp"
#include "reports/rows.hpp"

namespace tutorline::reports {
namespace {

class Writer {
  public:
    Writer(const Words& words, std::string_view language) : sheet(language), words_(words) {}

    void header(std::initializer_list<std::string_view> columns, const domain::Arguments& arguments = {}) {
        for (const auto column : columns) sheet.cell(words_("weekly.csv." + std::string{column}, arguments));
        sheet.end_row();
    }
    /// A code of the rows in the reader's language.
    CsvSheet& word(std::string_view prefix, std::string_view code) { return sheet.cell(word_of(words_, "weekly." + std::string{prefix}, code)); }
    CsvSheet& level(domain::Level level) { return word("levels.", domain::name(level)); }
    CsvSheet& languages(std::string_view tags) { return sheet.cell(language_words(words_, tags)); }
    void counts(const LessonCounts& lessons) {
        for (const int count : lessons.closed) sheet.cell(std::int64_t{count});
        sheet.cell(std::int64_t{lessons.open}).cell(std::int64_t{lessons.ahead});
    }

    CsvSheet sheet;

  private:
    const Words& words_;
};

void students(const Rows& rows, const WeeklyReport& report, Writer& out) {
    out.header({"student", "department", "area", "sex", "grade", "language", "school", "tutor", "status", "level_start", "level_now", "level_measured",
                "completed", "short", "adult_contact", "no_contact", "excused", "cancelled_programme", "withdrawn", "not_logged", "open", "ahead",
                "child_minutes", "checkpoints", "dials", "missed_in_row", "warning"});
    std::map<std::int64_t, std::string_view> warned;
    for (const auto& warning : report.warnings) warned[warning.student] = next_actions[static_cast<std::size_t>(warning.action)];
    for (const auto& student : rows.students) {
        out.sheet.cell(student.key).cell(student.department);
        out.word("equity.area_", student.area);
        out.word("equity.sex_", student.sex);
        if (student.grade > 0) out.sheet.cell(std::int64_t{student.grade});
        else out.sheet.empty();
        out.languages(student.languages).cell(student.school).cell(student.matched() ? std::string_view{rows.tutors[static_cast<std::size_t>(student.tutor)].key} : "");
        out.word("csv_value.status_", student.status);
        out.level(student.level_start);
        out.level(student.level_now);
        out.word("csv_value.", student.level_measured() ? "yes" : "no");
        out.counts(student.lessons);
        out.sheet.cell(student.minutes(), 1).cell(std::int64_t{student.checkpoints}).cell(std::int64_t{student.dials}).cell(std::int64_t{student.attendance.missed_in_row});
        const auto found = warned.find(student.id);
        if (found == warned.end()) out.sheet.empty();
        else out.word("warnings.action_", found->second);
        out.sheet.end_row();
    }
}

/// What was taught is the operation after the level mastered; past division it is the extension.
void taught(int code, Writer& out) {
    const auto level = domain::level_from_code(code);
    if (!level || *level == domain::Level::not_assessed) out.sheet.empty();
    else out.word(*level == domain::Level::finished ? "csv_value.taught_" : "levels.", domain::name(*level));
}

void sessions(const Rows& rows, const WeeklyReport& report, Writer& out) {
    out.header({"student", "tutor", "kind", "number", "week", "planned", "state", "reason", "child_minutes", "talk_minutes", "dials", "source",
                "self_reported", "checkpoint", "level_taught"},
               {{"zone", report.zone}});
    auto zone = base::Zone::find(report.zone);
    if (!zone) zone = base::Zone::find("UTC");
    for (const auto& session : rows.sessions) {
        out.sheet.cell(rows.students[static_cast<std::size_t>(session.student)].key).cell(rows.tutors[static_cast<std::size_t>(session.tutor)].key);
        out.word("csv_value.kind_", session.lesson ? "lesson" : "onboarding");
        const base::CivilTime wall = zone->to_civil(session.planned);
        out.sheet.cell(std::int64_t{session.number}).cell(std::int64_t{session.week}).cell(base::format_date(wall.day) + " " + base::format_hour(wall.minute_of_day()));
        // A lesson that was closed before it was due still counts as one to come, as on the page.
        if (session.lesson && !session.due) out.word("outcomes.", "to_come");
        else out.word("outcomes.", session.outcome ? domain::name(*session.outcome) : session.due ? "open" : "to_come");
        out.word("csv_value.reason_", session.reason);
        out.sheet.cell(static_cast<double>(session.child_seconds) / 60, 1).cell(static_cast<double>(session.talk_seconds) / 60, 1).cell(std::int64_t{session.dials});
        out.word("csv_value.source_", session.source);
        out.word("csv_value.", session.self_reported ? "yes" : "no");
        out.word("csv_value.checkpoint_", session.checkpoint);
        taught(session.level_taught, out);
        out.sheet.end_row();
    }
}

void tutors(const Rows& rows, const WeeklyReport& report, Writer& out) {
    out.header({"tutor", "students", "completed", "short", "adult_contact", "no_contact", "excused", "cancelled_programme", "withdrawn", "not_logged", "open",
                "ahead", "share_with_child", "interval_low", "interval_high", "absences", "logs_awaited", "onboarding_not_logged"});
    std::map<std::string_view, const TutorRow*> shown;
    for (const auto& row : report.tutors) shown[row.key] = &row;
    for (const auto& tutor : rows.tutors) {
        out.sheet.cell(tutor.key).cell(std::int64_t{tutor.students});
        out.counts(tutor.lessons);
        const auto found = shown.find(tutor.key);
        if (found == shown.end() || found->second->lessons < tutor_lessons_least) out.sheet.empty().empty().empty();
        else out.sheet.cell(found->second->rate, 2).cell(found->second->low, 2).cell(found->second->high, 2);
        out.sheet.cell(std::int64_t{tutor.absences}).cell(std::int64_t{tutor.awaiting_log}).cell(std::int64_t{tutor.onboarding_not_logged}).end_row();
    }
}

}  // namespace

base::Result<std::string> weekly_csv(ports::Reader& reader, const domain::Program& program, const WeeklyReport& report, Sheet sheet, const Words& words,
                                     std::string_view language) {
    if (sheet == Sheet::figures) return figures_csv(report, words, language);
    const auto rows = rows_of(reader, program, report.at);
    if (!rows) return rows.error();
    Writer out{words, language};
    if (sheet == Sheet::students) students(*rows, report, out);
    if (sheet == Sheet::sessions) sessions(*rows, report, out);
    if (sheet == Sheet::tutors) tutors(*rows, report, out);
    return out.sheet.text();
}

}  // namespace tutorline::reports
