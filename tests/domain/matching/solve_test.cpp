#include "domain/matching/solve.hpp"

#include <gtest/gtest.h>

namespace tutorline::domain::matching::solve_test {
namespace {

Student student(const std::string& id, std::vector<SlotWish> slots, std::int64_t need = 1) {
    Student s;
    s.id = id;
    s.slots = std::move(slots);
    s.languages = {"gn", "es"};
    s.level = 2;
    s.department = "Caaguazu";
    s.need = need;
    return s;
}

Tutor tutor(const std::string& id, std::vector<int> slots, int students_max = 10) {
    Tutor t;
    t.id = id;
    t.slots = std::move(slots);
    t.languages = {"es"};
    t.levels = {1, 2};
    t.department = "Central";
    t.students_max = students_max;
    return t;
}

Problem problem() {
    Problem p;
    p.slots_per_day = 20;
    p.weights = {8, 5, 3, 12};
    return p;
}

TEST(Solve, OneCallTakesTheHigherNeedAndTheCheaperSlot) {
    Problem p = problem();
    p.students = {student("s1", {{32, 0}, {33, 2}}, 3), student("s2", {{32, 0}}, 2)};
    p.tutors = {tutor("t7", {30, 31, 32, 33}, 1)};
    const Solution s = solve(p);
    ASSERT_EQ(s.placed.size(), 1u);
    EXPECT_EQ(s.placed[0].student, 0);
    EXPECT_EQ(s.placed[0].slots, std::vector<int>{32});
    EXPECT_EQ(s.cost, 8 + 3);
    EXPECT_EQ(s.unplaced, std::vector<int>{1});
    EXPECT_TRUE(s.optimal);
    EXPECT_EQ(violation(p, s), "");
}

TEST(Solve, SiblingsSitBackToBackOrNotAtAll) {
    Problem p = problem();
    p.students = {student("s1", {{32, 0}, {40, 0}}), student("s2", {{33, 0}, {50, 0}})};
    p.students[0].household = p.students[1].household = "h1";
    p.tutors = {tutor("t1", {32, 33, 40, 50})};
    Solution s = solve(p);
    ASSERT_EQ(s.placed.size(), 2u);
    EXPECT_EQ(s.placed[0].slots, std::vector<int>{32});
    EXPECT_EQ(s.placed[1].slots, std::vector<int>{33});
    p.tutors = {tutor("t1", {32, 40, 50}), tutor("t2", {33})};
    s = solve(p);
    EXPECT_TRUE(s.placed.empty());
    EXPECT_TRUE(s.optimal);
}

TEST(Solve, TwoCallsAreOnDifferentDaysWithOneTutor) {
    Problem p = problem();
    p.sessions_per_week = 2;
    p.students = {student("s1", {{32, 0}, {33, 0}, {50, 4}})};
    p.tutors = {tutor("t1", {32, 33}), tutor("t2", {33, 50})};
    const Solution s = solve(p);
    ASSERT_EQ(s.placed.size(), 1u);
    EXPECT_EQ(s.placed[0].tutor, 1);
    EXPECT_EQ(s.placed[0].slots, (std::vector<int>{33, 50}));
    EXPECT_EQ(violation(p, s), "");
}

TEST(Solve, APinIsKeptAgainstNeed) {
    Problem p = problem();
    p.students = {student("s1", {{32, 0}}, 1), student("s2", {{32, 0}}, 5)};
    p.students[0].pin = Pin{"t1", {32}};
    p.tutors = {tutor("t1", {32})};
    ASSERT_TRUE(faults(p).empty());
    const Solution s = solve(p);
    ASSERT_EQ(s.placed.size(), 1u);
    EXPECT_EQ(s.placed[0].student, 0);
    EXPECT_EQ(violation(p, s), "");
}

/// More choices than are listed: two tutors with nearly whole weeks, siblings, a promise to keep.
TEST(Solve, ThreeCallsInWideWeeksLoseNoNeedInARematch) {
    Problem p = problem();
    p.slots_per_day = 8;
    p.sessions_per_week = 3;
    std::vector<int> week;
    for (int slot = 0; slot < 56; ++slot) week.push_back(slot);
    p.tutors = {tutor("t0", week, 3), tutor("t1", week, 5)};
    for (int n = 0; n < 9; ++n) {
        std::vector<SlotWish> wishes;
        for (int slot = 0; slot < 56; ++slot)
            if ((slot * 7 + n * 3) % 5 < 3) wishes.push_back({slot, (slot + n) % 3});
        p.students.push_back(student("s" + std::to_string(n), wishes, 1 + n * 4 % 9));
    }
    p.students[0].household = p.students[1].household = "h";
    const Solution before = solve(p);
    EXPECT_EQ(violation(p, before), "");
    EXPECT_EQ(before.placed.size(), 8u);
    EXPECT_TRUE(before.optimal);
    for (const Placement& placement : before.placed)
        p.current.push_back({p.students[static_cast<std::size_t>(placement.student)].id, p.tutors[static_cast<std::size_t>(placement.tutor)].id, placement.slots});
    const Solution kept = solve(p);
    EXPECT_TRUE(kept.optimal);
    EXPECT_EQ(kept.calls_moved, 0);
    EXPECT_EQ(kept.need_placed, before.need_placed);
    EXPECT_EQ(kept.cost, before.cost);
    p.tutors[0].students_max = 0;  // three lose their place there, who with more need take one elsewhere
    const Solution after = solve(p);
    Problem anew = p;
    anew.current.clear();
    const Solution full = solve(anew);
    EXPECT_EQ(violation(p, after), "");
    EXPECT_TRUE(after.optimal && full.optimal);
    EXPECT_EQ(after.need_placed, full.need_placed);
}

/// Pairs of siblings before hours by threes: each three has room for one pair, the prices see room for one and a half, and
/// an exact search would try nearly all ways.
TEST(Solve, AnExactSearchWithoutAnEndIsEndedByItsWork) {
    Problem p = problem();
    p.slots_per_day = 8;
    p.sessions_per_week = 1;
    for (int h = 0; h < 20; ++h) {
        std::vector<SlotWish> wishes;
        for (int day = 0; day < 6; ++day)
            for (int n = 0; n < 8; ++n)
                if ((day + h) % 3 != 0) wishes.push_back({day * 8 + n, (day * 3 + n + h) % 3});
        for (const char* member : {"a", "b"}) {
            p.students.push_back(student("s" + std::to_string(h) + member, wishes, 1 + h % 4));
            p.students.back().household = "h" + std::to_string(h);
        }
    }
    for (int t = 0; t < 4; ++t) {
        std::vector<int> slots;
        for (int day = t % 2; day < 6; day += 2)
            for (int n = 0; n < 3; ++n) slots.push_back(day * 8 + (t + day) % 5 + n);
        p.tutors.push_back(tutor("t" + std::to_string(t), slots, 20));
    }
    SolveOptions options;
    options.exact_looks_max = 2'000'000;
    const Solution s = solve(p, options);
    EXPECT_EQ(violation(p, s), "");
    EXPECT_EQ(s.placed.size(), 24u);  // twelve threes
    EXPECT_EQ(s.need_placed, 78);
    EXPECT_GE(s.bound.need, s.need_placed);
    EXPECT_LE(s.bound.cost, s.cost);
    const Solution again = solve(p, options);
    EXPECT_EQ(again.cost, s.cost);
    EXPECT_EQ(again.bound.need, s.bound.need);
    EXPECT_EQ(again.bound.cost, s.bound.cost);
}

TEST(Solve, OutOfTimeReturnsTheBestFoundWithItsGap) {
    Problem p = problem();
    for (int s = 0; s < 40; ++s)
        p.students.push_back(student("s" + std::to_string(s), {{30 + s % 5, s % 3}, {50 + s % 7, 0}}, 1 + s % 5));
    for (int t = 0; t < 3; ++t) p.tutors.push_back(tutor("t" + std::to_string(t), {30, 31, 32, 50, 51, 52}, 5));
    SolveOptions options;
    options.out_of_time = [] { return true; };
    const Solution best = solve(p);
    for (const int sessions : {1, 2}) {
        p.sessions_per_week = sessions;
        const Solution hurried = solve(p, options);
        EXPECT_EQ(violation(p, hurried), "");
        EXPECT_FALSE(hurried.placed.empty());
        EXPECT_GE(hurried.bound.need, hurried.need_placed);
        if (sessions == 1) {
            EXPECT_LE(hurried.need_placed, best.need_placed);
        }
    }
}

TEST(Faults, APinThatItsHouseholdCannotFollow) {
    Problem p = problem();
    p.students = {student("s1", {{32, 0}}), student("s2", {{33, 0}})};
    p.students[0].household = p.students[1].household = "h1";
    p.tutors = {tutor("t1", {32, 33}), tutor("t2", {32, 33})};
    p.students[0].pin = Pin{"t1", {32}};
    EXPECT_TRUE(faults(p).empty());
    p.students[1].pin = Pin{"t2", {33}};
    auto found = faults(p);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].what, "pin_sibling");
    EXPECT_EQ(found[0].index, 1);
    p.students[1].pin.reset();
    p.tutors[0].students_max = 1;
    found = faults(p);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].what, "pin_household");
    EXPECT_EQ(found[0].index, 0);
}

TEST(Faults, NameTheRow) {
    Problem p = problem();
    p.students = {student("s1", {{32, 0}, {32, 1}}), student("s1", {{200, -1}})};
    p.tutors = {tutor("t1", {32, 140})};
    const auto found = faults(p);
    ASSERT_EQ(found.size(), 5u);
    EXPECT_EQ(found[0].index, 0);
    EXPECT_EQ(found[0].what, "slot_twice");
    EXPECT_EQ(found[1].index, 1);
    EXPECT_EQ(found[4].list, Fault::List::tutors);
}

}  // namespace
}  // namespace tutorline::domain::matching::solve_test
