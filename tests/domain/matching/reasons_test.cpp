// Every smallest change is tried: solving with it places the student.
#include "domain/matching/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "domain/matching/explain.hpp"
#include "domain/matching/recruiting.hpp"
#include "domain/matching/sentence.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::reasons_test {
namespace {

/// A tutor's hour more is one that a family wishes; nobody is asked for an hour at which nobody in the file can.
void expect_hours_in_use(const Problem& problem, const Change& change) {
    std::set<int> wished, offered;
    for (const Student& student : problem.students)
        for (const SlotWish& wish : student.slots) wished.insert(wish.slot);
    for (const Tutor& tutor : problem.tutors) offered.insert(tutor.slots.begin(), tutor.slots.end());
    for (const int slot : change.slots) {
        EXPECT_TRUE(change.kind != Change::Kind::tutor_hour || wished.count(slot)) << slot;
        EXPECT_TRUE(change.kind != Change::Kind::student_hour || offered.count(slot)) << slot;
    }
    for (const auto& [student, slot] : change.family_hours) EXPECT_TRUE(wished.count(slot) || offered.count(slot)) << student << " at " << slot;
}

class EachChangeHolds : public testing::TestWithParam<const char*> {};

TEST_P(EachChangeHolds, OnRandomProblems) {
    int unplaced = 0, with_change = 0, held = 0;
    for (std::uint64_t seed = 1000; seed < 1030; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Solution solution = solve(problem);
        for (const Unplaced& one : explain_unplaced(problem, solution)) {
            ++unplaced;
            for (const Tongue tongue : {Tongue::english, Tongue::spanish})
                EXPECT_NE(sentence(one.reason, {tongue, problem.slots_per_day, -1}), "");
            const auto kind = one.reason.kind;
            const bool hopeless = kind == Reason::Kind::pin || kind == Reason::Kind::wishes_apart || kind == Reason::Kind::short_day;
            ASSERT_EQ(one.change.has_value(), !hopeless) << GetParam() << " seed " << seed << ": " << sentence(one.reason, {});
            if (!one.change) continue;
            ++with_change;
            expect_hours_in_use(problem, *one.change);
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
}

INSTANTIATE_TEST_SUITE_P(Kinds, EachChangeHolds,
                         testing::Values("one_call", "two_calls", "siblings", "two_calls_siblings", "pins", "gender", "scarce", "rematch", "rematch_siblings"),
                         [](const auto& kind) { return std::string(kind.param); });

/// Whom nobody can take and who offers no hour: a tutor more and an hour of the family.
TEST(ChangesHold, ForAFamilyWithoutAnyHourWhomNobodyCanTake) {
    Problem problem;
    problem.slots_per_day = 2;
    for (const bool others : {false, true}) {
        problem.students.assign(1, {"s0", {}, {"es"}, 1, "A", 9, "", "", Gender::any, std::nullopt});
        if (others) {
            problem.students.push_back({"s1", {{0, 0}}, {"gn"}, 1, "A", 1, "", "", Gender::any, std::nullopt});
            problem.tutors.push_back({"t0", {0, 1}, {"gn"}, {1}, "A", Gender::any, 5});
        }
        const auto told = explain_unplaced(problem, solve(problem));
        ASSERT_EQ(told.size(), 1u);
        ASSERT_TRUE(told.front().change);
        EXPECT_EQ(told.front().change->kind, Change::Kind::new_tutor);
        ASSERT_EQ(told.front().change->family_hours.size(), 1u);
        EXPECT_TRUE(solve(apply(problem, *told.front().change)).unplaced.empty());
    }
}

/// Only evenings are in use: no family is asked for the first half hour of Monday, whatever would fit there.
TEST(ChangesHold, InHoursThatAreInUse) {
    for (const int sessions : {1, 2})
        for (const bool siblings : {false, true}) {
            Problem problem;
            problem.slots_per_day = 20;
            problem.sessions_per_week = sessions;
            problem.tutors = {{"t0", {18, 19, 38, 39}, {"gn"}, {1}, "A", Gender::any, 5}};
            for (const char* id : {"s0", "s1"}) problem.students.push_back({id, {}, {"es"}, 1, "A", 3, "", siblings ? "h" : "", Gender::any, std::nullopt});
            problem.students[1].slots = {{59, 0}};
            const auto told = explain_unplaced(problem, solve(problem));
            ASSERT_EQ(told.size(), 2u);
            for (const Unplaced& one : told) {
                ASSERT_TRUE(one.change);
                expect_hours_in_use(problem, *one.change);
                EXPECT_FALSE(one.change->slots.empty());
                for (const int slot : one.change->slots) EXPECT_GE(slot % 20, 18) << sessions << siblings;
                const Solution again = solve(apply(problem, *one.change));
                EXPECT_FALSE(std::binary_search(again.unplaced.begin(), again.unplaced.end(), one.student)) << sessions << siblings;
            }
        }
}

/// More than are searched to the end: a change is not told that only a part of the others leaves room for.
TEST(ChangesHold, InACohortOfNinetyWithSiblings) {
    std::uint64_t state = 11;
    const auto pick = [&](int count) { return static_cast<int>((state = state * 6364136223846793005U + 1442695040888963407U) >> 33) % count; };
    Problem problem;
    problem.slots_per_day = 6;
    for (int t = 0; t < 5; ++t) {
        Tutor tutor{"t" + std::to_string(t), {}, {t % 3 == 0 ? "gn" : "es"}, {1 + pick(2), 3 + pick(2)}, "A", t % 2 ? Gender::female : Gender::male, pick(4)};
        for (int slot = pick(5); slot < 42; slot += 1 + pick(4)) tutor.slots.push_back(slot);
        problem.tutors.push_back(tutor);
    }
    for (int s = 0; s < 90; ++s) {
        Student student{"s" + std::to_string(s), {}, {pick(3) == 0 ? "gn" : "es"}, 1 + pick(4), "A", pick(4), "", s % 5 < 2 ? "h" + std::to_string(s / 5) : "", Gender::any, std::nullopt};
        const int from = pick(36);
        for (int slot = from; slot < from + 3 + pick(3); ++slot) student.slots.push_back({slot, 0});
        problem.students.push_back(student);
    }
    ASSERT_TRUE(faults(problem).empty()) << faults(problem).front().what;
    const Solution solution = solve(problem);
    int tried = 0;
    for (const Unplaced& one : explain_unplaced(problem, solution)) {
        if (!one.change || tried == 12) continue;
        const Solution again = solve(apply(problem, *one.change));
        EXPECT_FALSE(std::binary_search(again.unplaced.begin(), again.unplaced.end(), one.student)) << one.student << ", " << sentence(*one.change, problem, {Tongue::english, 6, -1});
        ++tried;
    }
    EXPECT_EQ(tried, 12);
}

/// Many who wait for one tutor, three calls a week: what a change would cost to the last need not be known to tell that it
/// places the student. With work counted this takes a second or two; each change that is told holds.
TEST(ChangesHold, WhereManyWaitForOneTutor) {
    Problem problem;
    problem.slots_per_day = 1;
    problem.sessions_per_week = 3;
    problem.weights = {8, 0, 3, 0};
    problem.tutors = {{"t0", {0, 1, 3, 4, 6}, {"es", "gn"}, {1, 2, 3}, "A", Gender::any, 4}};
    for (int n = 0; n < 12; ++n) {
        Student student{"s" + std::to_string(n), {}, {n % 3 ? "es" : "gn"}, 1 + n % 3, n % 2 ? "A" : "B", 1 + n * 5 % 7, "", "", Gender::any, std::nullopt};
        for (int day = 0; day < days_a_week; ++day)
            if ((day + n) % 4) student.slots.push_back({day, (day * n) % 3});
        problem.students.push_back(student);
    }
    const auto told = explain_unplaced(problem, solve(problem));
    ASSERT_GE(told.size(), 10u);
    std::size_t with_change = 0;
    for (const Unplaced& one : told) {
        EXPECT_TRUE(one.change || one.reason.cut_short);
        if (!one.change) continue;
        ++with_change;
        if (one.change->newcomers > 2) continue;  // their cheapest places are a long search
        const Solution again = solve(apply(problem, *one.change));
        EXPECT_FALSE(std::binary_search(again.unplaced.begin(), again.unplaced.end(), one.student)) << one.student;
    }
    EXPECT_GE(with_change + 2, told.size());
}

/// Beyond what is solved again as a whole the check is a part of the problem: everybody who waits is in it.
TEST(ChangesHold, NobodyElseWhoWaitsTakesTheNewHour) {
    Problem problem;
    problem.slots_per_day = 4;
    problem.sessions_per_week = 2;
    for (int n = 0; n < 70; ++n) {  // tutor and student in pairs, in place
        const std::string id = std::to_string(n), place = "d" + id;
        problem.tutors.push_back({"t" + id, {n % 4, 4 + n % 4}, {place}, {1}, place, Gender::any, 1});
        problem.students.push_back({"s" + id, {{n % 4, 0}, {4 + n % 4, 0}}, {place}, 1, place, 1, "", "", Gender::any, std::nullopt});
    }
    problem.tutors.push_back({"x", {0}, {"gn"}, {1}, "x", Gender::any, 5});
    for (const int need : {1, 3})  // both would sit in the one hour that is missing
        problem.students.push_back({"need" + std::to_string(need), {{0, 0}, {5, 0}}, {"gn"}, 1, "x", need, "", "", Gender::any, std::nullopt});
    const Solution solution = solve(problem);
    ASSERT_EQ(solution.unplaced.size(), 2u);
    const auto told = explain_unplaced(problem, solution);
    ASSERT_TRUE(told[0].change && told[1].change);
    EXPECT_EQ(told[1].change->kind, Change::Kind::tutor_hour);
    EXPECT_EQ(told[1].change->slots, std::vector<int>{5});
    EXPECT_EQ(told[0].change->kind, Change::Kind::new_tutor) << "with that hour the one with more need is placed";
    for (const Unplaced& one : told) {
        const Solution again = solve(apply(problem, *one.change));
        EXPECT_FALSE(std::binary_search(again.unplaced.begin(), again.unplaced.end(), one.student));
    }
}

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

/// The one term told as enough, written into the problem as a coordinator would.
TEST(ExplainPair, TheTermToldAsEnoughIs) {
    int told = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Problem problem = test::random_problem("rich", seed);
        const Solution solution = solve(problem);
        for (const Placement& placement : solution.placed) {
            const auto next = explain_pair(problem, solution, placement.student).runner_up;
            if (!next || !next->enough) continue;
            Problem changed = problem;
            Student& student = changed.students[static_cast<std::size_t>(placement.student)];
            Tutor& tutor = changed.tutors[static_cast<std::size_t>(next->tutor)];
            if (next->enough == Term::hour) std::find_if(student.slots.begin(), student.slots.end(), [&](const SlotWish& w) { return w.slot == next->slots[0]; })->cost = 0;
            if (next->enough == Term::language) tutor.languages.push_back(student.languages[0]);
            if (next->enough == Term::level) tutor.levels.push_back(student.level);
            if (next->enough == Term::department) tutor.department = student.department;
            if (next->enough == Term::tutor_changed) student.previous_tutor = tutor.id;
            const Solution again = solve(changed);
            const auto place = std::find_if(again.placed.begin(), again.placed.end(), [&](const Placement& p) { return p.student == placement.student; });
            ASSERT_NE(place, again.placed.end()) << seed;
            EXPECT_EQ(place->tutor, next->tutor) << seed;
            ++told;
        }
    }
    EXPECT_GT(told, 20);
}

class RecruitingList : public testing::TestWithParam<const char*> {};

TEST_P(RecruitingList, EachRecruitPlacesTheNeedItSays) {
    int recruits = 0, left = 0;
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        Problem problem = test::random_problem(GetParam(), seed);
        const Solution solution = solve(problem);
        const std::vector<Recruit> list = recruiting_list(problem, solution, 10, 4);
        std::int64_t need = solution.need_placed, students = std::ssize(solution.placed);
        for (const Recruit& recruit : list) {
            EXPECT_GT(recruit.need_gained, 0);
            problem.tutors.push_back(recruit.tutor);
            ASSERT_TRUE(faults(problem).empty()) << seed << ": " << faults(problem).front().what;
            const Solution with = solve(problem);
            EXPECT_EQ(with.need_placed, need + recruit.need_gained) << seed;
            EXPECT_EQ(std::ssize(with.placed), students + recruit.students_gained) << seed;
            need = with.need_placed, students = std::ssize(with.placed);
        }
        // It ends early only where nobody is left whom a tutor with the family's own hours could take.
        if (list.size() < 10)
            for (const Unplaced& one : explain_unplaced(problem, solve(problem))) {
                const Student& student = problem.students[static_cast<std::size_t>(one.student)];
                left += one.change && one.change->newcomer && one.change->family_hours.empty() && one.change->newcomers == 1 && student.need > 0 ? 1 : 0;
            }
        recruits += static_cast<int>(list.size());
    }
    std::cout << GetParam() << ": " << recruits << " recruits, " << left << " left whom one more tutor would place\n";
    EXPECT_GT(recruits, 20);
    EXPECT_EQ(left, 0);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RecruitingList, testing::Values("one_call", "two_calls", "siblings", "two_calls_siblings", "pins", "gender", "scarce", "rematch", "rematch_two_calls_siblings"),
                         [](const auto& kind) { return std::string(kind.param); });

}  // namespace
}  // namespace tutorline::domain::matching::reasons_test
