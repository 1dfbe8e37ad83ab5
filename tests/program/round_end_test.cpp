// When the round of the shipped programme is over, department by department.
#include "program/round_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "domain/calendar/session_times.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"

namespace tutorline::program::round_end_test {
namespace {

class RoundEnd : public testing::Test {
  protected:
    void SetUp() override {
        const std::filesystem::path config = std::filesystem::path(TUTORLINE_SOURCE_DIR) / "config";
        const auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
        ASSERT_TRUE(loaded.checked);
        checked = *loaded.checked;
        catalog = load_catalog(config / "languages", checked.program.languages).catalog;
        texts = CoordinatorTexts::load(config).value();
    }
    MatchedProgram matched() const { return match_program(checked, catalog); }

    CheckedProgram checked;
    domain::Catalog catalog;
    CoordinatorTexts texts;
};

TEST_F(RoundEnd, IsTheLastLessonOfAll) {
    const auto plan = matched();
    const auto last = last_lessons(plan);
    ASSERT_FALSE(last.empty());
    const std::string ends = round_ends(checked.program, last);
    for (const auto& [department, day] : last) {
        EXPECT_LE(base::format_date(day), ends);
        EXPECT_NE(std::ranges::find(checked.program.departments, department), checked.program.departments.end());
    }
    EXPECT_NE(plan_title(plan, Words(texts, "es")).find(ends), std::string::npos);
}

TEST_F(RoundEnd, APausedWeekMovesItsDepartmentOnly) {
    const auto before = last_lessons(matched());
    checked.program.blackouts.push_back({base::parse_date("2027-03-29").value(), base::parse_date("2027-04-04").value(), {"Central"}, "agua"});
    const auto after = last_lessons(matched());
    ASSERT_TRUE(before.contains("Central"));
    EXPECT_EQ(after.at("Central") - before.at("Central"), std::chrono::days{7});
    EXPECT_EQ(after.at("Itapúa"), before.at("Itapúa"));
    const std::string line = round_ends_by_department(after, Words(texts, "es"));
    EXPECT_NE(line.find(base::format_date(after.at("Central"))), std::string::npos) << line;
}

TEST_F(RoundEnd, OneDateForAllNeedsNoLine) {
    const auto day = base::parse_date("2027-05-08").value();
    EXPECT_EQ(round_ends_by_department({{"Central", day}, {"Itapúa", day}}, Words(texts, "es")), "");
    EXPECT_EQ(round_ends(checked.program, {{"Central", day}}), "2027-05-08");
}

}  // namespace
}  // namespace tutorline::program::round_end_test
