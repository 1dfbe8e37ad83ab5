// Who has whom when in a service's database: what newer sheets are matched against, by `serve` and by `plan --since`.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/matching/problem.hpp"
#include "domain/roster/roster.hpp"
#include "ports/reader.hpp"
#include "program/summary.hpp"

namespace tutorline::app {

struct PlacesNow {
    bool known = false;  ///< the database has that cohort
    std::vector<domain::matching::Promise> places;
    std::string prices;          ///< of the seats, as the last match left them (domain/roster/match_prices.hpp); empty: not known
    std::set<std::string> left;  ///< students who left the programme: no place is for them
};

/// By the keys of the sheets. Throws ports::StoreFailure.
PlacesNow places_now(ports::Reader& reader, std::string_view cohort);

/// From what plan --json wrote, or from a service's database. None, and a word on standard error, when the file is neither
/// or does not know the cohort.
std::optional<PlacesNow> read_places(const std::string& file, const std::string& cohort, const program::Words& words);

/// The roster without these students.
domain::Roster without(domain::Roster roster, const std::set<std::string>& students);

}  // namespace tutorline::app
