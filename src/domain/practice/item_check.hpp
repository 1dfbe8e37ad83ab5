// Measures the texts whose length depends on the item: every item of the bank, its first text, each hint that some wrong
// answer brings about, and its worked answer, must be one segment in the language.
#pragma once
#include <vector>

#include "domain/messaging/catalog_check.hpp"

namespace tutorline::domain {

/// One problem per message key at most (the worst), none when everything fits.
std::vector<CatalogProblem> check_item_texts(const Catalog& catalog, std::string_view language, bool ucs2_allowed = false);

}  // namespace tutorline::domain
