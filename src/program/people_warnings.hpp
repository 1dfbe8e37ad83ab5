// What is allowed but unwise in who is in the sheets, seen across rows (FIELD.md b1, b2, traps 2, 7 and 8): tutors nobody can
// have, far too few or too many places, siblings who do not fit together, consents that leave a child without lessons.
#pragma once
#include "program/program_reader.hpp"

namespace tutorline::program {

void warn_about_people(const ProgramFile& file, const domain::Roster& roster, const std::string& students_file, const std::string& tutors_file,
                       Diagnostics& diagnostics);

}  // namespace tutorline::program
