// A tutor more for a household that has no place: whom to look for, and which hours a family has to add where its own do
// not make a place with anybody. Every hour named is one in which the programme calls that family.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "domain/matching/reasons.hpp"
#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

/// Half hours of the programme's week in which this family may be called at all: inside the call hours, on a day of the
/// week on which the round has at least one date without a pause.
std::vector<int> callable_slots(const Student& student, const Program& program);

/// A change of kind new_tutor: one tutor with a place for each of the members (places in the problem) and all their hours
/// in which the household fits, with as many beside them as the share for retries takes; `family_hours` are the fewest more
/// that it needs, best in the evening and near the hours given. Empty: the members wish different genders, or the programme calls on too few days.
std::optional<matching::Change> newcomer_change(const Program& program, const Roster& roster, const RosterMatch& match, const std::vector<int>& members);

/// Others without a place who may come first: all in more need than this household together, and those in as much who want
/// an hour of that newcomer.
int newcomer_rivals(const RosterMatch& match, const std::vector<int>& members, const matching::Change& change);

/// The smallest that surely places the household, found by solving: the newcomer with as many places as members, then with
/// all that the hours hold, then as many of them as it takes. Empty: time ran out.
std::optional<matching::Change> enough_newcomers(const Program& program, const RosterMatch& match, const std::vector<int>& members, const matching::Change& newcomer,
                                                 const std::function<bool()>& out_of_time);

}  // namespace tutorline::domain
