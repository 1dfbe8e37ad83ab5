// Before coordinator's files become rows: would they enrol people a second time, or change what is fixed once a programme
// runs? Then the service does not start, and the database stays as it is.
#pragma once
#include <filesystem>
#include <optional>

#include "app/service/start_cohort.hpp"
#include "base/result.hpp"
#include "ports/reader.hpp"

namespace tutorline::app {

/// None when `files` may be enrolled. Error codes, with a message for the operator that names `file`, old and new:
/// - `cohort_twice`: another cohort of this database is not finished and has phones of these students;
/// - `cohort_fixed`: starts_on, weeks, sessions_per_week or zone differ from what the cohort was started with. Its calls
///   were planned from them, so the new value would hold for texts and reports and not for calls.
/// Windows, prices, texts, blackouts and people may change at every start. Throws ports::StoreFailure.
std::optional<base::Error> check_cohort(ports::Reader& reader, const CoordinatorFiles& files, const std::filesystem::path& file, base::Instant now);

}  // namespace tutorline::app
