// Tutors' weeks solved exactly, and the bound and the placements that come out of them.
#include "domain/matching/weeks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/random.hpp"
#include "domain/matching/dive.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::weeks_test {
namespace {

/// A week of some seats with units that ask for one or two of them, and prices of any kind.
Week random_week(base::Random& random, int sessions) {
    Week week;
    const int seats = static_cast<int>(random.between(2, 8)), units = static_cast<int>(random.between(1, 6));
    week.room = static_cast<int>(random.between(1, 5));
    for (int s = 0; s < seats; ++s) {
        week.slots.push_back(s);
        week.seat_price.push_back(random.chance(0.4) ? 0 : random.between(0, 12) * price_one / 2);
    }
    week.place_price = random.chance(0.5) ? 0 : random.between(0, 6) * price_one;
    for (int u = 0; u < units; ++u) {
        week.units.push_back(u * 3);
        week.size.push_back(random.chance(0.3) ? 2 : 1);
        for (auto ways = random.between(1, 4); ways > 0; --ways) {
            const std::size_t taken = static_cast<std::size_t>(sessions * week.size.back());
            if (taken > week.slots.size()) continue;
            std::vector<std::uint16_t> all(week.slots.size());
            std::iota(all.begin(), all.end(), std::uint16_t{0});
            for (std::size_t i = 0; i < taken; ++i) std::swap(all[i], all[i + random.below(all.size() - i)]);
            week.ways.push_back({u, 0, static_cast<std::uint32_t>(week.seats.size())});
            week.seats.insert(week.seats.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(taken));
        }
    }
    return week;
}

/// Worth of these ways together, or -1 when they collide.
std::int64_t worth_of(const Week& week, const std::vector<std::int64_t>& worth, const std::vector<int>& ways, int sessions) {
    std::vector<int> used(week.slots.size(), 0), placed(week.units.size(), 0);
    std::int64_t sum = 0;
    int places = 0;
    for (const int w : ways) {
        const Week::Way& way = week.ways[static_cast<std::size_t>(w)];
        const int size = week.size[static_cast<std::size_t>(way.unit)];
        if (placed[static_cast<std::size_t>(way.unit)]++ > 0) return -1;
        places += size;
        for (int s = 0; s < size * sessions; ++s)
            if (used[week.seats[way.seat + static_cast<std::uint32_t>(s)]]++ > 0) return -1;
        sum += worth[static_cast<std::size_t>(w)];
    }
    return places <= week.room ? sum : -1;
}

TEST(WeekSearch, FindsTheWaysThatAreWorthMostTogether) {
    std::size_t several = 0;
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        base::Random random = base::Random(seed).fork("week");
        const int sessions = 1 + static_cast<int>(seed % 2);
        Week week = random_week(random, sessions);
        if (week.ways.size() > 14) week.ways.resize(14);
        std::vector<std::int64_t> worth;
        for (std::size_t w = 0; w < week.ways.size(); ++w) worth.push_back(random.between(-3, 20) * price_one / 2);
        std::int64_t most = 0;
        for (unsigned set = 0; set < 1u << week.ways.size(); ++set) {
            std::vector<int> ways;
            for (int w = 0; w < static_cast<int>(week.ways.size()); ++w)
                if (set >> w & 1u) ways.push_back(w);
            most = std::max(most, worth_of(week, worth, ways, sessions));
        }
        WeekSearch search(sessions);
        const WeekSearch::Best at_any = search.best(week, worth, 1000 * price_one, 1'000'000);
        EXPECT_EQ(at_any.worth, most) << seed;
        EXPECT_EQ(at_any.most, most) << seed;
        EXPECT_EQ(worth_of(week, worth, at_any.ways, sessions), most) << seed;
        several += at_any.ways.size() > 1;

        const WeekSearch::Best hurried = search.best(week, worth, 1000 * price_one, 2);
        EXPECT_GE(hurried.most, most) << seed;
        EXPECT_EQ(worth_of(week, worth, hurried.ways, sessions), hurried.worth) << seed;
        const WeekSearch::Best near = search.best(week, worth, price_one, 1'000'000);
        EXPECT_GE(near.most, most) << seed;

        search.lower_prices(week, worth, 50);
        EXPECT_EQ(search.best(week, worth, 1000 * price_one, 1'000'000).most, most) << "the prices change nothing: " << seed;
    }
    EXPECT_GT(several, 200u);
}

Prices no_prices(const Instance& instance, std::int64_t need) {
    return {std::vector<std::int64_t>(instance.tutors.size() * static_cast<std::size_t>(instance.slot_count), 0),
            std::vector<std::int64_t>(instance.tutors.size(), 0), need};
}

class OfKind : public testing::TestWithParam<const char*> {};

