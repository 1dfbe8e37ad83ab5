// What coordinators read, in Spanish and English: check, plan and errors from config/languages/<tag>/coordinator.yaml,
// the weekly page from coordinator_report.yaml, errors of the operator's files and tools from operator.yaml.
// Not for texts on the air: letters stay as they are.
#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "domain/messaging/catalog.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

class CoordinatorTexts {
  public:
    /// Error code `config_missing` when a file of them is not there or not readable: the installation is broken.
    static base::Result<CoordinatorTexts> load(const std::filesystem::path& config_dir);

    /// The text of `id` with its placeholders filled; an argument named "@x" is a key itself and fills {x};
    /// {n:student|students} is the first form when n is 1. English
    /// when the language lacks it, the id itself when both do (a test sees to it that neither happens).
    std::string text(std::string_view language, std::string_view id, const domain::Arguments& arguments = {}) const;
    const domain::Catalog& catalog() const { return catalog_; }

  private:
    domain::Catalog catalog_;
};

/// How many lines of one kind a person is shown before "... and 480 more like it".
constexpr int told_of_a_kind = 20;

/// "programme.yaml:14:3: what is wrong; the fix", one line a diagnostic, errors first, then how many more there are of a
/// kind in a file where there are over told_of_a_kind (in the words `more`); with `all` each of them.
std::string render_diagnostics(const Diagnostics& diagnostics, const CoordinatorTexts& texts, std::string_view language, bool all = false,
                               std::string_view more = "report.more");

/// Languages a coordinator can read: "es", "en".
bool speaks(std::string_view language);

}  // namespace tutorline::program
