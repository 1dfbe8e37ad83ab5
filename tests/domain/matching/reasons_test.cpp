// Every smallest change is tried: solving with it places the student.
#include "domain/matching/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "domain/matching/explain.hpp"
#include "domain/matching/sentence.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching {
namespace {

class ChangesHold : public testing::TestWithParam<const char*> {};

TEST_P(ChangesHold, OnRandomProblems) {
    int unplaced = 0, with_change = 0, held = 0;
    for (std::uint64_t seed = 1000; seed < 1030; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Solution solution = solve(problem);
        for (const Unplaced& one : explain_unplaced(problem, solution)) {
            ++unplaced;
            for (const Tongue tongue : {Tongue::english, Tongue::spanish})
                EXPECT_NE(sentence(one.reason, {tongue, problem.slots_per_day, -1}), "");
            if (!one.change) continue;
            ++with_change;
            const Problem changed = apply(problem, *one.change);
            ASSERT_TRUE(faults(changed).empty()) << seed << ": " << faults(changed).front().what;
            const Solution again = solve(changed);
            const bool placed = !std::binary_search(again.unplaced.begin(), again.unplaced.end(), one.student);
            EXPECT_TRUE(placed) << GetParam() << " seed " << seed << ": "
                                << problem.students[static_cast<std::size_t>(one.student)].id << ", "
                                << sentence(*one.change, problem, {Tongue::english, problem.slots_per_day, -1});
            held += placed ? 1 : 0;
        }
    }
    std::cout << GetParam() << ": " << held << " of " << with_change << " changes hold, " << unplaced << " unplaced\n";
    EXPECT_GE(with_change * 10, unplaced * 7);
}

INSTANTIATE_TEST_SUITE_P(Kinds, ChangesHold,
                         testing::Values("one_call", "two_calls", "siblings", "pins", "gender", "scarce", "rematch"),
                         [](const auto& kind) { return std::string(kind.param); });

/// The runner-up against trying every other tutor by force.
TEST(ExplainPair, RunnerUpIsTheBestOfTheOtherTutors) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Problem problem = test::random_problem("rich", seed);
        const Solution solution = solve(problem);
        const Placement& placement = solution.placed.front();
        const PairExplanation explanation = explain_pair(problem, solution, placement.student);
        EXPECT_EQ(explanation.terms.sum(), placement.cost);
        std::optional<std::pair<std::int64_t, std::int64_t>> best;  // (need lost, cost more)
        for (const Tutor& tutor : problem.tutors) {
            if (tutor.id == problem.tutors[static_cast<std::size_t>(placement.tutor)].id) continue;
            for (const int slot : tutor.slots) {
                Problem pinned = problem;
                pinned.students[static_cast<std::size_t>(placement.student)].pin = Pin{tutor.id, {slot}};
                if (!faults(pinned).empty()) continue;
                const Solution forced = solve(pinned);
                const std::pair value{solution.need_placed - forced.need_placed, forced.cost - solution.cost};
                if (!best || value < *best) best = value;
            }
        }
        ASSERT_EQ(explanation.runner_up.has_value(), best.has_value()) << seed;
        if (!best) continue;
        EXPECT_EQ(explanation.runner_up->need_lost, best->first) << seed;
        EXPECT_EQ(explanation.runner_up->cost_more, best->second) << seed;
        EXPECT_NE(sentence(explanation, problem, {Tongue::spanish, problem.slots_per_day, 480}), "");
    }
}

TEST(RecruitingList, EachRecruitPlacesTheNeedItSays) {
    Problem problem = test::random_problem("scarce", 7);
    const Solution solution = solve(problem);
    const std::vector<Recruit> list = recruiting_list(problem, solution, 3, 4);
    ASSERT_FALSE(list.empty());
    std::int64_t need = solution.need_placed;
    for (const Recruit& recruit : list) {
        EXPECT_GT(recruit.need_gained, 0);
        problem.tutors.push_back(recruit.tutor);
        const Solution with = solve(problem);
        EXPECT_EQ(with.need_placed, need + recruit.need_gained);
        need = with.need_placed;
    }
}

}  // namespace
}  // namespace tutorline::domain::matching
