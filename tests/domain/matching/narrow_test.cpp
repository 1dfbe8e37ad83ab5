// The few ways of each unit that a search looks at: its cheapest tutors at the prices, whatever was passed over on the way.
#include "domain/matching/narrow.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching {
namespace {

constexpr std::int64_t any_margin = std::numeric_limits<std::int64_t>::max() / 8;

Prices random_prices(const Instance& instance, base::Random random) {
    Prices prices;
    prices.seat.resize(instance.tutors.size() * static_cast<std::size_t>(instance.slot_count));
    for (auto& price : prices.seat) price = random.chance(0.3) ? random.between(0, 20) * price_one : 0;
    for (std::size_t t = 0; t < instance.tutors.size(); ++t) prices.tutor.push_back(random.between(0, 10) * price_one);
    return prices;
}

/// What each candidate of the unit costs at the prices.
std::vector<std::int64_t> costs_of(const Units& units, const CandidateList& list, const Prices& prices, std::size_t unit) {
    std::vector<std::int64_t> costs;
    for (int c = list.first[unit]; c < list.first[unit + 1]; ++c) {
        const Candidate& candidate = list.candidates[static_cast<std::size_t>(c)];
        costs.push_back(candidate.pair_cost * price_one + prices.tutor[static_cast<std::size_t>(candidate.tutor)] * units.units[unit].size() +
                        cheapest_runs(units, static_cast<int>(unit), candidate, list, prices, price_one, nullptr));
    }
    return costs;
}

class Narrow : public testing::TestWithParam<const char*> {};

TEST_P(Narrow, KeepsTheCheapestTutorsOfEachUnit) {
    std::size_t left_out = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Instance instance(problem);
        const Units units(instance);
        const CandidateList list(units);
        const Prices prices = random_prices(instance, base::Random(seed).fork("prices"));
        const std::size_t tutors_max = 1 + seed % 3;
        const CandidateList few = narrowed(units, list, prices, Board(units, list.room), any_margin, tutors_max);
        for (std::size_t u = 0; u < units.units.size(); ++u) {
            std::vector<std::int64_t> all = costs_of(units, list, prices, u), kept = costs_of(units, few, prices, u);
            std::ranges::sort(all);
            std::ranges::sort(kept);
            left_out += all.size() - kept.size();
            all.resize(std::min(all.size(), tutors_max));
            EXPECT_EQ(kept, all) << GetParam() << ", seed " << seed << ", unit " << u;
        }
    }
    EXPECT_GT(left_out, 100u);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Narrow, testing::Values("one_call", "two_calls", "siblings", "two_calls_siblings", "gender", "rich", "rematch"),
                         [](const auto& kind) { return std::string{kind.param}; });

}  // namespace
}  // namespace tutorline::domain::matching
