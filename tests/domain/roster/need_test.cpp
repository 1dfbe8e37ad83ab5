#include "domain/roster/need.hpp"

#include <gtest/gtest.h>

#include "domain/roster/match_roster.hpp"
#include "domain/roster/unplaced.hpp"

namespace tutorline::domain::need_test {
namespace {

using Rule = NeedTerm::Rule;

const WeeklyWindow monday{0, 15 * 60, 20 * 60};

Program program() {
    Program p;
    p.zone = "America/Asuncion";
    p.starts_on = base::parse_date("2027-03-08").value();
    for (int day = 0; day < 6; ++day) p.call_hours.push_back({day, 14 * 60, 20 * 60});
    return p;
}

Student student(const std::string& key) {
    Student s;
    s.key = s.household = key;
    s.languages = {"es"};
    s.windows = {monday};
    s.consent = Consent{};
    return s;
}

/// Places for `students` children, all at the same hours.
Tutor tutor(int students) {
    Tutor t;
    t.key = "T";
    t.languages = {"es", "gn"};
    t.windows = {monday};
    t.minutes_per_week = 24 * students;
    return t;
}

NeedRules all_rules() {
    NeedRules rules;
    rules.levels = {{Level::beginner, 3}, {Level::not_assessed, 1}};
    rules.languages = {{"gn", 2}};
    rules.rural = 4;
    rules.missed_contact = 5;
    rules.support_needs = 7;
    return rules;
}

TEST(Need, WithoutRulesEverybodyCountsTheSame) {
    EXPECT_EQ(need_of(student("A"), NeedRules{}), 1);
    EXPECT_EQ(need_terms(student("A"), NeedRules{}), (std::vector<NeedTerm>{{Rule::everybody, 1}}));
}

TEST(Need, EveryRuleThatAppliesIsATermOfTheSum) {
    Student s = student("A");
    s.level = Level::beginner;
    s.languages = {"gn", "es"};
    s.area = Area::rural;
    s.weeks_missed = 2;
    s.support_needs = "visual";
    const std::vector<NeedTerm> terms{{Rule::everybody, 1}, {Rule::level, 3}, {Rule::language, 2}, {Rule::rural, 4}, {Rule::missed_contact, 10}, {Rule::support_needs, 7}};
    EXPECT_EQ(need_terms(s, all_rules()), terms);
    EXPECT_EQ(need_of(s, all_rules()), 27);
}

TEST(Need, WhatIsNotSoGivesNothing) {
    Student s = student("A");
    s.level = Level::division;
    s.languages = {"es", "gn"};  // Guarani is not the preferred one
    s.area = Area::unknown;
    EXPECT_EQ(need_of(s, all_rules()), 1);
    s.level = Level::not_assessed;  // named in the rules
    EXPECT_EQ(need_of(s, all_rules()), 2);
    s.languages.clear();
    EXPECT_EQ(need_of(s, all_rules()), 2);
}

TEST(Need, MissedWeeksCountUpToThree) {
    NeedRules rules;
    rules.missed_contact = 1;
    Student s = student("A");
    for (const auto& [weeks, need] : {std::pair{0, 1}, std::pair{1, 2}, std::pair{3, 4}, std::pair{8, 4}}) {
        s.weeks_missed = weeks;
        EXPECT_EQ(need_of(s, rules), need) << weeks;
    }
}

TEST(Need, DecidesWhoHasThePlaceWhenThereIsOne) {
    Program p = program();
    p.need.rural = 2;
    Roster roster{{student("A"), student("B"), student("C")}, {tutor(1)}};
    for (std::size_t rural = 0; rural < 3; ++rural) {
        for (std::size_t n = 0; n < 3; ++n) roster.students[n].area = n == rural ? Area::rural : Area::urban;
        const auto match = match_roster(p, roster);
        ASSERT_EQ(match.solution.placed.size(), 1u);
        EXPECT_EQ(match.solution.placed[0].student, static_cast<int>(rural));
        EXPECT_EQ(match.solution.need_placed, 3);
    }
}

TEST(Need, NothingFromTheRulesMeansNoPlaceAndThatIsTold) {
    Program p = program();
    p.need.everybody = 0;
    p.need.rural = 1;
    const Roster roster{{student("A")}, {tutor(5)}};
    const auto unplaced = unplaced_students(p, roster, match_roster(p, roster));
    ASSERT_EQ(unplaced.size(), 1u);
    EXPECT_EQ(unplaced[0].reason, Unplaced::Reason::no_need);
    EXPECT_FALSE(unplaced[0].change);
}

TEST(Need, OneMorePlaceIsOnlyOfferedToWhomItWouldGo) {
    Program p = program();
    p.need.rural = 2;
    Roster roster{{student("A"), student("B"), student("C")}, {tutor(1)}};
    roster.students[0].area = roster.students[1].area = Area::rural;
    const auto unplaced = unplaced_students(p, roster, match_roster(p, roster));
    ASSERT_EQ(unplaced.size(), 2u);
    const auto& rural = unplaced[0];
    ASSERT_TRUE(rural.change);
    EXPECT_EQ(rural.change->kind, matching::Change::Kind::tutor_place);
    EXPECT_EQ(roster.students[static_cast<std::size_t>(unplaced[1].student)].area, Area::unknown);
    EXPECT_FALSE(unplaced[1].change) << "one more place would go to the rural child";
}

}  // namespace
}  // namespace tutorline::domain::need_test
