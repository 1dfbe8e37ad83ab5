// Large coupled problems: the sparse search keeps the rules, repeats exactly, is near its bound, and obeys its limits.
#include "domain/matching/sparse.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "domain/matching/insert.hpp"
#include "domain/matching/singles.hpp"
#include "domain/matching/thorough.hpp"

namespace tutorline::domain::matching::sparse_test {
namespace {

struct Kind {
    const char* name;
    int sessions;
    bool siblings;
    double need_gap, cost_gap;  ///< at the most, in hundredths, with little work: costs here are small beside their number
};

Problem crowd(const Kind& kind, int students = 480) {
    Problem problem;
    problem.slots_per_day = 20;
    problem.sessions_per_week = kind.sessions;
    problem.weights = {8, 5, 3, 12};
    base::Random random = base::Random(7).fork("crowd");
    const std::vector<std::vector<std::string>> languages{{"es"}, {"gn", "es"}, {"gn"}};
    const auto block = [&](auto&& add) {
        const int from = static_cast<int>(random.between(0, 4)) * 20 + static_cast<int>(random.between(0, 13));
        for (int slot = from; slot < from + 6; ++slot) add(slot);
    };
    for (int t = 0; t < students / 10; ++t) {
        Tutor tutor{"t" + std::to_string(t), {}, languages[random.below(3)], {1, 2, 3}, "d" + std::to_string(random.below(3)), Gender::any, 10};
        std::vector<char> week(140, 0);
        for (int n = 0; n < 4; ++n) block([&](int slot) { week[static_cast<std::size_t>(slot)] = 1; });
        for (int slot = 0; slot < 140; ++slot)
            if (week[static_cast<std::size_t>(slot)]) tutor.slots.push_back(slot);
        problem.tutors.push_back(std::move(tutor));
    }
    for (int s = 0; s < students; ++s) {
        Student student;
        student.id = "s" + std::to_string(s);
        student.languages = languages[random.below(3)];
        student.level = static_cast<int>(random.between(1, 4));
        student.department = "d" + std::to_string(random.below(3));
        student.need = random.between(1, 5);
        std::vector<int> cost(140, -1);
        for (int n = 0; n < 2 + kind.sessions; ++n) block([&](int slot) { cost[static_cast<std::size_t>(slot)] = static_cast<int>(random.between(0, 6)); });
        for (int slot = 0; slot < 140; ++slot)
            if (cost[static_cast<std::size_t>(slot)] >= 0) student.slots.push_back({slot, cost[static_cast<std::size_t>(slot)]});
        if (kind.siblings && s % 6 < 2) {
            student.household = "h" + std::to_string(s / 6);
            if (s % 6 == 1) student.slots = problem.students.back().slots, student.languages = problem.students.back().languages;
        }
        problem.students.push_back(std::move(student));
    }
    return problem;
}

class Crowds : public testing::TestWithParam<Kind> {};

TEST_P(Crowds, AreMatchedNearTheBoundAndTheSameEachTime) {
    const Problem problem = crowd(GetParam());
    ASSERT_TRUE(faults(problem).empty());
    const Instance instance(problem);
    const Units units(instance);
    const CandidateList list(units);
    SolveOptions options;
    options.work_max = 30'000'000;
    ASSERT_TRUE(is_sparse(units, list, options));
    const Solution solution = solve(problem, options);
    EXPECT_EQ(violation(problem, solution), "");
    EXPECT_GE(solution.bound.need, solution.need_placed);
    EXPECT_LE(solution.bound.cost, solution.cost);
    EXPECT_LE(static_cast<double>(solution.bound.need - solution.need_placed) * 100, GetParam().need_gap * static_cast<double>(solution.bound.need));
    EXPECT_LE(static_cast<double>(solution.cost - solution.bound.cost) * 100, GetParam().cost_gap * static_cast<double>(solution.cost));
    const Solution again = solve(problem, options);
    ASSERT_EQ(again.placed.size(), solution.placed.size());
    for (std::size_t i = 0; i < again.placed.size(); ++i) {
        EXPECT_EQ(again.placed[i].student, solution.placed[i].student);
        EXPECT_EQ(again.placed[i].tutor, solution.placed[i].tutor);
        EXPECT_EQ(again.placed[i].slots, solution.placed[i].slots);
    }
    EXPECT_EQ(again.bound.cost, solution.bound.cost);
}

/// A clock that goes on each time it is read: every stage must have come to its turn before the limit.
TEST_P(Crowds, ShareALimitOfTime) {
    const Problem problem = crowd(GetParam());
    SolveOptions options;
    options.work_max = 30'000'000;
    const std::int64_t whole = solve(problem, options).need_placed;
    int reads = 0;
    options.time_gone = [&reads] { return std::min(1000, ++reads / 2); };
    options.out_of_time = [&reads] { return reads >= 2000; };
    std::string stages;
    options.progress = [&](const Progress& progress) {
        if (stages.find(progress.stage) == std::string::npos) stages += std::string{progress.stage} + " ";
    };
    const Solution hurried = solve(problem, options);
    EXPECT_EQ(violation(problem, hurried), "");
    EXPECT_GE(hurried.bound.need, hurried.need_placed);
    EXPECT_LE(reads, 2100);
    EXPECT_NE(stages.find("improve"), std::string::npos) << stages;
    EXPECT_GE(hurried.need_placed * 100, whole * 90);
}

TEST_P(Crowds, StopWhenTheTimeIsOut) {
    const Problem problem = crowd(GetParam());
    SolveOptions options;
    options.out_of_time = [] { return true; };
    options.time_gone = [] { return 1000; };
    const Solution hurried = solve(problem, options);
    EXPECT_EQ(violation(problem, hurried), "");
    EXPECT_FALSE(hurried.placed.empty());
    EXPECT_GE(hurried.bound.need, hurried.need_placed);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Crowds, testing::Values(Kind{"two_calls", 2, false, 3, 25}, Kind{"siblings", 1, true, 1, 13}, Kind{"both", 2, true, 5, 37}),
                         [](const auto& kind) { return kind.param.name; });

TEST(SeatSingles, NeverMakesWorseAndLeavesHouseholdsWhereTheyAre) {
    const Problem problem = crowd({"siblings", 1, true, 0, 0});
    const Instance instance(problem);
    const Units units(instance);
    const CandidateList list(units);
    Board board(units, list.room);
    const Prices free{std::vector<std::int64_t>(instance.tutors.size() * static_cast<std::size_t>(instance.slot_count), 0),
                      std::vector<std::int64_t>(instance.tutors.size(), 0), 0};
    insert_by_prices(units, list, free, board, true);
    Board seated = board;
    seat_singles(units, seated, {});
    EXPECT_TRUE(seated.need() > board.need() || (seated.need() == board.need() && seated.cost() < board.cost()));
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        if (units.units[u].size() == 1) continue;
        const auto &before = board.choice(static_cast<int>(u)), &after = seated.choice(static_cast<int>(u));
        ASSERT_EQ(before.has_value(), after.has_value());
        if (!before) continue;
        EXPECT_EQ(before->tutor, after->tutor);
        EXPECT_EQ(before->starts, after->starts);
    }
}

}  // namespace
}  // namespace tutorline::domain::matching::sparse_test
