#include <algorithm>
#include <charconv>

#include "program/roster_cells.hpp"
#include "program/sheet_words.hpp"

namespace tutorline::program {
namespace {

using domain::Tutor;

constexpr int minutes_max = 60 * 60;  // sixty hours a week

int read_minutes(const Sheet& sheet, std::size_t row) {
    const std::string text = required_cell(sheet, row, "minutes_per_week");
    if (text.empty()) return 0;
    int minutes = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minutes);
    if (error == std::errc{} && end == text.data() + text.size() && minutes >= 1 && minutes <= minutes_max) return minutes;
    sheet.error(row, "minutes_per_week", "roster.minutes", {{"value", quotable(text)}, {"max", std::to_string(minutes_max)}});
    return 0;
}

Tutor read_tutor(const Sheet& sheet, std::size_t row, const RosterContext& context) {
    Tutor tutor;
    tutor.line = sheet.row_number(row);
    tutor.key = required_cell(sheet, row, "id");
    tutor.name = required_cell(sheet, row, "name");
    if (sheet.cell(row, "phone").empty() && !sheet.lost(row, "phone")) sheet.error(row, "phone", "roster.phone_empty");
    const auto phones = read_phones(sheet, row, "phone", context);
    if (phones.size() > 1 && std::ranges::count(phones, phones.front()) < std::ssize(phones)) sheet.error(row, "phone", "roster.one_phone");
    if (!phones.empty()) tutor.phone = phones.front();
    if (!phones.empty() && !base::can_receive_text(tutor.phone)) sheet.error(row, "phone", "roster.tutor_phone_fixed");
    if (sheet.cell(row, "languages").empty() && !sheet.lost(row, "languages")) sheet.error(row, "languages", "roster.cell_empty");
    tutor.languages = read_languages(sheet, row, "languages", context);
    if (const auto levels = levels_named(sheet.cell(row, "levels"))) tutor.levels = *levels;
    else sheet.error(row, "levels", "roster.level", {{"value", quotable(sheet.cell(row, "levels"))}});
    if (sheet.cell(row, "windows").empty() && !sheet.lost(row, "windows")) sheet.error(row, "windows", "roster.tutor_hours");
    tutor.windows = read_hours(sheet, row, "windows");
    tutor.minutes_per_week = read_minutes(sheet, row);
    tutor.department = read_department(sheet, row, context);
    tutor.zone = zone_of(tutor.department, context.program);
    if (const auto gender = gender_named(sheet.cell(row, "gender"))) tutor.gender = *gender;
    else sheet.error(row, "gender", "roster.gender", {{"value", quotable(sheet.cell(row, "gender"))}});
    return tutor;
}

}  // namespace

std::vector<Tutor> read_tutors(std::string_view csv, const std::string& file, const RosterContext& context) {
    std::vector<Tutor> tutors;
    const Sheet sheet(parse_csv(csv), tutor_columns(), file, context.diagnostics);
    if (!sheet.usable()) return tutors;
    tutors.reserve(sheet.size());
    for (std::size_t row = 0; row < sheet.size(); ++row) {
        tutors.push_back(read_tutor(sheet, row, context));
        if (is_example_id(tutors.back().key)) sheet.warning(row, "id", "roster.example_left");
    }
    return tutors;
}

}  // namespace tutorline::program
