#include "support/reading_packs.hpp"

#include <gtest/gtest.h>

#include "program/catalog.hpp"
#include "program/language_pack.hpp"

namespace tutorline::test {

const domain::LanguagePacks& shipped_packs() {
    static const domain::LanguagePacks packs = [] {
        auto loaded = program::load_language_packs(std::filesystem::path(TUTORLINE_SOURCE_DIR) / "config" / "languages");
        for (const auto& problem : loaded.problems) ADD_FAILURE() << problem.text();
        return loaded.packs;
    }();
    return packs;
}

const domain::Catalog& shipped_catalog() {
    static const domain::Catalog catalog =
        program::read_catalog(std::filesystem::path(TUTORLINE_SOURCE_DIR) / "config" / "languages", {"es"}).catalog;
    return catalog;
}

}  // namespace tutorline::test
