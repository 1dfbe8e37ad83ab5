// Brings the coordinator's files into the service: read and check everything, match, enrol. All or nothing: a broken file
// never starts a run and never replaces a good one.
#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "domain/messaging/catalog.hpp"
#include "domain/program.hpp"
#include "domain/roster/roster.hpp"
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

/// Matches and enrols, unless the store holds this cohort with the same files already. Pairs that run stay wherever the
/// new files allow it; who changes is told by text. Who is in the files no more leaves (check_cohort has seen that it is few). Throws ports::StoreFailure.
void start_cohort(ports::Store& store, ports::Reader& reader, const CoordinatorFiles& files, const domain::Catalog& catalog, base::Instant now);

}  // namespace tutorline::app
