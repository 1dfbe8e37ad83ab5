// The curve of tutors needed for the shipped programme.
#include "program/tutors_needed.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "support/golden.hpp"

namespace tutorline::program::tutors_needed_test {
namespace {

namespace fs = std::filesystem;

TEST(TutorsNeeded, TellTheCurveAndWhomToLookFor) {
    const fs::path config = fs::path(TUTORLINE_SOURCE_DIR) / "config";
    const auto texts = CoordinatorTexts::load(config);
    auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
    ASSERT_TRUE(texts && loaded.checked);
    // One tutor with three places for twelve students: the search is short and most are left out.
    auto& roster = loaded.checked->roster;
    roster.students.resize(12);
    roster.tutors.resize(1);
    roster.tutors.front().minutes_per_week = 72;
    const auto catalog = load_catalog(config / "languages", loaded.checked->program.languages);
    const auto matched = match_program(*loaded.checked, catalog.catalog);
    const TutorsNeeded needed = tutors_needed(matched, 3);
    EXPECT_EQ(needed.places_each, 3) << "72 minutes at 24 a student";
    ASSERT_EQ(needed.recruits.size(), 3u);

    // Each gain holds when the tutors are hired one after the other.
    auto problem = matched.match.problem;
    auto placed = std::ssize(matched.match.solution.placed);
    for (const auto& recruit : needed.recruits) {
        EXPECT_LE(std::ssize(recruit.tutor.slots), needed.places_each + 1) << "one stays free for retries";
        EXPECT_GT(recruit.students_gained, 0);
        problem.tutors.push_back(recruit.tutor);
        placed += recruit.students_gained;
        EXPECT_EQ(std::ssize(domain::solve_stepwise(problem, loaded.checked->program.seed, domain::coupled_steps_max).placed), placed);
    }
    for (const std::string language : {"es", "en"})
        EXPECT_EQ("", test::golden_difference("program/golden/tutors-needed." + language + ".txt", tutors_needed_section(matched, needed, Words(texts.value(), language))));
}

/// With two calls a week a tutor with three places has calls in six half hours, on different days.
TEST(TutorsNeeded, OneMoreFillsTheirPlacesAlsoWithTwoCallsAWeek) {
    const fs::path config = fs::path(TUTORLINE_SOURCE_DIR) / "config";
    auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
    ASSERT_TRUE(loaded.checked);
    auto& [program, roster] = *loaded.checked;
    program.sessions_per_week = 2;
    roster.tutors.resize(1);
    roster.tutors.front().minutes_per_week = 3 * 48;
    std::erase_if(roster.students, [](const domain::Student& student) { return student.line % 4 != 0 && student.line % 4 != 1; });
    const auto catalog = load_catalog(config / "languages", program.languages);
    const auto matched = match_program(*loaded.checked, catalog.catalog);
    const TutorsNeeded needed = tutors_needed(matched, 4);
    ASSERT_EQ(needed.places_each, 3);
    ASSERT_EQ(needed.recruits.size(), 4u);
    auto problem = matched.match.problem;
    std::int64_t need = matched.match.solution.need_placed;
    for (const auto& recruit : needed.recruits) {
        EXPECT_EQ(recruit.students_gained, 3) << "there are enough who can on two days";
        EXPECT_LE(std::ssize(recruit.tutor.slots), 8) << "two of them stay free for retries";
        problem.tutors.push_back(recruit.tutor);
        need += recruit.need_gained;
        EXPECT_GE(domain::solve_stepwise(problem, program.seed, domain::coupled_steps_max).need_placed, need);
    }
}

}  // namespace
}  // namespace tutorline::program::tutors_needed_test
