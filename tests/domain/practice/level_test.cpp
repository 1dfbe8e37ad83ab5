#include "domain/practice/level.hpp"

#include <gtest/gtest.h>

namespace tutorline::domain::level_test {
namespace {

TEST(Level, NamesAndCodesRoundTrip) {
    const std::pair<Level, int> rows[] = {{Level::beginner, 1},       {Level::addition, 2}, {Level::subtraction, 3},
                                          {Level::multiplication, 4}, {Level::division, 5}, {Level::finished, 77},
                                          {Level::not_assessed, -99}};
    for (const auto& [level, number] : rows) {
        EXPECT_EQ(code(level), number);
        EXPECT_EQ(level_from_code(number), level);
        EXPECT_EQ(level_from(name(level)), level);
    }
    EXPECT_FALSE(level_from_code(0));
    EXPECT_FALSE(level_from_code(6));
    EXPECT_FALSE(level_from("Division"));
}

TEST(Level, DiagnosticTeachesTheLevelAfterTheOneMastered) {
    const Placement plan{Level::not_assessed, Level::addition, 0};
    EXPECT_EQ(after_diagnostic(plan, Level::beginner).next, Level::addition);
    EXPECT_EQ(after_diagnostic(plan, Level::subtraction).next, Level::multiplication);
    EXPECT_EQ(after_diagnostic(plan, Level::multiplication).next, Level::division);
    EXPECT_EQ(after_diagnostic(plan, Level::division).next, Level::finished);
    EXPECT_EQ(after_diagnostic(plan, Level::division).mastered, Level::division);
    const Placement running{Level::subtraction, Level::multiplication, 0};
    EXPECT_EQ(after_diagnostic(running, Level::not_assessed), running);
}

TEST(Level, CheckpointMovesOneUpOnlyWhenTheOperationTaughtWasRight) {
    const Placement plan{Level::addition, Level::subtraction, 0};
    EXPECT_EQ(after_checkpoint(plan, Checkpoint::right), (Placement{Level::subtraction, Level::multiplication, 0}));
    EXPECT_EQ(after_checkpoint(plan, Checkpoint::wrong), plan);
    EXPECT_EQ(after_checkpoint(plan, Checkpoint::not_done), plan);
    EXPECT_EQ(after_checkpoint(plan, Level::addition, Checkpoint::right), plan) << "an easier one proves nothing new";
    EXPECT_EQ(after_checkpoint(plan, Level::division, Checkpoint::wrong), plan);
    EXPECT_EQ(after_checkpoint(plan, Level::division, Checkpoint::right), (Placement{Level::division, Level::finished, 0}));
}

TEST(Level, PastDivisionTheExtensionFollowsAndEnds) {
    Placement plan{Level::multiplication, Level::division, 0};
    EXPECT_EQ(skill_taught(plan), Skill::division);
    const Skill taught[] = {Skill::place_value, Skill::fractions, Skill::word_problems, Skill::word_problems, Skill::word_problems};
    plan = after_checkpoint(plan, Checkpoint::right);
    EXPECT_EQ(plan, (Placement{Level::division, Level::finished, 0}));
    for (const Skill skill : taught) {
        EXPECT_EQ(skill_taught(plan), skill);
        plan = after_checkpoint(plan, Checkpoint::right);
        EXPECT_EQ(plan.mastered, Level::finished);
        EXPECT_EQ(plan.next, Level::finished);
    }
}

TEST(Level, NobodyAssessedStartsWithAddition) {
    EXPECT_EQ(skill_taught(Placement{}), Skill::addition);
    EXPECT_EQ(level_after(Level::not_assessed), Level::addition);
    EXPECT_FALSE(rank(Level::not_assessed));
    EXPECT_EQ(rank(Level::finished), 5);
}

}  // namespace
}  // namespace tutorline::domain::level_test
