#include "domain/roster/match_again.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/matching/instance.hpp"

namespace tutorline::domain::match_again_test {
namespace {

using matching::Promise;
using Place = std::pair<std::string, std::vector<int>>;

/// Monday from 17:00 is slot 34; everybody has time until 20:00, A and B from 16:00.
class MatchAgain : public testing::Test {
  protected:
    void SetUp() override {
        program.zone = "America/Asuncion";
        program.starts_on = base::parse_date("2027-03-08").value();
        program.languages = {"es"};
        for (int day = 0; day < 6; ++day) program.call_hours.push_back({day, 14 * 60, 20 * 60});
        roster.tutors = {tutor("A"), tutor("B")};
    }
    static Tutor tutor(const std::string& key) {
        Tutor made;
        made.key = key;
        made.languages = {"es"};
        made.windows = {{0, 16 * 60, 20 * 60}};
        made.minutes_per_week = 300;
        return made;
    }
    Student& add(const std::string& key, const std::string& household = {}) {
        Student made;
        made.key = key;
        made.household = household.empty() ? "h-" + key : household;
        made.languages = {"es"};
        made.windows = {{0, 17 * 60, 20 * 60}};
        made.consent = Consent{};
        roster.students.push_back(made);
        return roster.students.back();
    }
    static Place place_of(const RosterMatch& match, const std::string& key) {
        for (const auto& place : match.solution.placed)
            if (match.problem.students[static_cast<std::size_t>(place.student)].id == key)
                return {match.problem.tutors[static_cast<std::size_t>(place.tutor)].id, place.slots};
        return {};
    }

