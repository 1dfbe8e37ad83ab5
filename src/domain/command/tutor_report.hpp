// Tutors' session reports: short ('12 OK 25 N3 S') and free ('12 atendio la mama'), several in a text, by number or name.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// The sessions a text reports, in its order; empty when it reports none. A session named twice is one log, the later
/// words win. Figures no session can have (over minutes_max, an unknown level or session) are kept but marked doubtful.
std::vector<SessionLog> read_report(const ReadContext& context);
constexpr int minutes_max = 90;
constexpr int level_max = 5;

/// The token where the fields in front of a report end and the tutor's own words begin; 0: it begins with words.
std::size_t report_fields_end(const ReadContext& context);

/// `session=12 outcome=completed minutes=25`, several joined by " | "; only the fields that are present.
std::string report_text(const std::vector<SessionLog>& logs);

}  // namespace tutorline::domain
