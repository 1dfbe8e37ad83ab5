// "A share of each tutor's slots is kept free for retries": whatever the match, the plan of two calls a week, siblings, pairs
// that run or a match made anew. Random rosters on which most tutors fill up; each failure names its seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.hpp"
#include "domain/roster/match_again.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain::retry_reserve_test {
namespace {

class World {
  public:
    explicit World(std::uint64_t seed) : random_(seed) {
        program.zone = "America/Asuncion";
        program.starts_on = base::parse_date("2027-03-08").value();
        program.languages = {"es", "gn"};
        program.sessions_per_week = random_.chance(0.4) ? 2 : 1;
        program.attempts.retry_share = std::vector{0.0, 0.15, 0.15, 0.25, 0.5}[pick(5)];
        for (int day = 0; day < 6; ++day) program.call_hours.push_back({day, 14 * 60, 20 * 60});
        const std::size_t tutors = 1 + pick(4);
        for (std::size_t n = 0; n < tutors; ++n) roster.tutors.push_back(tutor(n));
        const std::size_t students = 4 + pick(28);
        for (std::size_t n = 0; n < students; ++n) roster.students.push_back(student(n));
    }

    /// Tutors lose hours and minutes, students change theirs: what the next sheet brings.
    void change() {
        for (Tutor& each : roster.tutors) {
            if (random_.chance(0.5)) each.windows.pop_back();
            if (random_.chance(0.2)) each.minutes_per_week /= 2;
        }
        for (Student& each : roster.students)
            if (random_.chance(0.1)) each.windows = hours(1 + pick(3), 4);
        if (random_.chance(0.3) && roster.tutors.size() > 1) roster.tutors.pop_back();
    }

    Program program;
    Roster roster;

  private:
    std::size_t pick(std::size_t count) { return static_cast<std::size_t>(random_.below(count)); }

    std::vector<WeeklyWindow> hours(std::size_t days, std::size_t hours_max) {
        std::vector<WeeklyWindow> windows;
        for (std::size_t n = 0; n < days; ++n) {
            const int from = 14 * 60 + 30 * static_cast<int>(pick(8));
            windows.push_back({static_cast<int>(n), from, std::min(20 * 60, from + 60 * static_cast<int>(1 + pick(hours_max)))});
        }
        return windows;
    }

    Tutor tutor(std::size_t n) {
        Tutor made;
        made.key = "T" + std::to_string(n);
        made.languages = {"es"};
        made.windows = hours(2 + pick(3), 3);
        made.minutes_per_week = random_.chance(0.7) ? 2000 : 120;
        return made;
    }

    Student student(std::size_t n) {
        Student made;
        made.key = "S" + std::to_string(n);
        made.household = random_.chance(0.2) && n > 0 ? roster.students.back().household : "h" + made.key;
        made.languages = {"es"};
        made.windows = hours(3 + pick(3), 6);
        made.consent = Consent{};
        return made;
    }

    base::Random random_;
};

/// How many tutors are as full as they may be.
int check(const World& world, const RosterMatch& match, const std::string& what) {
    int full = 0;
    for (std::size_t t = 0; t < world.roster.tutors.size(); ++t) {
        const auto offered = slots_of(world.roster.tutors[t], world.program);
        std::set<int> used;
        int calls = 0;
        for (const auto& place : match.solution.placed) {
            if (match.problem.tutors[static_cast<std::size_t>(place.tutor)].id != world.roster.tutors[t].key) continue;
            used.insert(place.slots.begin(), place.slots.end());
            calls += static_cast<int>(place.slots.size());
        }
        EXPECT_EQ(calls, std::ssize(used)) << what << ": two calls in one half hour";
        for (const int slot : used) EXPECT_NE(std::ranges::find(offered, slot), offered.end()) << what;
        const auto free = std::ssize(offered) - std::ssize(used);
        const double kept = world.program.attempts.retry_share * static_cast<double>(offered.size());
        EXPECT_GE(static_cast<double>(free), kept - 1e-9) << what << ": " << world.roster.tutors[t].key << " has " << free << " of " << offered.size() << " free";
        if (static_cast<double>(free) < kept + world.program.sessions_per_week) ++full;
    }
    return full;
}

std::vector<matching::Promise> places_of(const RosterMatch& match) {
    std::vector<matching::Promise> places;
    for (const auto& place : match.solution.placed)
        places.push_back({match.problem.students[static_cast<std::size_t>(place.student)].id, match.problem.tutors[static_cast<std::size_t>(place.tutor)].id, place.slots});
    return places;
}

TEST(RetryReserve, EachTutorsShareStaysFreeInEveryMatch) {
    int full = 0, moved = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        World world(seed);
        const std::string name = "seed " + std::to_string(seed);
        const RosterMatch first = match_roster(world.program, world.roster);
        ASSERT_EQ(matching::violation(first.problem, first.solution), "") << name;
        full += check(world, first, name + ", first match");
        const auto places = places_of(first);
        world.change();
        RosterMatch again = match_again(world.program, world.roster, places);
        for (const auto& promise : places) {
            const bool there = std::ranges::find(world.roster.tutors, promise.tutor, &Tutor::key) != world.roster.tutors.end();
            const auto has_place = [&](const auto& place) { return again.problem.students[static_cast<std::size_t>(place.student)].id == promise.student; };
            EXPECT_TRUE(!there || std::ranges::any_of(again.solution.placed, has_place)) << name << ": " << promise.student << " lost the place";
        }
        std::erase_if(again.solution.placed, [&](const auto& place) { return std::ranges::find(again.goes_on, place.student) != again.goes_on.end(); });
        full += check(world, again, name + ", match of newer sheets");
        moved += again.solution.calls_moved > 0 ? 1 : 0;
    }
    EXPECT_GT(full, 40) << "the limit was reached often enough to mean something";
    EXPECT_GT(moved, 20);
}

}  // namespace
}  // namespace tutorline::domain::retry_reserve_test
