// What the seats of a match are worth, kept for the next one.
#pragma once
#include <string>

#include "domain/roster/match_roster.hpp"

namespace tutorline::domain {

/// Text for match_again's `prices` when newer sheets come: of the network in which it makes room, where siblings stay as they
/// are. Empty with more than one call a week, and where nobody is placed. No id or name is in it (kept_prices.hpp).
std::string prices_of(const RosterMatch& match);

}  // namespace tutorline::domain
