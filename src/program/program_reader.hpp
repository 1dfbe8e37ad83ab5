// The coordinator's YAML -> a Program. The layout is explained in config/programs/paraguay-demo.yaml.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/program.hpp"
#include "program/diagnostics.hpp"
#include "program/yaml_section.hpp"

namespace tutorline::program {

struct ProgramFile {
    domain::Program program;
    std::string students_file;  ///< as written, relative to the programme file; empty = not named (reported)
    std::string tutors_file;
    /// Where a setting stands ("cohort.weeks"), for warnings that come later; the file's first line when it is absent.
    std::map<std::string, domain::SourcePlace> places;
    domain::SourcePlace place(const std::string& key) const;
};

/// `file` is the name for messages; `known_languages` the tags with texts and keywords. Everything wrong is reported; the
/// result is only to be used when nothing was.
ProgramFile read_program(std::string_view yaml, const std::string& file, const std::vector<std::string>& known_languages,
                         Diagnostics& diagnostics);

/// Sections of their own (people_sections.cpp, need_section.cpp).
void read_safeguarding(YamlSection& root, domain::Program& program);
void read_facilitators(YamlSection& root, domain::Program& program, const std::string& file, Diagnostics& diagnostics);
void read_need(YamlSection& root, domain::Program& program, const std::string& file, Diagnostics& diagnostics);
void read_blackouts(YamlSection& root, domain::Program& program, const std::string& file, Diagnostics& diagnostics);

}  // namespace tutorline::program
