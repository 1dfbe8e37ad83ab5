// Before coordinator's files become rows: would they enrol people a second time, run two programmes at once, or change what
// is fixed once a programme runs? Then the service does not start, and the database stays as it is.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/service/start_cohort.hpp"
#include "base/result.hpp"
#include "ports/reader.hpp"

namespace tutorline::app {

/// What the operator should know of settings that changed and are taken, one sentence each, when `files` may be enrolled.
/// Else an error, with a message that names `file` and line, old and new, and what to do:
/// - `cohort_runs`: another cohort of this database is not finished. One service runs one programme: the other's lessons would
///   follow the wrong hours, texts and rules. Siblings and latecomers belong into the sheets of the one that runs, where a
///   family has one phone, one limit and one stop.
/// - `cohort_fixed`: starts_on, weeks, sessions_per_week, call_minutes, calls.mode, zone or a department's zone differ from what
///   the cohort was started with. Its calls were planned and told from them, its minutes are counted by them.
/// - `people_changed`: a key is another person's now, a person has another key, or too many are gone (people_check.hpp).
/// Windows, prices, texts, blackouts, onboarding and people may change at every start. Throws ports::StoreFailure.
base::Result<std::vector<std::string>> check_cohort(ports::Reader& reader, const CoordinatorFiles& files, const std::filesystem::path& file,
                                                    base::Instant now);

}  // namespace tutorline::app
