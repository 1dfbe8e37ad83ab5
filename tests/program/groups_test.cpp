#include "program/groups.hpp"

#include <gtest/gtest.h>

namespace tutorline::program::groups_test {
namespace {

/// Ten students in two areas; the places in `placed` have a tutor.
struct Cohort {
    domain::Roster roster;
    domain::RosterMatch match;
    Cohort(int rural, int urban, const std::vector<int>& placed) {
        for (int n = 0; n < rural + urban; ++n) {
            domain::Student student;
            student.languages = {"es"};
            student.area = n < rural ? domain::Area::rural : domain::Area::urban;
            roster.students.push_back(student);
            match.students.push_back(n);
        }
        for (const int n : placed) match.solution.placed.push_back({n, 0, {0}, 0});
    }
};

TEST(GroupShares, LeaveOutDivisionsWithOneGroupOnly) {
    const Cohort cohort(4, 6, {0, 5});
    const auto shares = group_shares(cohort.roster, cohort.match);
    ASSERT_EQ(shares.size(), 2u) << "all have the same level, language, sex and no support needs";
    EXPECT_EQ(shares[0].division + "/" + shares[0].group, "area/rural");
    EXPECT_EQ(shares[1].division + "/" + shares[1].group, "area/urban");
    EXPECT_EQ(shares[0].students, 4);
    EXPECT_EQ(shares[0].placed, 1);
}

TEST(GroupShares, CountWholePlacesBelowTheShareOfStudents) {
    // Half of all have a place: the fair share of 4 rural students is 2 and of 6 urban ones 3.
    const auto short_of = [](std::vector<int> placed) {
        const Cohort cohort(4, 6, placed);
        std::vector<int> counts;
        for (const GroupShare& row : group_shares(cohort.roster, cohort.match)) counts.push_back(row.places_short);
        return counts;
    };
    EXPECT_EQ(short_of({0, 1, 4, 5, 6}), (std::vector<int>{0, 0}));
    EXPECT_EQ(short_of({4, 5, 6, 7, 8}), (std::vector<int>{2, 0}));
    EXPECT_EQ(short_of({0, 1, 2, 3, 4}), (std::vector<int>{0, 2}));
    EXPECT_EQ(short_of({4, 5}), (std::vector<int>{0, 0})) << "0.8 of a place is nobody";
    EXPECT_EQ(short_of({}), (std::vector<int>{0, 0}));
}

TEST(GroupShares, CountStudentsWhoAreNotInTheMatchAtAll) {
    Cohort cohort(2, 2, {0, 1});  // of the problem: the urban two, for the rural two have no consent
    cohort.match.students = {2, 3};
    cohort.match.without_consent = {0, 1};
    const auto shares = group_shares(cohort.roster, cohort.match);
    EXPECT_EQ(shares.at(0).placed, 0);
    EXPECT_EQ(shares.at(0).places_short, 1);
    EXPECT_EQ(shares.at(1).placed, 2);
}

TEST(GroupShares, AreNoneWithoutStudents) { EXPECT_TRUE(group_shares({}, {}).empty()); }

}  // namespace
}  // namespace tutorline::program::groups_test
