// A re-match from prices that were kept: the same placements as without, whatever became of sheets and prices since.
#include "domain/matching/kept_prices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "base/random.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/rematch.hpp"
#include "domain/matching/solve.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::kept_prices_test {
namespace {

constexpr const char* kinds[] = {"one_call", "pins", "gender", "scarce", "rich"};

/// The match of a random problem as it runs: who found a place has it promised.
Problem running(const char* kind, std::uint64_t seed) {
    Problem problem = test::random_problem(kind, seed);
    for (const Placement& place : solve(problem).placed) {
        Student& student = problem.students[static_cast<std::size_t>(place.student)];
        student.previous_tutor = problem.tutors[static_cast<std::size_t>(place.tutor)].id;
        problem.current.push_back({student.id, student.previous_tutor, place.slots});
    }
    return problem;
}

template <class Rows>
void shuffle(Rows& rows, base::Random& random) {
    for (std::size_t n = rows.size(); n > 1; --n) std::swap(rows[n - 1], rows[random.below(n)]);
}

/// Newer sheets: rows gone, new, changed and in another order.
Problem newer_sheets(Problem problem, base::Random& random) {
    const auto somebody = [&]() -> Student& { return problem.students[random.below(problem.students.size())]; };
    if (random.chance(0.6)) problem.tutors.erase(problem.tutors.begin() + static_cast<std::ptrdiff_t>(random.below(problem.tutors.size())));
    if (random.chance(0.3)) {
        const std::string gone = somebody().id;
        std::erase_if(problem.students, [&](const Student& student) { return student.id == gone; });
        std::erase_if(problem.current, [&](const Promise& promise) { return promise.student == gone; });
    }
    for (int joins = static_cast<int>(random.below(3)); joins > 0; --joins) {
        Student student = somebody();
        student.id = "new" + std::to_string(joins);
        student.previous_tutor.clear();
        student.pin.reset();
        student.need = random.between(0, 9);
        problem.students.push_back(student);
    }
    if (random.chance(0.3)) {
        Tutor tutor = problem.tutors[random.below(problem.tutors.size())];
        tutor.id = "joined";
        problem.tutors.push_back(tutor);
    }
    if (auto& slots = somebody().slots; random.chance(0.4) && slots.size() > 1) slots.erase(slots.begin());
    if (random.chance(0.3)) somebody().need += random.between(1, 50);
    if (random.chance(0.3)) problem.weights.level_near += random.between(0, 30);
    if (random.chance(0.5)) shuffle(problem.tutors, random);
    if (random.chance(0.5)) shuffle(problem.students, random);
    for (Student& student : problem.students)
        if (Problem alone = problem; student.pin && !faults(alone).empty()) student.pin.reset();
    return problem;
}

std::string broken(std::string text, base::Random& random) {
    for (int changes = 3; changes > 0 && !text.empty(); --changes) text[random.below(text.size())] = "0123456789,- \nf"[random.below(15)];
    return random.chance(0.2) ? text.substr(0, random.below(text.size() + 1)) : text;
}

/// Every number after a slot's made larger or smaller: prices that say something, and something wrong.
std::string wrong_prices(const Problem& problem, base::Random& random) {
    std::string text;
    for (const char sign : keep_prices(problem)) text += sign >= '0' && sign <= '9' && random.chance(0.1) ? static_cast<char>('0' + random.below(10)) : sign;
    return text;
}

void expect_same(const Solution& cold, const Solution& warm) {
    EXPECT_EQ(cold.unplaced, warm.unplaced);
    EXPECT_EQ(std::tuple(cold.need_placed, cold.calls_moved, cold.cost, cold.optimal), std::tuple(warm.need_placed, warm.calls_moved, warm.cost, warm.optimal));
    EXPECT_EQ(std::tuple(cold.bound.need, cold.bound.moved, cold.bound.cost), std::tuple(warm.bound.need, warm.bound.moved, warm.bound.cost));
    ASSERT_EQ(cold.placed.size(), warm.placed.size());
    for (std::size_t n = 0; n < cold.placed.size(); ++n)
        EXPECT_EQ(std::tuple(cold.placed[n].student, cold.placed[n].tutor, cold.placed[n].slots, cold.placed[n].cost),
                  std::tuple(warm.placed[n].student, warm.placed[n].tutor, warm.placed[n].slots, warm.placed[n].cost));
}

bool only_about_the_gone(const Problem& problem) {
    return std::ranges::all_of(faults(problem), [](const Fault& fault) { return fault.list == Fault::List::current; });
}

TEST(KeptPrices, NewerSheetsFindTheSamePlacesFromThemAsWithout) {
    int moved = 0, matched = 0;
    for (const char* kind : kinds)
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            SCOPED_TRACE(std::string(kind) + " " + std::to_string(seed));
            base::Random random = base::Random(seed).fork("newer sheets");
            const Problem before = running(kind, seed);
            if (before.current.empty()) continue;
            const Problem now = newer_sheets(before, random);
            if (!only_about_the_gone(now)) continue;
            const Solution cold = solve(now);
            ASSERT_EQ(violation(now, cold), "");
            ASSERT_TRUE(cold.optimal);
            const std::string kept = keep_prices(before);
            ASSERT_FALSE(kept.empty());
            for (const std::string& prices : {kept, broken(kept, random), wrong_prices(before, random), keep_prices(running(kind, seed + 1)), std::string("prices 1\n\n")}) {
                SolveOptions options;
                options.prices = prices;
                expect_same(cold, solve(now, options));
                if (HasFailure()) FAIL() << prices;
            }
            ++matched;
            moved += cold.calls_moved > 0 ? 1 : 0;
        }
    EXPECT_GT(matched, 1000);
    EXPECT_GT(moved, 300);
}

