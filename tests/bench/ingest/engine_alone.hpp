// The engine thread's work without sockets: what a text costs the one thread that decides and commits.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/civil_time.hpp"
#include "classroom.hpp"

namespace tutorline::bench {

/// CPU of decision and commit, microseconds a text, when `batch` texts share a commit: the requests are decoded before,
/// the log is synced between the batches and not counted.
double engine_us_per_text(const std::filesystem::path& database, const School& school, const std::vector<std::string>& requests,
                          base::Instant now, std::size_t batch);

}  // namespace tutorline::bench
