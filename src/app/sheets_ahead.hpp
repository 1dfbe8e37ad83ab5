// What a start of the service with these sheets does, found by doing it to a copy of its database in memory: the same code,
// so that what is told before is what happens.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "app/service/start_cohort.hpp"
#include "base/result.hpp"
#include "program/people_changes.hpp"

namespace tutorline::app {

struct SheetsAhead {
    bool known = false;                ///< the service has these very files: a start changes nothing, and nothing below is filled
    std::vector<std::string> settings; ///< that change and are taken, a sentence each
    std::vector<program::PersonChange> people;
    std::set<std::string> untold;      ///< keys of students whose change of place no text tells: a task opens
    domain::Roster roster;             ///< who may have a place then
    domain::RosterMatch match;         ///< of `roster`
};

/// `database` holds the cohort of `files`, and is only read. `now`: an earlier moment than the last thing that happened there
/// is taken as that. Errors: those of the start itself, word for word (check_cohort, and `places_not_changed`); of
/// store::open_copy. Throws ports::StoreFailure.
base::Result<SheetsAhead> sheets_ahead(const std::string& database, const CoordinatorFiles& files, const std::filesystem::path& file,
                                       const domain::Catalog& catalog, base::Instant now, const std::function<void(const domain::matching::Progress&)>& progress);

}  // namespace tutorline::app
