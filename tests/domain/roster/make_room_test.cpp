// Room made for who would have no place, against trying every placement.
#include "domain/roster/make_room.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "../matching/random_problem.hpp"
#include "domain/matching/instance.hpp"

namespace tutorline::domain::make_room_test {
namespace {

using matching::Placement;
using matching::Problem;
using matching::Solution;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Small enough to try everything. Whoever can stay where the promise says is pinned there, as a running match does it.
Problem running(const char* kind, std::uint64_t seed) {
    Problem problem = test::random_problem(kind, seed);
    problem.students.resize(7);
    std::erase_if(problem.tutors, [](const auto& tutor) { return tutor.slots.empty(); });  // who left
    std::erase_if(problem.current, [&](const auto& promise) {
        return std::ranges::none_of(problem.students, [&](const auto& student) { return student.id == promise.student; });
    });
    for (const auto& promise : problem.current)
        for (auto& student : problem.students) {
            if (student.id != promise.student) continue;
            student.pin = matching::Pin{promise.tutor, promise.slots};
            if (!matching::faults(problem).empty()) student.pin.reset();
        }
    return problem;
}

/// Was promised a tutor who is still there.
bool keeps(const Problem& problem, std::size_t s) {
    const auto promise = std::ranges::find(problem.current, problem.students[s].id, &matching::Promise::student);
    return promise != problem.current.end() && std::ranges::find(problem.tutors, promise->tutor, &matching::Tutor::id) != problem.tutors.end();
}

/// Every way to seat who is alone.
class Everything {
  public:
    Everything(const Problem& problem, const Solution& before) : problem_(problem), instance_(problem), before_(problem.students.size(), nullptr), load_(problem.tutors.size(), 0) {
        for (const Placement& place : before.placed) before_[at(place.student)] = &place;
    }
    /// The best (need, calls moved, cost), worst first.
    std::tuple<std::int64_t, std::int64_t, std::int64_t> best() {
        try_from(0, 0, 0, 0);
        return best_;
    }

  private:
    void seat(int tutor, int slot) { taken_.insert({tutor, slot}), ++load_[at(tutor)]; }
    void leave(int tutor, int slot) { taken_.erase({tutor, slot}), --load_[at(tutor)]; }
    void try_from(std::size_t s, std::int64_t need, std::int64_t moved, std::int64_t cost) {
        if (s == before_.size()) {
            best_ = std::max(best_, {need, -moved, -cost});
            return;
        }
        const int student = static_cast<int>(s), promised = instance_.calls_promised(student);
        if (!before_[s] || !keeps(problem_, s)) try_from(s + 1, need, moved + promised, cost);
        for (int tutor = 0; tutor < std::ssize(problem_.tutors); ++tutor) {
            const auto pair = instance_.pair_cost(student, tutor);
            if (pair == matching::Instance::not_allowed || load_[at(tutor)] >= problem_.tutors[at(tutor)].students_max) continue;
            for (const auto& wish : problem_.students[s].slots) {
                if (!instance_.offers(tutor, wish.slot) || taken_.contains({tutor, wish.slot})) continue;
                seat(tutor, wish.slot);
                try_from(s + 1, need + problem_.students[s].need, moved + instance_.calls_moved(student, tutor, {wish.slot}), cost + pair + wish.cost);
                leave(tutor, wish.slot);
            }
        }
    }

    const Problem& problem_;
    const matching::Instance instance_;
    std::vector<const Placement*> before_;
    std::vector<int> load_;
    std::set<std::pair<int, int>> taken_;
    std::tuple<std::int64_t, std::int64_t, std::int64_t> best_{-1, 0, 0};
};

class MakeRoom : public testing::TestWithParam<const char*> {};

TEST_P(MakeRoom, PlacesAsMuchAsAnyWayWithoutTakingAPlaceAndMovesTheFewest) {
    int gained = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        const Problem problem = running(GetParam(), seed);
        const Solution before = matching::solve(problem);
        const Solution after = make_room(problem, problem, before, {});
        Problem free = problem;
        for (auto& student : free.students) student.pin.reset();
        ASSERT_EQ(matching::violation(free, after), "") << seed;
        std::set<int> placed;
        for (const Placement& place : after.placed) placed.insert(place.student);
        for (const Placement& place : before.placed) EXPECT_TRUE(placed.contains(place.student) || !keeps(problem, at(place.student))) << seed << ": " << place.student << " lost the place";
        if (after.need_placed == before.need_placed) {
            EXPECT_EQ(std::get<0>(Everything(free, before).best()), before.need_placed) << seed;
            continue;
        }
        ++gained;
        EXPECT_EQ(std::tuple(after.need_placed, -after.calls_moved, -after.cost), Everything(free, before).best()) << seed;
        EXPECT_EQ(after.bound.moved, after.calls_moved);
    }
    EXPECT_GT(gained, 3) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Kinds, MakeRoom, testing::Values("rematch", "rematch_scarce", "rematch_gender"),
                         [](const auto& kind) { return std::string(kind.param); });

}  // namespace
}  // namespace tutorline::domain::make_room_test
