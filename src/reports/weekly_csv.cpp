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
    /// On the programme's clock; empty where nothing is known.
    CsvSheet& time(const base::Zone& zone, std::optional<base::Instant> at) {
        if (!at) return sheet.empty();
        const base::CivilTime wall = zone.to_civil(*at);
        return sheet.cell(base::format_date(wall.day) + " " + base::format_hour(wall.minute_of_day()));
    }
    void counts(const LessonCounts& lessons) {
        for (const int count : lessons.closed) sheet.cell(std::int64_t{count});
        sheet.cell(std::int64_t{lessons.open}).cell(std::int64_t{lessons.ahead}).cell(std::int64_t{lessons.settled});
    }

    CsvSheet sheet;

  private:
    const Words& words_;
};

base::Zone zone_of(const WeeklyReport& report) {
    auto zone = base::Zone::find(report.zone);
    if (!zone) zone = base::Zone::find("UTC");
    return *zone;
}

/// The outcome's word, also of a session that was closed before it was due: `due` tells the two apart, as the page does.
std::string_view state_of(const SessionThen& session) {
    if (session.outcome) return domain::name(*session.outcome);
    return session.due ? "open" : "to_come";
}

void students(const Rows& rows, const WeeklyReport& report, Writer& out) {
    out.header({"student", "department", "area", "sex", "grade", "language", "school", "tutor", "status", "onboarding", "onboarding_held", "level_start",
                "level_now", "level_measured", "completed", "short", "adult_contact", "no_contact", "excused", "cancelled_programme", "withdrawn",
                "not_logged", "open", "ahead", "settled", "child_minutes", "checkpoints", "dials", "observed", "missed_in_row", "red", "warning"},
               {{"zone", report.zone}});
    const base::Zone zone = zone_of(report);
    std::map<std::int64_t, std::string_view> warned;
    for (const auto& warning : report.warnings) warned[warning.student] = next_actions[static_cast<std::size_t>(warning.action)];
    for (const auto& student : rows.students) {
        out.sheet.cell(student.key).cell(student.department);
        out.word("equity.area_", student.area);
        out.word("equity.sex_", student.sex);
        if (student.grade > 0) out.sheet.cell(std::int64_t{student.grade});
        else out.sheet.empty();
        out.languages(student.languages).cell(student.school).cell(student.matched() && !student.waiting() ? std::string_view{rows.tutors[static_cast<std::size_t>(student.tutor)].key} : "");
        out.word("csv_value.status_", student.status);
        if (student.onboarding >= 0) {
            const SessionThen& call = rows.sessions[static_cast<std::size_t>(student.onboarding)];
            out.word("outcomes.", state_of(call));
            out.time(zone, call.held);
        } else {
            out.sheet.empty().empty();
        }
        out.level(student.level_start);
        out.level(student.level_now);
        out.word("csv_value.", student.level_measured() ? "yes" : "no");
        out.counts(student.lessons);
        out.sheet.cell(std::int64_t{student.child_minutes}).cell(std::int64_t{student.checkpoints}).cell(std::int64_t{student.dials});
        out.sheet.cell(std::int64_t{student.attendance.observed}).cell(std::int64_t{student.attendance.missed_in_row});
        out.word("csv_value.", student.attendance.red ? "yes" : "no");
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
    out.header({"student", "tutor", "kind", "number", "week", "planned", "moved_to", "held", "state", "due", "reason", "child_minutes", "talk_minutes", "dials", "served_by",
                "source", "self_reported", "checkpoint", "level_taught"},
               {{"zone", report.zone}});
    const base::Zone zone = zone_of(report);
    for (const auto& session : rows.sessions) {
        out.sheet.cell(rows.students[static_cast<std::size_t>(session.student)].key).cell(rows.tutors[static_cast<std::size_t>(session.tutor)].key);
        out.word("csv_value.kind_", session.lesson ? "lesson" : "onboarding");
        out.sheet.cell(std::int64_t{session.number}).cell(std::int64_t{session.week});
        out.time(zone, session.planned);
        out.time(zone, session.moved_to);
        out.time(zone, session.held);
        out.word("outcomes.", state_of(session));
        out.word("csv_value.", session.due ? "yes" : "no");
        out.word("csv_value.reason_", session.reason);
        out.sheet.cell(std::int64_t{session.child_minutes}).cell(static_cast<double>(session.talk_seconds) / 60, 1).cell(std::int64_t{session.dials});
        out.sheet.cell(session.served_by < 0 ? std::string_view{} : rows.students[static_cast<std::size_t>(session.served_by)].key);
        out.word("csv_value.source_", session.source);
        out.word("csv_value.", session.self_reported ? "yes" : "no");
        out.word("csv_value.checkpoint_", session.checkpoint);
        taught(session.level_taught, out);
        out.sheet.end_row();
    }
}

void tutors(const Rows& rows, const WeeklyReport& report, Writer& out) {
    out.header({"tutor", "students", "completed", "short", "adult_contact", "no_contact", "excused", "cancelled_programme", "withdrawn", "not_logged", "open",
                "ahead", "settled", "share_with_child", "interval_low", "interval_high", "absences", "logs_awaited", "onboarding_not_logged"});
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
