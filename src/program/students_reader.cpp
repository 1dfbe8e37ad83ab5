#include <algorithm>
#include <charconv>

#include "program/nearest_word.hpp"
#include "program/roster_cells.hpp"
#include "program/sheet_words.hpp"

namespace tutorline::program {
namespace {

using domain::Student;

constexpr int age_min = 4;
constexpr int age_max = 25;

/// The ages are counted from the start; without one (reported) they are not checked.
bool start_known(const RosterContext& context) { return context.program.starts_on != std::chrono::sys_days{}; }

/// Reads one optional cell with `named`; reports the word when nobody knows it.
template <class Value, class Named>
Value read_word(const Sheet& sheet, std::size_t row, std::string_view key, Named named, Value fallback, const char* id) {
    const auto value = named(sheet.cell(row, key));
    if (value) return *value;
    sheet.error(row, key, id, {{"value", quotable(sheet.cell(row, key))}});
    return fallback;
}

void read_student_phones(const Sheet& sheet, std::size_t row, Student& student, const RosterContext& context) {
    for (const std::string_view key : {"phone", "phone2", "phone3"})
        for (base::PhoneNumber& phone : read_phones(sheet, row, key, context))
            if (std::ranges::find(student.phones, phone) == student.phones.end()) student.phones.push_back(std::move(phone));
            else sheet.warning(row, key, "roster.phone_repeated");
    const bool any_cell = !sheet.cell(row, "phone").empty() || !sheet.cell(row, "phone2").empty() || !sheet.cell(row, "phone3").empty();
    if (!any_cell && !sheet.lost(row, "phone")) sheet.error(row, "phone", "roster.phone_empty");
    if (!student.phones.empty() && !base::can_receive_text(student.phones.front())) sheet.warning(row, "phone", "roster.phone_fixed");
}

void read_student_languages(const Sheet& sheet, std::size_t row, Student& student, const RosterContext& context) {
    if (sheet.cell(row, "language").empty() && !sheet.lost(row, "language")) sheet.error(row, "language", "roster.cell_empty");
    student.languages = read_languages(sheet, row, "language", context);
    const bool spanish = std::ranges::find(student.languages, "es") != student.languages.end();
    if (!student.languages.empty()) student.text_language = spanish ? "es" : student.languages.front();
    if (sheet.cell(row, "text_language").empty()) return;
    const auto chosen = read_languages(sheet, row, "text_language", context);
    if (chosen.size() > 1) sheet.error(row, "text_language", "roster.one_language");
    else if (!chosen.empty()) student.text_language = chosen.front();
}

void read_birth_year(const Sheet& sheet, std::size_t row, Student& student, const RosterContext& context) {
    const std::string_view cell = sheet.cell(row, "birth_year");
    if (cell.empty() || !start_known(context)) return;
    const int start = static_cast<int>(base::Date{context.program.starts_on}.year());
    const auto year = year_named(cell);
    if (spreadsheet_date(cell)) sheet.error(row, "birth_year", "roster.date_excel", {{"value", quotable(cell)}});
    else if (year && *year >= start - age_max && *year <= start - age_min) student.birth_year = year;
    else sheet.error(row, "birth_year", "roster.birth_year",
                     {{"value", quotable(cell)}, {"min", std::to_string(start - age_max)}, {"max", std::to_string(start - age_min)}});
}

int read_weeks_missed(const Sheet& sheet, std::size_t row) {
    constexpr int weeks_max = 52;
    const std::string_view cell = sheet.cell(row, "weeks_missed");
    if (cell.empty()) return 0;
    int weeks = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), weeks);
    if (error == std::errc{} && end == cell.data() + cell.size() && weeks >= 0 && weeks <= weeks_max) return weeks;
    sheet.error(row, "weeks_missed", "roster.weeks_missed", {{"value", quotable(cell)}, {"max", std::to_string(weeks_max)}});
    return 0;
}

/// The start of the count when the cell holds no possible day (reported).
std::chrono::sys_days read_consent_day(const Sheet& sheet, std::size_t row, const RosterContext& context) {
    using namespace std::chrono;
    const std::string_view cell = sheet.cell(row, "consent_on");
    const auto day = sheet_date(cell);
    if (!day) {
        sheet.error(row, "consent_on", spreadsheet_date(cell) ? "roster.date_excel" : "roster.date", {{"value", quotable(cell)}});
        return {};
    }
    constexpr sys_days first = year{2015} / January / 1;
    // Pauses may make a round longer; one of twice its weeks is not known. A consent from after it is a slip of the pen.
    const sys_days last = start_known(context) ? context.program.starts_on + weeks{2 * context.program.weeks} : sys_days{year{2100} / January / 1};
    if (*day >= first && *day <= last) return *day;
    sheet.error(row, "consent_on", "roster.consent_day", {{"value", quotable(cell)}, {"first", base::format_date(first)}, {"last", base::format_date(last)}});
    return {};
}

