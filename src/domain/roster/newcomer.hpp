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

/// Whether the household is placed in a match anew with the change made.
using PlacesThem = std::function<bool(const matching::Change&)>;

/// A newcomer whose gender was left open comes as a woman or as a man, and others may wish the one or the other: the change
/// with the gender with which it places the household; left open where either does. Empty: neither does.
std::optional<matching::Change> whoever_comes(const matching::Problem& problem, matching::Change change, const PlacesThem& places_them);

/// The smallest that surely places the household of `newcomer`: that newcomer, whether with a place for each of the members or
/// with all that the hours hold; else with these; else as many of them as it takes. `rivals`: who may come first, to start the
/// search where it may end; in a large cohort few numbers are tried, so fewer might do. Empty: none found, or time ran out.
std::optional<matching::Change> enough_newcomers(const Program& program, const RosterMatch& match, const matching::Change& newcomer, int rivals,
                                                 const PlacesThem& places_them, const std::function<bool()>& out_of_time);

}  // namespace tutorline::domain
