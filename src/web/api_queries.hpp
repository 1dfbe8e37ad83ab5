// The API's questions to the database and their JSON. Run inside one snapshot.
#pragma once
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ports/reader.hpp"

namespace tutorline::web {

/// The query string, checked: an unknown or repeated name, or a value of the wrong kind, is `query_bad`.
struct ApiQuery {
    std::string cohort;
    std::optional<int> week;
    std::string outcome;
    std::int64_t after = 0;  ///< rows with greater ids only
    int limit = 0;           ///< rows of a page
    static base::Result<ApiQuery> parse(std::string_view query);
};

using JsonResult = base::Result<boost::json::value>;

JsonResult read_cohorts(ports::Reader& reader, const ApiQuery& query);
JsonResult read_sessions(ports::Reader& reader, const ApiQuery& query);
JsonResult read_outcomes(ports::Reader& reader, const ApiQuery& query);
JsonResult read_tasks(ports::Reader& reader, const ApiQuery& query);

}  // namespace tutorline::web
