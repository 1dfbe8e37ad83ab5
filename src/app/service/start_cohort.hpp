// Brings the coordinator's files into the service: read and check everything, match, enrol. All or nothing: a broken file
// never starts a run and never replaces a good one.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "domain/messaging/catalog.hpp"
#include "domain/program.hpp"
#include "domain/roster/match_roster.hpp"
#include "domain/roster/roster.hpp"
#include "engine/absent.hpp"
#include "engine/enroll.hpp"
#include "ports/reader.hpp"
#include "ports/store.hpp"

namespace tutorline::app {

struct CoordinatorFiles {
    domain::Program program;
    domain::Roster roster;
    std::string students_file = {};  ///< as messages name it
    std::string tutors_file = {};
};

/// Error code `program_bad`; the message is the whole list, `file:line:column: ...` a line.
base::Result<CoordinatorFiles> read_coordinator_files(const std::filesystem::path& program, const std::filesystem::path& config);

/// What was done with the sheets.
struct SheetsApplied {
    engine::Absent absent;
    engine::Enrolled enrolled;
    domain::Roster roster;  ///< who may have a place: the sheets without those who left the programme
    domain::RosterMatch match;  ///< of `roster`
    bool whole = true;      ///< false: the engine refused the changed places
};

/// The store holds this cohort with the same files already: a start changes nothing.
bool knows_sheets(ports::Store& store, const CoordinatorFiles& files);

/// What a start does with sheets that the store does not know. Pairs that run stay wherever the new files allow it; who
/// changes is told by text; who is in the files no more leaves. Throws ports::StoreFailure.
SheetsApplied apply_sheets(ports::Store& store, ports::Reader& reader, const CoordinatorFiles& files, const domain::Catalog& catalog, base::Instant now,
                           const std::function<void(const domain::matching::Progress&)>& progress);

/// Matches and enrols, unless knows_sheets(); check_cohort has seen that few leave. Throws ports::StoreFailure.
void start_cohort(ports::Store& store, ports::Reader& reader, const CoordinatorFiles& files, const domain::Catalog& catalog, base::Instant now);

}  // namespace tutorline::app
