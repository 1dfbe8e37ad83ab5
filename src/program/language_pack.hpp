// Reads the reading packs of config/languages/<tag>/: pack.yaml, numbers.yaml, words.yaml, phrases.yaml, examples.yaml.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/command/language_packs.hpp"

namespace tutorline::program {

/// What is wrong in a pack: `file:line:column: message` with the fix, in a coordinator's words.
struct PackProblem {
    std::string file;
    int line = 0;    ///< from 1; 0 when the whole file is meant
    int column = 0;  ///< from 1
    std::string message;
    std::string text() const;
};

struct LoadedPacks {
    domain::LanguagePacks packs;
    std::vector<PackProblem> problems;  ///< empty: every file was read in full
};

/// Reads every folder of `languages` that holds a pack.yaml, in order of its tag. A broken file is told in `problems`
/// and its pack is left out; an absent folder is a problem too. Never throws for what the files say.
LoadedPacks load_language_packs(const std::filesystem::path& languages);
/// The packs, or an error `language_pack` that tells every problem, one a line: for commands that cannot go on.
base::Result<domain::LanguagePacks> require_language_packs(const std::filesystem::path& languages);

/// load_language_packs() and then the clash check: a phrase or keyword under two classes, an example that the reader
/// reads otherwise. For `tutorline check`.
std::vector<PackProblem> check_language_packs(const std::filesystem::path& languages);

}  // namespace tutorline::program
