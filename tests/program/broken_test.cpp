// Every folder of tests/program/broken holds a programme that must not start, and beside it what `check` says, in
// Spanish and English. The same code answers the command line.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <cstdlib>

#include "program/check_report.hpp"
#include "support/golden.hpp"

namespace tutorline::program::broken_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(test::test_path("program/broken")))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

fs::path config() { return fs::path(TUTORLINE_SOURCE_DIR) / "config"; }

/// check's words with the path of this machine cut away.
std::string told(const std::string& name, const std::string& language) {
    const fs::path folder = test::test_path("program/broken/" + name);
    auto report = check_report(folder / "programme.yaml", config(), language);
    EXPECT_TRUE(report);
    EXPECT_TRUE(report->failed) << name;
    std::string text = report->text;
    for (auto at = text.find(folder.string() + "/"); at != std::string::npos; at = text.find(folder.string() + "/"))
        text.erase(at, folder.string().size() + 1);
    return text;
}

class Broken : public testing::TestWithParam<std::string> {};

void expect_places_and_no_person(const std::string& text) {
    for (const char* digits : {"000 1", "0001", "000 8", "0008", "000 99", "123777", "123 777", "445 100", "2345", "Ramona", "Norma", "Marcelo"})
        EXPECT_EQ(text.find(digits), std::string::npos) << text;
    const auto first = text.find(':');
    ASSERT_NE(first, std::string::npos);
    EXPECT_GT(std::atoi(text.c_str() + first + 1), 0) << text;
    EXPECT_GT(std::atoi(text.c_str() + text.find(':', first + 1) + 1), 0) << text;
}

TEST_P(Broken, IsToldAndStartsNothing) {
    for (const char* language : {"es", "en"}) {
        const std::string text = told(GetParam(), language);
        EXPECT_EQ("", test::golden_difference("program/broken/" + GetParam() + "/expected." + language + ".txt", text));
        expect_places_and_no_person(text);
    }
    const auto loaded = load_program(test::test_path("program/broken/" + GetParam()) / "programme.yaml", config() / "languages");
    EXPECT_FALSE(loaded.checked);
    EXPECT_TRUE(loaded.diagnostics.failed());
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Broken, testing::ValuesIn(cases()), test_name);

TEST(BrokenPrograms, AreAtLeastThirty) { EXPECT_GE(cases().size(), 30u); }

}  // namespace
}  // namespace tutorline::program::broken_test
