// What must never happen has words in both languages: a coordinator meets them at the end of `demo`.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "program/coordinator_texts.hpp"
#include "support/golden.hpp"

namespace tutorline::violation_words_test {
namespace {

namespace fs = std::filesystem;

/// The names as the sources that watch have them: "R1 a session without an outcome".
std::set<std::string> names_in_sources() {
    static const std::regex name{R"re("([A-Z][0-9]+ [a-z][^"]*)")re"};
    std::set<std::string> names;
    const fs::path root = fs::path{TUTORLINE_SOURCE_DIR} / "src";
    for (const fs::path& folder : {root / "simulator", root / "reports"})
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".cpp") continue;
            const std::string text = test::read_file(entry.path());
            for (auto found = std::sregex_iterator(text.begin(), text.end(), name); found != std::sregex_iterator(); ++found) names.insert((*found)[1]);
        }
    return names;
}

TEST(Violations, HaveWordsInBothLanguages) {
    const auto texts = program::CoordinatorTexts::load(fs::path{TUTORLINE_SOURCE_DIR} / "config").value();
    const auto names = names_in_sources();
    EXPECT_GE(names.size(), 25u);
    for (const std::string& name : names) {
        EXPECT_EQ(texts.text("en", "invariant." + name), name);
        ASSERT_NE(texts.catalog().find("es", "invariant." + name), nullptr) << name;
        EXPECT_TRUE(texts.text("es", "invariant." + name).starts_with(name.substr(0, name.find(' ') + 1))) << "the number is what its definition is found by";
        EXPECT_NE(texts.text("es", "invariant." + name), name);
    }
}

}  // namespace
}  // namespace tutorline::violation_words_test
