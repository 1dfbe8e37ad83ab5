// A tutor of the shipped programme leaves: what the plan says against the one before.
#include "program/replan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "domain/roster/match_again.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/plan.hpp"
#include "support/golden.hpp"

namespace tutorline::program::replan_test {
namespace {

namespace fs = std::filesystem;

TEST(Replan, TellsWhoChangesWhenATutorLeaves) {
    const fs::path config = fs::path(TUTORLINE_SOURCE_DIR) / "config";
    const auto texts = CoordinatorTexts::load(config);
    auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
    ASSERT_TRUE(texts && loaded.checked);
    auto& checked = *loaded.checked;
    const auto catalog = load_catalog(config / "languages", checked.program.languages);
    const Words spanish(texts.value(), "es");
    const auto before = match_program(checked, catalog.catalog);
    const auto places = places_of_plan(plan_json(before, spanish));
    ASSERT_TRUE(places);
    EXPECT_EQ(places->size(), before.match.solution.placed.size());

    const auto same = match_program(checked, catalog.catalog, domain::match_again(checked.program, checked.roster, *places));
    EXPECT_EQ(same.match.solution.calls_moved, 0);

    const std::string gone = checked.roster.tutors.back().key;
    const auto theirs = std::ranges::count(*places, gone, &domain::matching::Promise::tutor);
    checked.roster.tutors.pop_back();
    const auto after = match_program(checked, catalog.catalog, domain::match_again(checked.program, checked.roster, *places));
    EXPECT_GE(after.match.solution.calls_moved, theirs);
    auto anew = after.match.problem;
    anew.current.clear();
    for (auto& student : anew.students) student.pin.reset();
    const auto full = domain::solve_match(checked.program, anew);
    for (const std::string language : {"es", "en"})
        EXPECT_EQ("", test::golden_difference("program/golden/replan." + language + ".txt", replan_text(after, full, Words(texts.value(), language))));
}

TEST(Replan, RefusesWhatIsNoPlan) {
    for (const char* text : {"", "[]", "{}", R"({"placed":[{"student":"A"}]})", R"({"placed":[{"student":"A","tutor":"T","slots":["x"]}]})"})
        EXPECT_FALSE(places_of_plan(text)) << text;
    EXPECT_TRUE(places_of_plan(R"({"placed":[]})"));
}

}  // namespace
}  // namespace tutorline::program::replan_test