TEST_P(OfKind, NoOptimumPassesTheBound) {
    int tight = 0, all = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Solution optimum = solve(problem);
        if (!optimum.optimal) continue;
        const Instance instance(problem);
        const Units units(instance);
        const CandidateList list(units);
        const std::int64_t pins = std::count_if(units.units.begin(), units.units.end(), [](const Unit& unit) { return unit.pin_tutor != nobody; });
        if (pins > 0) continue;  // need counts their worth too
        Prices prices = no_prices(instance, 0);
        coupled_bound(units, list, false, 0, optimum.need_placed, 300, prices, {});
        Weeks need(units, list, false, 0, prices);
        need.ascend(60, optimum.need_placed, {});
        EXPECT_GE(need.bound(), optimum.need_placed) << GetParam() << ", seed " << seed;
        Weeks cost(units, list, true, optimum.need_placed, no_prices(instance, 40 * price_one));
        cost.ascend(100, optimum.cost, {});
        EXPECT_LE(cost.bound(), optimum.cost) << GetParam() << ", seed " << seed;
        EXPECT_GE(need_by_places(units), optimum.need_placed) << GetParam() << ", seed " << seed;
        tight += need.bound() == optimum.need_placed;
        ++all;

        const Board board = dive(units, cost, optimum.cost, {});
        EXPECT_LE(board.need(), optimum.need_placed) << GetParam() << ", seed " << seed;
        for (int u = 0; u < static_cast<int>(units.units.size()); ++u)
            if (const auto& choice = board.choice(u)) {
                Board alone(units, list.room);
                EXPECT_TRUE(alone.fits(*choice));
                std::vector<Choice> ways;
                units.each_choice(u, choice->tutor, [](int) { return true; }, ways, 100'000);
                EXPECT_TRUE(std::any_of(ways.begin(), ways.end(), [&](const Choice& way) { return way.starts == choice->starts && way.cost == choice->cost; }));
            }
    }
    EXPECT_GT(all, 30);
    EXPECT_GT(tight, all * 8 / 10);
}

INSTANTIATE_TEST_SUITE_P(Weeks, OfKind, testing::Values("one_call", "two_calls", "siblings", "two_calls_siblings", "gender", "scarce", "rich"),
                         [](const auto& kind) { return std::string{kind.param}; });

/// Three families that want two of the same three days each: half of each would fit, if there were halves.
Problem half_seats() {
    Problem problem;
    problem.slots_per_day = 20;
    problem.sessions_per_week = 2;
    Tutor tutor{"t", {}, {"es"}, {1}, "d", Gender::any, 6};
    for (int group = 0; group < 2; ++group)
        for (int child = 0; child < 3; ++child) {
            Student student;
            student.id = "s" + std::to_string(group * 3 + child);
            student.languages = {"es"};
            student.level = 1;
            student.department = "d";
            student.need = 1;
            for (int day = 0; day < 3; ++day)
                if (day != child) student.slots.push_back({day * 20 + group, 0});
            problem.students.push_back(student);
        }
    for (int day = 0; day < 3; ++day)
        for (int group = 0; group < 2; ++group) tutor.slots.push_back(day * 20 + group);
    problem.tutors.push_back(tutor);
    return problem;
}

std::int64_t most_of(const Problem& problem) {
    const Instance instance(problem);
    return need_by_places(Units(instance));
}

TEST(NeedByPlaces, CountsPlacesAndHoursAndTheLastFamilyInPart) {
    Problem problem = half_seats();
    problem.students[0].need = 9;
    EXPECT_EQ(most_of(problem), 11) << "six hours are three places for two calls a week";
    problem.tutors[0].students_max = 2;
    EXPECT_EQ(most_of(problem), 10);
    problem.students[1].household = problem.students[2].household = "h";
    problem.students[1].slots = problem.students[2].slots;
    problem.students[1].need = 4;
    EXPECT_EQ(most_of(problem), 11) << "9 and half of 5";
}

TEST(Weeks, SeeThatNobodySitsOnHalfASeat) {
    const Problem problem = half_seats();
    const Instance instance(problem);
    const Units units(instance);
    const CandidateList list(units);
    Prices prices = no_prices(instance, 0);
    EXPECT_EQ(coupled_bound(units, list, false, 0, 2, 500, prices, {}), 3);
    EXPECT_EQ(Weeks(units, list, false, 0, prices).bound(), 2);
}

TEST(Weeks, KeepABoundAtAnotherNeed) {
    const Problem problem = test::random_problem("two_calls_siblings", 3);
    const Solution optimum = solve(problem);
    ASSERT_TRUE(optimum.optimal);
    const Instance instance(problem);
    const Units units(instance);
    const CandidateList list(units);
    Weeks weeks(units, list, true, optimum.need_placed, no_prices(instance, 40 * price_one));
    weeks.ascend(100, optimum.cost, {});
    const std::int64_t there = weeks.bound();
    weeks.want(optimum.need_placed - 1);
    weeks.weigh_need(150);
    weeks.ascend(60, optimum.cost, {});
    EXPECT_LE(weeks.bound(), optimum.cost);
    weeks.want(optimum.need_placed);
    weeks.ascend(200, optimum.cost, {});
    EXPECT_GE(weeks.bound(), there - 1);
    EXPECT_LE(weeks.bound(), optimum.cost);
}

}  // namespace
}  // namespace tutorline::domain::matching::weeks_test
