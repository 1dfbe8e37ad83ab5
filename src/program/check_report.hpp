// What `tutorline check` says: every error and warning, then, without errors, the summary.
#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "domain/matching/solve.hpp"
#include "program/coordinator_texts.hpp"
#include "program/load_program.hpp"

namespace tutorline::program {

struct CheckReport {
    std::string text;
    bool failed = false;  ///< there was an error: nothing may start with these files
};

/// `config` is the folder with languages/; an empty `language` means the programme's; without `all` many messages of one kind are cut short; `options` are
/// those of the match, for its progress. Fails only when the installation
/// itself is broken (code `config_missing`).
base::Result<CheckReport> check_report(const std::filesystem::path& file, const std::filesystem::path& config, std::string language, bool all = false,
                                       const domain::matching::SolveOptions& options = {});

/// The language to answer in: the one asked for, else the programme's where it could be read.
std::string answer_language(const std::string& asked, const LoadedProgram& loaded);

/// load_program and the checks of texts and keywords of its languages, whose problems become diagnostics.
LoadedProgram load_and_check(const std::filesystem::path& file, const std::filesystem::path& config);

}  // namespace tutorline::program
