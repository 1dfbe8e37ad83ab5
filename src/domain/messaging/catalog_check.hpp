// What is wrong with a catalog, in words for the person who writes its texts.
#pragma once
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"

namespace tutorline::domain {

struct CatalogProblem {
    bool error = true;  ///< false: a warning, the catalog can be used
    SourcePlace place;  ///< of the text, or of the file when a text is missing
    std::string key;
    std::string what;
    std::string fix;
};

/// Checks one language: every key of message_specs() is there (missing: an error in Spanish, which the others fall back
/// to; elsewhere one warning that counts them), none besides; each text has its placeholders and no other; with the longest plausible
/// arguments it stays within its segments; a letter outside GSM-7 is named with what it costs and what to write instead
/// (a warning instead of an error when `ucs2_allowed`). In the order of the specs.
std::vector<CatalogProblem> check_catalog(const Catalog& catalog, std::string_view language, bool ucs2_allowed = false);

}  // namespace tutorline::domain
