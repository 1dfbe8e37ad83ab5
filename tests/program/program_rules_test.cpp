// Rules a coordinator may set and their defaults.
#include <gtest/gtest.h>

#include "program/program_reader.hpp"
#include "support/golden.hpp"

namespace tutorline::program::program_rules_test {
namespace {

std::string demo_yaml() { return test::read_file(test::test_path("../config/programs/paraguay-demo.yaml")); }

domain::Program read(const std::string& yaml) {
    Diagnostics diagnostics;
    return read_program(yaml, "p.yaml", {"es", "gn", "en"}, diagnostics).program;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(ProgramRules, EarlyWarningAndTheSmallestGroupAreTheCoordinatorsToSet) {
    std::string yaml = replaced(demo_yaml(), "facilitator_after_weeks: 2", "facilitator_after_weeks: 4");
    yaml = replaced(yaml, "smallest_group_shown: 10", "smallest_group_shown: 25");
    const domain::Program program = read(yaml);
    EXPECT_EQ(program.early_warning.ask_family, 1);
    EXPECT_EQ(program.early_warning.facilitator, 4);
    EXPECT_EQ(program.group_least, 25);
}

TEST(ProgramRules, WithoutThemTheUsualOnesHold) {
    std::string yaml = demo_yaml();
    for (const char* section : {"early_warning:", "reports:"}) {
        const auto from = yaml.find(std::string("\n") + section);
        ASSERT_NE(from, std::string::npos);
        yaml.erase(from + 1, yaml.find("\n\n", from) - from);
    }
    const domain::Program program = read(yaml);
    EXPECT_EQ(program.weeks, 8);
    EXPECT_EQ(program.early_warning.facilitator, 2);
    EXPECT_EQ(program.early_warning.red, 3);
    EXPECT_EQ(program.group_least, 10);
}

TEST(ProgramRules, ALeadingZeroIsNoNumber) {
    for (const char* weeks : {"weeks: 010", "weeks: 08", "weeks: 00"}) {
        Diagnostics diagnostics;
        read_program(replaced(demo_yaml(), "weeks: 8", weeks), "p.yaml", {"es", "gn", "en"}, diagnostics);
        EXPECT_TRUE(diagnostics.failed()) << weeks;
    }
}

}  // namespace
}  // namespace tutorline::program::program_rules_test
