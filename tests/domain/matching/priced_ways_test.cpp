// The quick look at all ways finds what the plain look finds, at any prices; prices bound what can be reached.
#include "domain/matching/priced_ways.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "domain/matching/coupled_bound.hpp"
#include "glpk_oracle.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching {
namespace {

class EachPricedKind : public testing::TestWithParam<const char*> {};
class EachBoundedKind : public testing::TestWithParam<const char*> {};

Prices prices_of_any_kind(const Instance& instance, base::Random& random) {
    Prices prices{{}, {}, random.between(1, 40) * price_one};
    for (std::size_t i = 0; i < instance.tutors.size() * static_cast<std::size_t>(instance.slot_count); ++i) prices.seat.push_back(random.between(0, 3 * price_one));
    for (std::size_t t = 0; t < instance.tutors.size(); ++t) prices.tutor.push_back(random.between(0, price_one));
    return prices;
}

TEST_P(EachPricedKind, FindsTheBestWayOfEachUnit) {
    int found = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Instance instance(problem);
        const Units units(instance);
        const CandidateList list(units);
        base::Random random(seed);
        const Prices prices = prices_of_any_kind(instance, random);
        PricedWays ways(units, list, price_one, 0, static_cast<int>(units.units.size()));
        SeatPrices dense{{}, prices.tutor, prices.need};
        for (std::size_t s = 0; s < ways.seats(); ++s) dense.seat.push_back(prices.seat[ways.place(s)]);
        ways.look_again(dense);
        std::vector<int> bests;
        std::vector<std::int64_t> gains;
        for (int u = 0; u < static_cast<int>(units.units.size()); ++u) {
            const auto& unit = units.units[static_cast<std::size_t>(u)];
            std::int64_t best = 0;
            int candidate = -1;
            for (int c = list.first[static_cast<std::size_t>(u)]; c < list.first[static_cast<std::size_t>(u) + 1]; ++c) {
                const Candidate& one = list.candidates[static_cast<std::size_t>(c)];
                const std::int64_t gain = one.pair_cost * price_one + prices.tutor[static_cast<std::size_t>(one.tutor)] * unit.size() - unit.need * prices.need +
                                          cheapest_runs(units, u, one, list, prices, price_one, nullptr);
                if (gain < best) best = gain, candidate = c;
            }
            for (const int hint : {-1, candidate, list.first[static_cast<std::size_t>(u) + 1] > list.first[static_cast<std::size_t>(u)] ? list.first[static_cast<std::size_t>(u)] : -1}) {
                const PricedWays::Best quick = ways.best(u, unit.need * prices.need, dense, hint);
                EXPECT_EQ(quick.candidate, candidate) << GetParam() << " seed " << seed << " unit " << u;
                EXPECT_EQ(quick.gain, best) << GetParam() << " seed " << seed << " unit " << u;
            }
            bests.push_back(candidate);
            gains.push_back(best);
            found += candidate >= 0 ? 1 : 0;
        }
        ways.keep_near(dense, std::vector<int>(bests.size(), -1), 2);
        for (int u = 0; u < static_cast<int>(bests.size()); ++u)
            EXPECT_EQ(ways.best(u, units.units[static_cast<std::size_t>(u)].need * prices.need, dense, -1).gain, gains[static_cast<std::size_t>(u)]) << GetParam() << " seed " << seed << " unit " << u;
    }
    EXPECT_GT(found, 50);
}

TEST_P(EachBoundedKind, BoundsHoldWhereverTheAscentIsStopped) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Instance instance(problem);
        const Units units(instance);
        const CandidateList list(units);
        const auto optimum = test::glpk_optimum(problem, std::string("bound-") + GetParam() + std::to_string(seed));
        for (const Start start : {Start::anywhere, Start::at_flow, Start::again})
            for (const int steps : {1, 7, 60, 400}) {
                base::Random random(seed);
                Prices prices = prices_of_any_kind(instance, random);
                EXPECT_GE(coupled_bound(units, list, false, 0, optimum.need, steps, prices, {}, start), optimum.need) << seed;
                prices = prices_of_any_kind(instance, random);
                EXPECT_LE(coupled_bound(units, list, true, optimum.need, optimum.cost, steps, prices, {}, start), optimum.cost) << seed;
            }
    }
}

INSTANTIATE_TEST_SUITE_P(PricedWays, EachPricedKind, testing::Values("two_calls", "siblings", "two_calls_siblings", "scarce", "rematch", "rematch_siblings"));
INSTANTIATE_TEST_SUITE_P(PricedWays, EachBoundedKind, testing::Values("two_calls", "siblings", "two_calls_siblings", "scarce"));

}  // namespace
}  // namespace tutorline::domain::matching
