// Reads config/languages/<tag>/messages.yaml into a checked Catalog. All problems at once, none of them thrown.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"
#include "domain/messaging/catalog_check.hpp"

namespace tutorline::program {

struct LanguageInfo {
    std::string name;             ///< as its speakers call it
    bool review_pending = false;  ///< no native speaker has read the texts yet: `check` says so
};

struct LoadedCatalog {
    domain::Catalog catalog;
    std::map<std::string, LanguageInfo> languages;  ///< by tag
    std::vector<domain::CatalogProblem> problems;
    bool usable() const;  ///< no problem is an error
};

/// Reads `<folder>/<tag>/messages.yaml` of every tag. Spanish is always read: it is what the others fall back to.
/// Each language is checked by domain::check_catalog and, with every item, by domain::check_item_texts.
LoadedCatalog load_catalog(const std::filesystem::path& folder, const std::vector<std::string>& tags, bool ucs2_allowed = false);

/// The same without check_item_texts, which renders every item of the bank in every way and takes most of a start: for
/// commands that play with shipped texts. `check`, `serve` and the tests use load_catalog.
LoadedCatalog read_catalog(const std::filesystem::path& folder, const std::vector<std::string>& tags, bool ucs2_allowed = false);

/// The tags of all languages that have texts in this folder, in alphabetical order.
std::vector<std::string> language_tags(const std::filesystem::path& folder);

/// `file:line:column: key: what: fix`
std::string describe(const domain::CatalogProblem& problem);

}  // namespace tutorline::program
