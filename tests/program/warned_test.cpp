// Every folder of tests/program/warned holds a programme that may start and should not do so unnoticed: its warnings in
// Spanish and English, without the summary that follows them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "program/check_report.hpp"
#include "support/golden.hpp"

namespace tutorline::program::warned_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(test::test_path("program/warned")))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

class Warned : public testing::TestWithParam<std::string> {};

TEST_P(Warned, MayStartAndSaysWhatIsUnwise) {
    const fs::path folder = test::test_path("program/warned/" + GetParam());
    for (const std::string language : {"es", "en"}) {
        auto report = check_report(folder / "programme.yaml", fs::path(TUTORLINE_SOURCE_DIR) / "config", language);
        ASSERT_TRUE(report);
        EXPECT_FALSE(report->failed) << report->text;
        std::string text = report->text.substr(0, report->text.find("\n\n") + 1);
        for (auto at = text.find(folder.string() + "/"); at != std::string::npos; at = text.find(folder.string() + "/"))
            text.erase(at, folder.string().size() + 1);
        EXPECT_EQ(text.find("0951"), std::string::npos) << "a phone number";
        EXPECT_EQ("", test::golden_difference("program/warned/" + GetParam() + "/expected." + language + ".txt", text));
    }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Warned, testing::ValuesIn(cases()), test_name);

}  // namespace
}  // namespace tutorline::program::warned_test
