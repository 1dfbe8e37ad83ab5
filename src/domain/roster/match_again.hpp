// The match of a programme whose families have their places already: the one way in which newer sheets change them. `plan
// --since` shows it, `serve` carries it out.
#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

/// A pair keeps tutor and hour wherever the sheets still allow it: nobody who has a place gives way to somebody in more need.
/// But families are moved, with as few calls as are found, where that keeps or gives somebody a place who would have none
/// (make_room.hpp): when a tutor leaves, that saves one place in ten with one call a week, and most of them with two or
/// three, of which a free pair of hours is rare.
/// Of the rest, most need first, then the fewest promised calls moved. Siblings stay together: where one joins a household or
/// cannot keep the hour and there is no half hour beside the others', all of it moves if there is a place for all without
/// taking anybody's; if not, the newcomer waits and the others keep theirs.
/// Who can neither stay nor go anywhere stays all the same while the tutor is there (`goes_on`): a lesson at an awkward hour
/// is better than none, and a person looks. Promises with another number of calls than the programme has are no promises.
/// No promises: the same as match_roster. `progress` is told of every match that it takes. `prices`: prices_of() the match that
/// is changed, from which room is made sooner; the places found are the same with any, and without.
RosterMatch match_again(const Program& program, const Roster& roster, std::span<const matching::Promise> promised,
                        const std::function<void(const matching::Progress&)>& progress = {}, std::string_view prices = {});

}  // namespace tutorline::domain