/// None when the sheet says nothing (the student may not be contacted); half a consent is an error.
std::optional<domain::Consent> read_consent(const Sheet& sheet, std::size_t row, const Student& student, const RosterContext& context) {
    constexpr std::string_view keys[] = {"consent_by", "consent_on", "consent_how", "consent_version"};
    const auto filled = std::ranges::count_if(keys, [&](auto key) { return !sheet.cell(row, key).empty(); });
    if (filled == 0) {
        sheet.warning(row, "consent_by", "roster.no_consent", {{"student", quotable(student.key)}});
        return std::nullopt;
    }
    for (const auto key : keys)
        if (sheet.cell(row, key).empty()) sheet.error(row, key, "roster.consent_half", {{"what", std::string(key)}, {"@part", "consent." + std::string(key)}});
    domain::Consent consent;
    consent.given_by = sheet.cell(row, "consent_by");
    consent.text_version = sheet.cell(row, "consent_version");
    if (!consent.given_by.empty() && !is_person(consent.given_by)) sheet.error(row, "consent_by", "roster.consent_person");
    if (!sheet.cell(row, "consent_on").empty()) consent.given_on = read_consent_day(sheet, row, context);
    if (const auto cell = sheet.cell(row, "consent_how"); !cell.empty()) {
        const auto how = consent_method_named(cell);
        if (how) consent.how = *how;
        else sheet.error(row, "consent_how", "roster.consent_how", {{"value", quotable(cell)}});
    }
    const auto channels = consent_channels_named(sheet.cell(row, "consent_for"));
    if (!channels) sheet.error(row, "consent_for", "roster.consent_for", {{"value", quotable(sheet.cell(row, "consent_for"))}});
    else consent = {consent.given_by, consent.given_on, consent.how, consent.text_version, channels->calls, channels->texts, channels->recording, channels->research};
    const int start = static_cast<int>(base::Date{context.program.starts_on}.year());
    const bool minor = !student.birth_year || start - *student.birth_year < 18;
    const bool by_child = folded(consent.given_by) == folded(student.first_name) && folded(student.caregiver_name) != folded(student.first_name);
    if (minor && by_child) sheet.error(row, "consent_by", "roster.consent_minor");
    return consent;
}

Student read_student(const Sheet& sheet, std::size_t row, const RosterContext& context) {
    Student student;
    student.line = sheet.row_number(row);
    student.key = required_cell(sheet, row, "id");
    student.first_name = required_cell(sheet, row, "first_name");
    student.caregiver_name = sheet.cell(row, "caregiver");
    student.relation = read_word(sheet, row, "relation", relation_named, domain::Relation::unknown, "roster.relation");
    read_student_phones(sheet, row, student, context);
    read_student_languages(sheet, row, student, context);
    student.grade = read_word(sheet, row, "grade", grade_named, 0, "roster.grade");
    student.level = read_word(sheet, row, "level", level_named, domain::Level::not_assessed, "roster.level");
    student.school = sheet.cell(row, "school");
    student.department = read_department(sheet, row, context);
    student.zone = zone_of(student.department, context.program);
    student.area = read_word(sheet, row, "area", area_named, domain::Area::unknown, "roster.area");
    student.sex = read_word(sheet, row, "sex", sex_named, domain::Sex::unknown, "roster.sex");
    read_birth_year(sheet, row, student, context);
    student.support_needs = sheet.cell(row, "support_needs");
    student.weeks_missed = read_weeks_missed(sheet, row);
    student.windows = read_hours(sheet, row, "windows");
    student.tutor_gender = read_word(sheet, row, "tutor_gender", gender_named, std::string{}, "roster.gender");
    student.household = sheet.cell(row, "household");
    student.consent = read_consent(sheet, row, student, context);
    return student;
}

}  // namespace

std::vector<Student> read_students(std::string_view csv, const std::string& file, const RosterContext& context) {
    std::vector<Student> students;
    const Sheet sheet(parse_csv(csv), student_columns(), file, context.diagnostics);
    if (!sheet.usable()) return students;
    students.reserve(sheet.size());
    for (std::size_t row = 0; row < sheet.size(); ++row) {
        students.push_back(read_student(sheet, row, context));
        if (is_example_id(students.back().key)) sheet.warning(row, "id", "roster.example_left");
    }
    return students;
}

}  // namespace tutorline::program
