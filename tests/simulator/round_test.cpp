// Whole rounds through the real service on a virtual clock.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "app/simulation/play_round.hpp"
#include "reports/round.hpp"

namespace tutorline::app::round_test {
namespace {

PlayedRound played(int students, std::uint64_t seed, const std::string& preset = "botswana_2020") {
    WorldOptions options;
    options.students = students;
    options.seed = seed;
    options.preset = preset;
    auto world = load_world(options);
    EXPECT_TRUE(world) << world.error().message;
    auto round = play_round(**world, {{}, seed, {}});
    EXPECT_TRUE(round) << round.error().message;
    return *std::move(round);
}

double mean_attendance(const PlayedRound& played) {
    double sum = 0, n = 0;
    for (std::size_t k = 0; k < played.round.attendance.size(); ++k) sum += static_cast<double>(k) * played.round.attendance[k], n += played.round.attendance[k];
    return sum / n;
}

std::string all(const PlayedRound& played) {
    std::string text;
    for (const auto& violation : played.violations) text += violation.name + "\n";
    return text;
}

TEST(Round, TheSameSeedGivesTheSameBytesAndAnotherDoesNot) {
    const auto first = played(30, 7), again = played(30, 7), other = played(30, 8);
    EXPECT_EQ(reports::round_json(first.round, first.invariants), reports::round_json(again.round, again.invariants));
    EXPECT_NE(reports::round_json(first.round, first.invariants), reports::round_json(other.round, other.invariants));
}

TEST(Round, NothingIsViolatedAndEverySumFits) {
    const auto round = played(80, 3);
    const auto& r = round.round;
    EXPECT_EQ(round.invariants.violated, 0U) << all(round);
    EXPECT_GT(round.invariants.checked, 5000U);
    EXPECT_EQ(r.matched + r.unmatched, r.students);
    EXPECT_EQ(r.planned, 8 * r.matched);
    EXPECT_EQ(r.sessions.open, 0);
    EXPECT_EQ(std::accumulate(r.sessions.closed.begin(), r.sessions.closed.end(), 0), r.planned);
    EXPECT_EQ(std::accumulate(r.attendance.begin(), r.attendance.end(), 0), r.matched);
    EXPECT_GT(r.matched, 70);
    EXPECT_GT(r.items_sent, 8 * 70 / 2);
    EXPECT_GT(r.items_answered, 20);
    const auto finished = r.end.find(domain::code(domain::Level::finished));
    EXPECT_TRUE(finished != r.end.end() && finished->second > 0) << "nobody reached the end of the ladder";
    EXPECT_GT(r.texts_in, 100);
    EXPECT_GE(r.segments, r.texts_out);
}

TEST(Round, AttendanceIsNearlyFlatAndNotABell) {
    const auto round = played(250, 11);
    const double n = round.round.matched;
    const std::array<double, 9> target{0.07, 0.11, 0.13, 0.13, 0.14, 0.13, 0.12, 0.10, 0.07};
    double chi_square = 0;
    for (std::size_t k = 0; k < target.size(); ++k) {
        const double expected = target[k] * n, seen = round.round.attendance[k];
        chi_square += (seen - expected) * (seen - expected) / expected;
    }
    // 8 degrees of freedom: 26 is passed once in a thousand by chance alone; siblings and tutors who leave add a little.
    // A binomial with the same mean gives more than 150.
    EXPECT_LT(chi_square, 40);
    EXPECT_NEAR(mean_attendance(round), 4.0, 0.6);
    EXPECT_EQ(round.invariants.violated, 0U) << all(round);
}

TEST(Round, ThePresetsDiffer) {
    const double trial = mean_attendance(played(60, 5)), idb = mean_attendance(played(60, 5, "idb_like")), hard = mean_attendance(played(60, 5, "hard"));
    EXPECT_GT(idb, trial + 0.5);
    EXPECT_LT(hard, trial - 0.4);
}

}  // namespace
}  // namespace tutorline::app::round_test
