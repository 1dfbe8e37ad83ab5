// 200 random problems of each kind: our optimum equals GLPK's.
#include <gtest/gtest.h>

#include <iostream>

#include "domain/matching/solve.hpp"
#include "glpk_oracle.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::oracle_test {
namespace {

struct Slice {  // prints as its kind and part
    const char* kind;
    int part;
};

constexpr int problems_each = 50;  // a quarter of the 200 of a kind, so that ctest can run them side by side

void PrintTo(const Slice& slice, std::ostream* out) {
    *out << slice.kind << ' ' << slice.part;
}

class EqualsGlpk : public testing::TestWithParam<Slice> {};

TEST_P(EqualsGlpk, OnRandomProblems) {
    const auto [kind, part] = GetParam();
    int equal = 0;
    for (int i = 0; i < problems_each; ++i) {
        const std::uint64_t seed = static_cast<std::uint64_t>(part * problems_each + i);
        const Problem problem = test::random_problem(kind, seed);
        ASSERT_TRUE(faults(problem).empty()) << kind << " seed " << seed << ": " << faults(problem).front().what;
        const test::Optimum wanted = test::glpk_optimum(problem, kind + std::to_string(part));
        ASSERT_TRUE(wanted.found) << kind << " seed " << seed;
        const Solution got = solve(problem);
        EXPECT_EQ(violation(problem, got), "") << kind << " seed " << seed;
        EXPECT_TRUE(got.optimal) << kind << " seed " << seed;
        EXPECT_EQ(got.need_placed, wanted.need) << kind << " seed " << seed;
        EXPECT_EQ(got.calls_moved, wanted.moved) << kind << " seed " << seed;
        EXPECT_EQ(got.cost, wanted.cost) << kind << " seed " << seed;
        equal += got.need_placed == wanted.need && got.calls_moved == wanted.moved && got.cost == wanted.cost ? 1 : 0;
    }
    std::cout << kind << ": equal " << equal << " of " << problems_each << '\n';
    EXPECT_EQ(equal, problems_each);
}

std::vector<Slice> slices() {
    std::vector<Slice> all;
    for (const char* kind : {"one_call", "two_calls", "siblings", "two_calls_siblings", "pins", "gender", "scarce",
                             "rich", "rematch", "rematch_siblings", "rematch_two_calls", "rematch_two_calls_siblings", "rematch_pins", "rematch_gender"})
        for (int part = 0; part < 4; ++part) all.push_back({kind, part});
    return all;
}

INSTANTIATE_TEST_SUITE_P(Kinds, EqualsGlpk, testing::ValuesIn(slices()), [](const auto& slice) {
    return std::string(slice.param.kind) + "_" + std::to_string(slice.param.part);
});

}  // namespace
}  // namespace tutorline::domain::matching::oracle_test
