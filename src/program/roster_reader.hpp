// The two sheets -> students and tutors as checked values. Reports everything that is wrong, with row and cell.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/program.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

/// What both readers need of the programme. `program` must have its departments, languages, zones and country.
struct RosterContext {
    const domain::Program& program;
    Diagnostics& diagnostics;
};

/// `file` is the name for messages. Rows with errors are left out of the result (and the whole load fails then).
std::vector<domain::Student> read_students(std::string_view csv, const std::string& file, const RosterContext& context);
std::vector<domain::Tutor> read_tutors(std::string_view csv, const std::string& file, const RosterContext& context);

/// Across rows and sheets: the same id, the same child twice, phones that two kinds of people share, households. Fills
/// Student::household where the sheet left it empty: students with the same first phone are one household.
void check_roster(domain::Roster& roster, const std::string& students_file, const std::string& tutors_file, const RosterContext& context);

}  // namespace tutorline::program
