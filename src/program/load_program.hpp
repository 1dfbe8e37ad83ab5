// From the coordinator's files to checked values, all or nothing.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "domain/program.hpp"
#include "program/diagnostics.hpp"
#include "program/program_reader.hpp"

namespace tutorline::program {

/// A programme and its people without a single error. Nothing else may start or replace a run.
struct CheckedProgram {
    domain::Program program;  ///< content_hash filled
    domain::Roster roster;
};

struct LoadedProgram {
    std::optional<CheckedProgram> checked;  ///< set only when there was no error
    Diagnostics diagnostics;                ///< errors and warnings
    ProgramFile file;                       ///< what was read, for places and language also when there are errors
    std::string students_file;              ///< as messages name it
    std::string tutors_file;
};

/// Reads the YAML and the two sheets it names (in its folder or below) and reports everything that is wrong at once. `languages`
/// is config/languages: the tags that have texts there are the ones a programme may use. Reads files, changes nothing.
LoadedProgram load_program(const std::filesystem::path& path, const std::filesystem::path& languages);

/// sha256 over the bytes of the programme file and its sheets.
std::string content_hash(std::string_view yaml, std::string_view students, std::string_view tutors);

}  // namespace tutorline::program