    Program program;
    Roster roster;
};

TEST_F(MatchAgain, APairThatRunsStaysWhereBothStillCanAndIsMadeAnewWhereNot) {
    for (const char* key : {"S0", "S1", "S2", "S3"}) add(key);
    // Nothing a first match would choose, and one tutor who left.
    const std::vector<Promise> now{{"S0", "B", {39}}, {"S1", "A", {38}}, {"S2", "gone", {34}}, {"nobody", "A", {35}}};
    const RosterMatch match = match_again(program, roster, now);
    EXPECT_EQ(matching::violation(match.problem, match.solution), "");
    EXPECT_EQ(match.solution.placed.size(), 4u);
    EXPECT_EQ(place_of(match, "S0"), Place("B", {39}));
    EXPECT_EQ(place_of(match, "S1"), Place("A", {38}));
    EXPECT_EQ(match.solution.calls_moved, 1) << "of S2, whose tutor left";
    roster.students[0].windows = {{0, 17 * 60, 18 * 60}};  // 19:30 is over for S0
    EXPECT_NE(place_of(match_again(program, roster, now), "S0").second, std::vector{39});
    EXPECT_EQ(match_again(program, roster, {}).solution.cost, match_roster(program, roster).solution.cost) << "without promises a first match";
}

TEST_F(MatchAgain, NobodyGivesWayToMoreNeed) {
    roster.tutors = {tutor("A")};
    roster.tutors[0].windows = {{0, 17 * 60, 18 * 60}};  // two half hours, one of them free for retries
    add("S0").area = Area::urban;
    add("S1").area = Area::rural;
    program.need.rural = 10;
    EXPECT_EQ(place_of(match_roster(program, roster), "S1").first, "A");
    const RosterMatch match = match_again(program, roster, std::vector<Promise>{{"S0", "A", {34}}});
    EXPECT_EQ(place_of(match, "S0"), Place("A", {34}));
    EXPECT_EQ(match.solution.unplaced, std::vector{1});
}

TEST_F(MatchAgain, AFamilyMovesSoThatWhoseTutorLeftKeepsAPlace) {
    add("S0").windows = {{0, 17 * 60, 17 * 60 + 30}};  // this hour alone, where S1 sits
    add("S1");
    roster.tutors = {tutor("A")};
    const std::vector<Promise> now{{"S0", "gone", {34}}, {"S1", "A", {34}}};
    const RosterMatch match = match_again(program, roster, now);
    EXPECT_EQ(matching::violation(match.problem, match.solution), "");
    EXPECT_EQ(place_of(match, "S0"), Place("A", {34}));
    EXPECT_EQ(place_of(match, "S1").first, "A");
    EXPECT_EQ(match.solution.calls_moved, 2) << "of S0, whose tutor left, and of S1, who makes room";
    EXPECT_TRUE(match.fewest_moved);
    EXPECT_FALSE(match.problem.students[1].pin) << "the place is another one now";
    roster.students[1].windows = roster.students[0].windows;
    EXPECT_EQ(place_of(match_again(program, roster, now), "S1"), Place("A", {34})) << "nobody gives way";
    roster.students[1].windows = {{0, 17 * 60, 20 * 60}};
    roster.students[1].household = "both";
    add("S2", "both").windows = {{0, 17 * 60 + 30, 18 * 60}};
    const std::vector<Promise> siblings{{"S0", "gone", {34}}, {"S1", "A", {34}}, {"S2", "A", {35}}};
    const RosterMatch kept = match_again(program, roster, siblings);
    EXPECT_EQ(place_of(kept, "S0"), Place("A", {34}));
    EXPECT_EQ(place_of(kept, "S1"), Place("A", {36})) << "of siblings one call is enough, still beside the other's";
    EXPECT_EQ(place_of(kept, "S2"), Place("A", {35}));
    EXPECT_EQ(kept.solution.calls_moved, 2);
    EXPECT_TRUE(kept.fewest_moved);
}

TEST_F(MatchAgain, AHouseholdMovesTogetherWhenASiblingJoins) {
    roster.tutors[1].windows.clear();
    add("S0", "both");
    add("S1");
    add("S2", "both");
    const std::vector<Promise> now{{"S0", "A", {34}}, {"S1", "A", {35}}};  // no half hour beside S0's is free
    const RosterMatch match = match_again(program, roster, now);
    EXPECT_EQ(matching::violation(match.problem, match.solution), "");
    ASSERT_EQ(match.solution.placed.size(), 3u);
    EXPECT_EQ(place_of(match, "S1"), Place("A", {35})) << "who has nothing to do with it stays";
    EXPECT_EQ(std::abs(place_of(match, "S0").second.at(0) - place_of(match, "S2").second.at(0)), 1);
}

TEST_F(MatchAgain, ASiblingWaitsWhereThereIsNoRoomForAllAndTheOthersKeepTheirHours) {
    roster.tutors = {tutor("A")};
    roster.tutors[0].windows = {{0, 17 * 60, 18 * 60 + 30}};  // three half hours, one free for retries
    add("S0", "both");
    add("S1");
    add("S2", "both");
    const RosterMatch match = match_again(program, roster, std::vector<Promise>{{"S0", "A", {34}}, {"S1", "A", {35}}});
    EXPECT_EQ(place_of(match, "S0"), Place("A", {34}));
    EXPECT_EQ(place_of(match, "S1"), Place("A", {35}));
    EXPECT_EQ(match.solution.unplaced, std::vector{2});
    EXPECT_TRUE(match.goes_on.empty());
    EXPECT_EQ(match.problem.students[2].household, "both") << "the sheet as it is, for the reason";
}

TEST_F(MatchAgain, WhoCanNeitherStayNorGoAnywhereStaysAndNobodyElseGetsTheSeat) {
    roster.tutors = {tutor("A")};
    roster.tutors[0].windows = {{0, 17 * 60, 18 * 60}};
    add("S0").windows = {{2, 17 * 60, 20 * 60}};  // the family has time on Wednesdays alone now
    add("S1");
    const RosterMatch match = match_again(program, roster, std::vector<Promise>{{"S0", "A", {35}}});
    EXPECT_EQ(match.goes_on, std::vector{0});
    EXPECT_EQ(place_of(match, "S0"), Place("A", {35}));
    EXPECT_EQ(match.solution.unplaced, std::vector{1});
    EXPECT_EQ(match.solution.calls_moved, 0);
}

TEST_F(MatchAgain, ASiblingWhoCannotStayTakesNobodyAlong) {
    roster.tutors = {tutor("A")};
    roster.tutors[0].windows = {{0, 17 * 60, 18 * 60 + 30}};
    add("S0", "both").windows = {{2, 17 * 60, 20 * 60}};
    add("S1", "both");
    const RosterMatch match = match_again(program, roster, std::vector<Promise>{{"S0", "A", {34}}, {"S1", "A", {35}}});
    EXPECT_EQ(match.goes_on, std::vector{0});
    EXPECT_EQ(place_of(match, "S0"), Place("A", {34}));
    EXPECT_EQ(place_of(match, "S1"), Place("A", {35}));
}

}  // namespace
}  // namespace tutorline::domain::match_again_test
