// Newer sheets matched from the prices that the match before left: the same as without them.
#include "domain/roster/match_prices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/random.hpp"
#include "domain/matching/kept_prices.hpp"
#include "domain/roster/match_again.hpp"

namespace tutorline::domain::match_prices_test {
namespace {

/// A cohort with few places to spare: tutors of four to six hours, families with two or three, some of them siblings.
Roster some_roster(base::Random& random) {
    Roster roster;
    const auto hours = [&](int days, int most) {
        std::vector<WeeklyWindow> windows;
        for (int day = 0; day < days; ++day) {
            const int from = 14 * 60 + 30 * static_cast<int>(random.below(6));
            windows.push_back({day, from, from + 30 * static_cast<int>(random.between(1, most))});
        }
        return windows;
    };
    for (int n = 0; n < 6; ++n) {
        Tutor tutor;
        tutor.key = "T" + std::to_string(n);
        tutor.languages = {"es"};
        tutor.windows = hours(2, 4);
        tutor.minutes_per_week = 2000;
        roster.tutors.push_back(tutor);
    }
    for (int n = 0; n < 24; ++n) {
        Student student;
        student.key = "S" + std::to_string(n);
        student.household = random.chance(0.15) && n > 0 ? roster.students.back().household : "h" + student.key;
        student.languages = {"es"};
        student.windows = hours(2, 3);
        student.consent = Consent{};
        roster.students.push_back(student);
    }
    return roster;
}

std::vector<matching::Promise> places_of(const RosterMatch& match) {
    std::vector<matching::Promise> places;
    for (const auto& place : match.solution.placed)
        places.push_back({match.problem.students[static_cast<std::size_t>(place.student)].id, match.problem.tutors[static_cast<std::size_t>(place.tutor)].id, place.slots});
    return places;
}

using Rows = std::vector<std::tuple<int, int, std::vector<int>>>;

Rows rows_of(const RosterMatch& match) {
    Rows rows;
    for (const auto& place : match.solution.placed) rows.emplace_back(place.student, place.tutor, place.slots);
    return rows;
}

TEST(MatchPrices, LeadToTheSamePlacesWhenTutorsLeave) {
    int made_room = 0, with_prices = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        base::Random random = base::Random(seed).fork("match prices");
        Program program;
        Roster roster = some_roster(random);
        const RosterMatch before = match_roster(program, roster);
        const std::string prices = prices_of(before);
        with_prices += prices.empty() ? 0 : 1;
        const auto places = places_of(before);
        roster.tutors.erase(roster.tutors.begin() + static_cast<std::ptrdiff_t>(random.below(roster.tutors.size())));
        if (random.chance(0.5)) std::reverse(roster.students.begin(), roster.students.end());
        const RosterMatch cold = match_again(program, roster, places), warm = match_again(program, roster, places, {}, prices);
        EXPECT_EQ(rows_of(cold), rows_of(warm)) << seed;
        EXPECT_EQ(std::tuple(cold.solution.need_placed, cold.solution.calls_moved, cold.solution.cost, cold.fewest_moved, cold.goes_on),
                  std::tuple(warm.solution.need_placed, warm.solution.calls_moved, warm.solution.cost, warm.fewest_moved, warm.goes_on));
        std::map<std::string, std::string> tutor_before;
        for (const auto& place : places) tutor_before[place.student] = place.tutor;
        made_room += std::ranges::any_of(warm.solution.placed, [&](const auto& place) {  // somebody moved whose tutor is still there
            const auto had = tutor_before.find(warm.problem.students[static_cast<std::size_t>(place.student)].id);
            return had != tutor_before.end() && had->second != warm.problem.tutors[static_cast<std::size_t>(place.tutor)].id &&
                   std::ranges::find(roster.tutors, had->second, &Tutor::key) != roster.tutors.end();
        });
    }
    EXPECT_GT(with_prices, 140);
    EXPECT_GT(made_room, 10);
}

TEST(MatchPrices, AreOfEverySeatThatAChildWithoutSiblingsHas) {
    base::Random random = base::Random(4).fork("match prices");
    Program program;
    const Roster roster = some_roster(random);
    const RosterMatch match = match_roster(program, roster);
    std::map<std::string, int> members;
    for (const auto& student : match.problem.students) ++members[student.household];
    const auto alone = std::ranges::count_if(match.solution.placed, [&](const auto& place) { return members[match.problem.students[static_cast<std::size_t>(place.student)].household] == 1; });
    std::ptrdiff_t priced = 0;
    for (const auto& seats : matching::read_prices(prices_of(match), match.problem).seats) priced += std::ssize(seats);
    EXPECT_EQ(priced, alone);
    program.sessions_per_week = 2;
    EXPECT_EQ(prices_of(match_roster(program, roster)), "");
}

}  // namespace
}  // namespace tutorline::domain::match_prices_test
