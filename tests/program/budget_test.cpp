// What the shipped programme costs when settings change: each kind of text and call is a line of its own.
#include "program/budget.hpp"

#include <gtest/gtest.h>

#include <set>
#include <filesystem>

#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/summary.hpp"

namespace tutorline::program::budget_test {
namespace {

class RoundBudget : public testing::Test {
  protected:
    void SetUp() override {
        const std::filesystem::path config = std::filesystem::path(TUTORLINE_SOURCE_DIR) / "config";
        const auto loaded = load_and_check(config / "programs" / "paraguay-demo.yaml", config);
        ASSERT_TRUE(loaded.checked);
        checked = *loaded.checked;
        catalog = load_catalog(config / "languages", checked.program.languages).catalog;
        match = domain::match_roster(checked.program, checked.roster);
    }
    Budget budget() const { return round_budget(checked.program, checked.roster, match, catalog); }

    CheckedProgram checked;
    domain::Catalog catalog;
    domain::RosterMatch match;
};

TEST_F(RoundBudget, CountsTheCallBeforeTheFirstWeekOnItsOwn) {
    const long placed = std::ssize(match.solution.placed);
    const Budget with = budget();
    EXPECT_EQ(with.onboarding_calls, placed);
    EXPECT_EQ(with.onboarding_minutes, placed * 20);
    std::set<std::string> phones;
    for (const auto& place : match.solution.placed) {
        const auto& student = checked.roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
        if (student.consent->texts) phones.insert(student.phones.front().e164());
    }
    EXPECT_EQ(with.onboarding.texts, std::ssize(phones)) << "siblings share a text";
    EXPECT_LT(with.onboarding.texts, placed);
    checked.program.onboarding = false;
    const Budget without = budget();
    EXPECT_EQ(without.onboarding_calls + without.onboarding_minutes + without.onboarding.texts, 0);
    EXPECT_EQ(without.call_minutes, with.call_minutes) << "sessions are counted apart";
    EXPECT_LT(without.tutor_minutes, with.tutor_minutes);
    EXPECT_NEAR(with.cost() - without.cost(), with.cost_onboarding + (with.cost_texts - without.cost_texts) + (with.cost_tutors - without.cost_tutors), 1e-6);
}

TEST_F(RoundBudget, FollowUpsAreWhatTheProgrammeAllows) {
    checked.program.practice.item_texts_max = 3;
    const Budget three = budget();
    checked.program.practice.item_texts_max = 2;
    const Budget two = budget();
    checked.program.practice.item_texts_max = 1;
    const Budget one = budget();
    EXPECT_GT(three.follow_ups.texts, two.follow_ups.texts);
    EXPECT_GT(two.follow_ups.texts, 0);
    EXPECT_EQ(one.follow_ups.texts, 0);
    EXPECT_EQ(three.items.texts, one.items.texts);
    // A third is answered; of these 35 % get a hint, and 35 % of them the worked answer.
    EXPECT_NEAR(static_cast<double>(three.follow_ups.texts), static_cast<double>(three.items.texts) / 3 * 0.35 * 1.35, 2);
    EXPECT_EQ(three.all().texts - one.all().texts, three.follow_ups.texts + three.answers.texts - one.answers.texts);
}

TEST_F(RoundBudget, CountsNoTextToALandline) {
    const Budget before = budget();
    const auto& place = match.solution.placed.front();
    domain::Student& student = checked.roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])];
    const auto mobile = student.phones.front();
    const auto landline = base::PhoneNumber::from_e164("+59521555123");
    student.phones = {landline};
    const Budget without = budget();
    EXPECT_EQ(without.onboarding.texts, before.onboarding.texts - 1);
    EXPECT_LT(without.reminders.texts, before.reminders.texts);
    EXPECT_LT(without.items.texts, before.items.texts);
    EXPECT_EQ(without.schedules.texts, before.schedules.texts) << "the call is made";
    student.phones = {landline, mobile};
    EXPECT_EQ(budget().all().texts, before.all().texts) << "the second phone gets them";
}

TEST_F(RoundBudget, CountsCheckpointsAndWhatIsAskedAboutReports) {
    const Budget one = budget();
    EXPECT_GE(one.checkpoints.texts, one.schedules.texts * checked.program.weeks / (checked.program.weeks + 1)) << "one or more with each schedule, none before week 1";
    EXPECT_EQ(one.checkpoints.segments, one.checkpoints.texts);
    EXPECT_GT(one.missing_logs.texts, 0);
    EXPECT_LT(one.missing_logs.texts, one.log_replies.texts) << "one list a day, not one text a lesson";
    checked.program.facilitators.clear();
    EXPECT_LT(budget().missing_logs.texts, one.missing_logs.texts);
}

}  // namespace
}  // namespace tutorline::program::budget_test
