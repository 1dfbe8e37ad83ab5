// Cells that both sheets have: phones, languages, hours, department.
#pragma once
#include "program/roster_reader.hpp"
#include "program/sheet.hpp"

namespace tutorline::program {

/// All good numbers of a cell, in order, the same one twice too; the bad ones are reported without their digits.
std::vector<base::PhoneNumber> read_phones(const Sheet& sheet, std::size_t row, std::string_view key, const RosterContext& context);
/// Tags the programme speaks, in order; others are reported.
std::vector<std::string> read_languages(const Sheet& sheet, std::size_t row, std::string_view key, const RosterContext& context);
std::vector<domain::WeeklyWindow> read_hours(const Sheet& sheet, std::size_t row, std::string_view key);
/// As the programme writes it; empty when the cell is, or (reported) when the programme has no such department.
std::string read_department(const Sheet& sheet, std::size_t row, const RosterContext& context);
/// The department's zone, else the programme's.
std::string zone_of(const std::string& department, const domain::Program& program);
/// The cell, or a report that it must be filled in.
std::string required_cell(const Sheet& sheet, std::size_t row, std::string_view key);

}  // namespace tutorline::program
