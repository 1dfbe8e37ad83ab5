// How a tutor's report becomes an outcome (FIELD.md B20, part e). Minutes of the gateway are an upper bound: nobody spoke
// longer than the line was open.
#pragma once
#include <optional>
#include <string_view>

#include "domain/session/decide.hpp"

namespace tutorline::domain {

/// Whether a report may still decide this session: not when it was cancelled, withdrawn or excused.
bool takes_reports(const Session& state);
/// A child was on the line by that report, and nobody says or measured for how long: asked back, never stored as nothing.
bool lacks_minutes(const Session& state, const SessionLog& log);
/// The other way round of the reader's to_word().
std::optional<ReportedOutcome> reported_from(std::string_view word);
/// The session closed with what the report says. `log.outcome` is set. A lesson without the child keeps no checkpoint.
Session with_report(const Session& state, const SessionLog& log, const SessionPolicy& policy, base::Instant now);
/// The gateway's minutes came after the session moved on: added, and weighed against what the tutor said meanwhile.
Session with_late_talk(const Session& state, base::Seconds talk);
/// The report names a child on the line whom the gateway, in mode bridged, cannot have connected.
bool disagrees(const Session& state, const SessionLog& log, const SessionPolicy& policy);
/// Who was on the line by that report; none where it does not say.
std::optional<Disposition> disposition_of(ReportedOutcome said);
/// The session with its outcome: it holds no half hour and waits for nothing.
Session closed(const Session& state, Outcome outcome, std::string_view reason, base::Instant now);

}  // namespace tutorline::domain
