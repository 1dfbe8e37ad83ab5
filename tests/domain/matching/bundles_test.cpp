// Whoever takes which bundle stays the cheapest assignment, whatever is changed; what is refused leaves no trace.
#include "domain/matching/bundles.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "base/random.hpp"
#include "domain/matching/regroup.hpp"
#include "random_problem.hpp"

namespace tutorline::domain::matching::bundles_test {
namespace {

constexpr std::int64_t need_worth = 500;

struct Setting {
    explicit Setting(const Problem& problem) : instance(problem), units(instance), list(units), board(units, list.room) {
        for (int u = 0; u < static_cast<int>(units.units.size()); ++u)
            for (int c = list.first[static_cast<std::size_t>(u)]; c < list.first[static_cast<std::size_t>(u) + 1]; ++c) place(u, list.candidates[static_cast<std::size_t>(c)].tutor);
    }
    void place(int unit, int tutor) {
        if (board.choice(unit) || units.units[static_cast<std::size_t>(unit)].need == 0) return;
        std::vector<Choice> choices;
        units.each_choice(unit, tutor, [&](int slot) { return board.is_free(tutor, slot); }, choices, 1);
        if (!choices.empty() && board.fits(choices.front())) board.place(choices.front());
    }
    Instance instance;
    Units units;
    CandidateList list;
    Board board;
};

std::int64_t value(const Bundles& bundles) {
    return need_worth * bundles.need() - bundles.cost();
}

/// The best that can be had with the bundles that are taken, reckoned from nothing.
std::int64_t afresh(const Setting& setting, const Bundles& bundles) {
    Board board(setting.units, setting.list.room);
    for (const Choice& choice : bundles.choices()) board.place(choice);
    return value(Bundles(setting.units, setting.list, board, need_worth));
}

class EachKind : public testing::TestWithParam<const char*> {};

TEST_P(EachKind, StaysTheCheapestAssignment) {
    int kept = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Setting setting(problem);
        Bundles bundles(setting.units, setting.list, setting.board, need_worth);
        EXPECT_EQ(value(bundles), afresh(setting, bundles)) << "seed " << seed;
        base::Random random(seed);
        for (int step = 0; step < 40; ++step) {
            const int tutor = static_cast<int>(random.below(problem.tutors.size()));
            const auto& here = bundles.of_tutor(tutor);
            if (here.empty()) continue;
            const int removed = here[random.below(here.size())];
            std::vector<Bundle> added;
            if (random.chance(0.7)) {  // somewhere else in the seats that come free, or where it was
                Bundle moved = bundles.bundle(removed);
                const auto& slots = problem.tutors[static_cast<std::size_t>(tutor)].slots;
                const int to = slots[random.below(slots.size())];
                bool open = moved.size == 1;
                for (const int id : here)
                    for (int call = 0; call < setting.instance.sessions; ++call)
                        for (int i = 0; i < bundles.bundle(id).size; ++i)
                            open = open && (id == removed || bundles.bundle(id).starts[static_cast<std::size_t>(call)] + i != to);
                for (int call = 1; call < setting.instance.sessions; ++call)
                    open = open && setting.instance.day(moved.starts[static_cast<std::size_t>(call)]) != setting.instance.day(to);
                if (open) moved.starts[0] = to;
                if (setting.instance.sessions == 2 && moved.starts[0] > moved.starts[1]) std::swap(moved.starts[0], moved.starts[1]);
                added.push_back(moved);
            }
            const std::int64_t before = value(bundles), worse_max = random.between(-20, 600);
            const bool changed = bundles.replace({removed}, added, worse_max);
            changed ? ++kept : ++refused;
            if (changed)
                EXPECT_GE(value(bundles), before - worse_max) << "seed " << seed << " step " << step;
            else
                EXPECT_EQ(value(bundles), before) << "seed " << seed << " step " << step;
            EXPECT_EQ(value(bundles), afresh(setting, bundles)) << "seed " << seed << " step " << step;
        }
    }
    EXPECT_GT(kept, 20);
    EXPECT_GT(refused, 20);
}

TEST_P(EachKind, RegroupingNeverMakesWorseAndRepeats) {
    int better = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Problem problem = test::random_problem(GetParam(), seed);
        const Setting setting(problem);
        Board board = setting.board, again = setting.board;
        regroup(setting.units, setting.list, board, Pace{.rounds = 4000}, {});
        regroup(setting.units, setting.list, again, Pace{.rounds = 4000}, {});
        EXPECT_EQ(board.need(), again.need());
        EXPECT_EQ(board.cost(), again.cost());
        EXPECT_GE(board.need(), setting.board.need()) << "seed " << seed;
        if (board.need() == setting.board.need()) {
            EXPECT_LE(board.cost(), setting.board.cost()) << "seed " << seed;
        }
        better += board.need() > setting.board.need() || board.cost() < setting.board.cost() ? 1 : 0;
        Board checked(setting.units, setting.list.room);
        for (int u = 0; u < static_cast<int>(setting.units.units.size()); ++u) {
            if (!board.choice(u)) continue;
            ASSERT_TRUE(checked.fits(*board.choice(u))) << "seed " << seed;
            checked.place(*board.choice(u));
        }
        EXPECT_EQ(checked.cost(), board.cost()) << "seed " << seed;
    }
    EXPECT_GT(better, 5);
}

INSTANTIATE_TEST_SUITE_P(Bundles, EachKind, testing::Values("two_calls", "siblings", "two_calls_siblings", "scarce"));

}  // namespace
}  // namespace tutorline::domain::matching::bundles_test
