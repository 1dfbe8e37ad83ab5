// What coordinators read, in Spanish and English: check, plan and errors from config/languages/<tag>/coordinator.yaml,
// the weekly page from coordinator_report.yaml.
// Not for texts on the air: letters stay as they are.
#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "domain/messaging/catalog.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {

class CoordinatorTexts {
  public:
    /// Error code `config_missing` when a file of the two is not there or not readable: the installation is broken.
    static base::Result<CoordinatorTexts> load(const std::filesystem::path& config_dir);

    /// The text of `id` with its placeholders filled; an argument named "@x" is a key itself and fills {x}. English
    /// when the language lacks it, the id itself when both do (a test sees to it that neither happens).
    std::string text(std::string_view language, std::string_view id, const domain::Arguments& arguments = {}) const;
    const domain::Catalog& catalog() const { return catalog_; }

  private:
    domain::Catalog catalog_;
};

/// "programme.yaml:14:3: error: what is wrong; the fix", one line a diagnostic, errors first, then how many there are.
std::string render_diagnostics(const Diagnostics& diagnostics, const CoordinatorTexts& texts, std::string_view language);

/// Languages a coordinator can read: "es", "en".
bool speaks(std::string_view language);

}  // namespace tutorline::program
