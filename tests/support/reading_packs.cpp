#include "support/reading_packs.hpp"

#include <gtest/gtest.h>

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

}  // namespace tutorline::test
