// What a report must know of the programme, kept in the database beside the rows: `tutorline report` needs no other file,
// and an old round is reported with the prices and rules it ran under.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/program.hpp"
#include "ports/reader.hpp"

namespace tutorline::reports {

/// Key of the row in table `meta`, followed by the cohort's key.
constexpr std::string_view settings_key = "report_settings:";

/// Weeks, calls, dosage, prices, language, zone: no people.
std::string settings_json(const domain::Program& program);
/// The settings of the cohort with that key; of the only cohort when the key is empty. Error codes: `cohort_none`,
/// `cohort_unknown` and `cohort_many` (the message is the list of keys), `settings_bad`.
base::Result<domain::Program> stored_settings(ports::Reader& reader, std::string_view cohort_key);

}  // namespace tutorline::reports
