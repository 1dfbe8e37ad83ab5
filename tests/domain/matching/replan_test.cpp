// A re-match places as much need as a full re-plan, whatever the problem.
#include "domain/matching/replan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string>

#include "base/random.hpp"
#include "domain/matching/instance.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::replan_test {
namespace {

class OfEachKind : public testing::TestWithParam<const char*> {};

TEST_P(OfEachKind, KeepsAllNeedAndNeverMovesMore) {
    for (std::uint64_t seed = 3000; seed < 3060; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        ASSERT_TRUE(faults(problem).empty()) << seed;
        const Replan both = replan(problem);
        EXPECT_EQ(violation(problem, both.kept), "") << seed;
        ASSERT_TRUE(both.kept.optimal && both.anew.optimal) << seed;
        EXPECT_EQ(both.kept.need_placed, both.anew.need_placed) << seed;
        EXPECT_GE(both.kept.cost, both.anew.cost) << seed;
        const Instance instance(problem);
        std::int64_t moved = 0;
        for (const Promise& promise : problem.current) moved += std::ssize(promise.slots);
        for (const Placement& place : both.anew.placed)
            moved += instance.calls_moved(place.student, place.tutor, place.slots) - instance.calls_promised(place.student);
        EXPECT_LE(both.kept.calls_moved, moved) << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(Replan, OfEachKind,
                         testing::Values("rematch", "rematch_two_calls", "rematch_siblings", "rematch_two_calls_siblings", "rematch_pins", "rematch_gender",
                                         "rematch_scarce", "rematch_rich"),
                         [](const auto& kind) { return std::string(kind.param); });

std::vector<int> draw_week(base::Random& random, int count) {
    std::vector<int> slots;
    int slot = 0;
    for (int i = 0; i < count; ++i) {
        slot = i > 0 && random.chance(0.7) ? slot + 1 : static_cast<int>(random.below(50));
        if (slot < 50 && std::ranges::find(slots, slot) == slots.end()) slots.push_back(slot);
    }
    return slots;
}

/// A cohort too large to be searched to the end, after a tutor left and some joined.
Problem middle_sized(int sessions, bool siblings, std::uint64_t seed) {
    base::Random random = base::Random(seed).fork("middle sized");
    const auto languages = [&] { return random.chance(0.5) ? std::vector<std::string>{"es"} : std::vector<std::string>{"gn", "es"}; };
    Problem problem;
    problem.slots_per_day = 10;
    problem.sessions_per_week = sessions;
    problem.weights = {8, 5, 3, 12};
    for (int t = 0; t < 9; ++t) {
        std::vector<int> week = draw_week(random, 14);
        problem.tutors.push_back({"t" + std::to_string(t), std::move(week), languages(), {1 + t % 4, 1 + (t + 1) % 4}, "A", Gender::any, static_cast<int>(random.between(4, 9))});
    }
    for (int s = 0; s < 80; ++s) {
        Student student{"s" + std::to_string(s), {}, languages(), static_cast<int>(random.between(1, 4)), s % 2 ? "A" : "B", random.between(1, 9), "", "", Gender::any, std::nullopt};
        for (const int slot : draw_week(random, 9)) student.slots.push_back({slot, random.between(0, 5)});
        if (siblings && s % 6 < 2) student.household = "h" + std::to_string(s / 6);
        problem.students.push_back(std::move(student));
    }
    Problem before = problem;
    before.students.resize(before.students.size() - 5);
    SolveOptions options;
    options.work_max = 2'000'000;
    for (const Placement& place : solve(before, options).placed)
        problem.current.push_back({problem.students[static_cast<std::size_t>(place.student)].id, problem.tutors[static_cast<std::size_t>(place.tutor)].id, place.slots});
    problem.tutors[random.below(9)].slots.clear();
    return problem;
}

TEST(Replan, PlacesNoLessNeedWhereNeitherSearchEnds) {
    for (const auto& [sessions, siblings] : {std::pair{1, true}, {2, false}, {2, true}}) {
        int gained = 0;
        std::int64_t moved = 0, moved_anew = 0;
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            const Problem problem = middle_sized(sessions, siblings, seed);
            ASSERT_TRUE(faults(problem).empty()) << faults(problem).front().what;
            SolveOptions options;
            options.work_max = 2'000'000;
            const Replan both = replan(problem, options);
            EXPECT_EQ(violation(problem, both.kept), "") << seed;
            EXPECT_GE(both.kept.need_placed, both.anew.need_placed) << sessions << " calls, seed " << seed;
            EXPECT_GE(both.kept.bound.need, both.kept.need_placed);
            EXPECT_LE(both.kept.bound.moved, both.kept.calls_moved);
            EXPECT_EQ(both.kept.placed.size() + both.kept.unplaced.size(), problem.students.size());
            Problem anew = problem;
            anew.current.clear();
            EXPECT_EQ(violation(anew, both.anew), "") << seed;
            const Instance instance(problem);
            for (const Promise& promise : problem.current) moved_anew += std::ssize(promise.slots);
            for (const Placement& place : both.anew.placed)
                moved_anew += instance.calls_moved(place.student, place.tutor, place.slots) - instance.calls_promised(place.student);
            moved += both.kept.calls_moved;
            gained += both.kept.need_placed > solve(problem, options).need_placed ? 1 : 0;
        }
        EXPECT_LT(moved, moved_anew) << sessions << " calls";
        std::cout << sessions << " calls" << (siblings ? " and siblings" : "") << ": calls moved " << moved << " against " << moved_anew << ", need won back in " << gained << " of 6\n";
    }
}

}  // namespace
}  // namespace tutorline::domain::matching::replan_test
