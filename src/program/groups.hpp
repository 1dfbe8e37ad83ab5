// Who gets places by group: what a coordinator looks at before a match is used, so that no group is left out unnoticed.
#pragma once
#include <string>
#include <vector>

#include "program/summary.hpp"

namespace tutorline::program {

/// One group of one division of the students: by level, area, preferred language, support needs or sex. 'Unknown' is a
/// group of its own.
struct GroupShare {
    std::string division;  ///< "level", "area", "language", "support", "missed", "sex": keys of the texts
    std::string group;     ///< "beginner", "rural", "gn", ..
    int students = 0;
    int placed = 0;
    /// Whole places the group lacks to have the share of all places that it has of all students, rounded down: less
    /// than one place is nobody.
    int places_short = 0;
};
/// Groups with at least one student, division by division; a division with a single group is left out. Each student counts
/// once in every division.
std::vector<GroupShare> group_shares(const domain::Roster& roster, const domain::RosterMatch& match);

/// The table, then one warning for each group that is short of at least one place: its share, and whether the rules of need
/// put it behind (by the averages of its points and of the others'), which of them most.
std::string groups_section(const MatchedProgram& matched, const Words& words);

}  // namespace tutorline::program
