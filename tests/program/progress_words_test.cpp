// Every stage a long match tells has words in both languages, for `check` and `plan` and for `match`.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "program/coordinator_texts.hpp"
#include "support/golden.hpp"

namespace tutorline::program::progress_words_test {
namespace {

namespace fs = std::filesystem;

TEST(Progress, EveryStageHasWordsInBothLanguages) {
    static const std::regex told{R"re((progress\(\{|tick\(options_?, )"([a-z_]+)")re"};
    std::set<std::string> stages;
    for (const auto& entry : fs::directory_iterator(fs::path{TUTORLINE_SOURCE_DIR} / "src" / "domain" / "matching")) {
        const std::string text = entry.path().extension() == ".cpp" ? test::read_file(entry.path()) : "";
        for (auto found = std::sregex_iterator(text.begin(), text.end(), told); found != std::sregex_iterator(); ++found) stages.insert((*found)[2]);
    }
    EXPECT_GE(stages.size(), 6u);
    const auto texts = CoordinatorTexts::load(fs::path{TUTORLINE_SOURCE_DIR} / "config").value();
    for (const std::string& stage : stages)
        for (const std::string& key : {"progress." + stage, "problem.stage." + stage})
            for (const char* language : {"es", "en"}) EXPECT_NE(texts.catalog().find(language, key), nullptr) << language << " lacks " << key;
}

}  // namespace
}  // namespace tutorline::program::progress_words_test