TEST(KeptPrices, AreFoundByTheTutorWhereverTheRowIs) {
    int seats = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        base::Random random = base::Random(seed).fork("order");
        Problem problem = running("scarce", seed);
        const std::string kept = keep_prices(problem);
        shuffle(problem.tutors, random);
        const KeptPrices read = read_prices(kept, problem), worked_out = Rematch(Instance(problem)).prices();
        ASSERT_EQ(read.seats.size(), worked_out.seats.size());
        for (std::size_t tutor = 0; tutor < read.seats.size(); ++tutor) {
            ASSERT_EQ(read.seats[tutor].size(), worked_out.seats[tutor].size()) << seed;
            for (std::size_t n = 0; n < read.seats[tutor].size(); ++n, ++seats) {
                const auto &one = read.seats[tutor][n], &other = worked_out.seats[tutor][n];
                EXPECT_EQ(std::tuple(one.slot, one.price.moved, one.price.cost, one.price.left_out < 0),
                          std::tuple(other.slot, other.price.moved, other.price.cost, other.price.left_out < 0));
            }
        }
    }
    EXPECT_GT(seats, 500);
}

TEST(KeptPrices, NameNobody) {
    Problem problem = running("one_call", 3);
    for (Tutor& tutor : problem.tutors) tutor.id = "Ramona " + tutor.id;
    for (Promise& promise : problem.current) promise.tutor = "Ramona " + promise.tutor;
    const std::string kept = keep_prices(problem);
    EXPECT_GT(kept.size(), 30u);
    EXPECT_EQ(kept.find("Ramona"), std::string::npos);
    for (const Student& student : problem.students) EXPECT_EQ(kept.find(student.id), std::string::npos);
}

TEST(KeptPrices, AreNotOfCoupledSlots) {
    EXPECT_EQ(keep_prices(running("two_calls", 1)), "");
    Problem problem = running("one_call", 1);
    EXPECT_NE(keep_prices(problem), "");
    problem.students[0].household = problem.students[1].household = "h";
    EXPECT_EQ(keep_prices(problem), "");
    problem.students[0].household.clear();
    problem.current.clear();
    EXPECT_EQ(keep_prices(problem), "") << "nobody is promised anything";
}

}  // namespace
}  // namespace tutorline::domain::matching::kept_prices_test
