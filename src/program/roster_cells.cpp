#include "program/roster_cells.hpp"

#include <algorithm>

#include "program/nearest_word.hpp"
#include "program/sheet_words.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {

namespace {

/// What is wrong with one number of a cell; empty when it may be one. Letters would be dialled as on a keypad (951-AMIGO),
/// an 'O' for a zero too: nobody would notice that it is another family's number.
std::string phone_fault(const std::string& text) {
    if (spreadsheet_digits(text)) return "phone_excel";
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (std::ranges::any_of(text, letter)) return "phone_words";
    constexpr int digits_max = 15;  // of the longest number of any country
    if (std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) > digits_max) return "phone_two";
    return {};
}

}  // namespace

std::vector<base::PhoneNumber> read_phones(const Sheet& sheet, std::size_t row, std::string_view key, const RosterContext& context) {
    std::vector<base::PhoneNumber> phones;
    if (context.program.country.empty()) return phones;  // reported where it is missing
    for (const std::string& text : phones_of(sheet.cell(row, key))) {
        const domain::Arguments arguments{{"country", context.program.country}};
        if (const std::string fault = phone_fault(text); !fault.empty()) {
            sheet.error(row, key, "roster." + fault, arguments);
            continue;
        }
        auto phone = base::PhoneNumber::parse(text, context.program.country);
        if (!phone) sheet.error(row, key, "roster." + phone.error().code, arguments);
        else phones.push_back(std::move(phone.value()));
    }
    return phones;
}

std::vector<std::string> read_languages(const Sheet& sheet, std::size_t row, std::string_view key, const RosterContext& context) {
    std::vector<std::string> tags;
    const auto& spoken = context.program.languages;
    std::string list;
    for (const std::string& tag : spoken) list += (list.empty() ? "" : ", ") + tag;
    for (const std::string& tag : language_tags_of(sheet.cell(row, key))) {
        if (spoken.empty() || std::ranges::find(spoken, tag) != spoken.end()) tags.push_back(tag);
        else sheet.error(row, key, "roster.language", {{"value", quotable(tag)}, {"languages", list}});
    }
    return tags;
}

std::vector<domain::WeeklyWindow> read_hours(const Sheet& sheet, std::size_t row, std::string_view key) {
    WeeklyHours hours = parse_weekly_hours(sheet.cell(row, key));
    if (!hours.fault.empty()) sheet.error(row, key, "roster." + hours.fault, {{"word", quotable(hours.word)}, {"morning", hours.morning}, {"evening", hours.evening}});
    return std::move(hours.windows);
}

std::string read_department(const Sheet& sheet, std::size_t row, const RosterContext& context) {
    const std::string_view cell = sheet.cell(row, "department");
    if (cell.empty() || context.program.departments.empty()) return {};
    const auto& departments = context.program.departments;
    for (const std::string& department : departments)
        if (folded(department) == folded(cell)) return department;
    const std::string near = nearest(cell, departments);
    sheet.error(row, "department", near.empty() ? "roster.department" : "roster.department_near",
                {{"value", quotable(cell)}, {"near", near}});
    return {};
}

std::string zone_of(const std::string& department, const domain::Program& program) {
    const auto zone = program.department_zones.find(department);
    return zone == program.department_zones.end() ? program.zone : zone->second;
}

std::string required_cell(const Sheet& sheet, std::size_t row, std::string_view key) {
    const std::string_view cell = sheet.cell(row, key);
    if (cell.empty() && !sheet.lost(row, key)) sheet.error(row, key, "roster.cell_empty");
    return std::string(cell);
}

}  // namespace tutorline::program
