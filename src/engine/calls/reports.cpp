// Tutors' reports: kept as they came, merged with what was said before, and applied.
#include "domain/session/report.hpp"
#include "engine/calls/calls.hpp"
#include "engine/calls/keeper.hpp"

namespace tutorline::engine::calls {

using namespace domain;

namespace {

/// A correction says only what changes: the rest stays as it was reported before.
SessionLog merged(const SessionLog& log, const std::vector<ports::LogRow>& earlier) {
    SessionLog whole = log;
    for (const ports::LogRow& row : earlier) {
        if (!row.counts) continue;
        if (!whole.outcome) whole.outcome = reported_from(row.outcome);
        const bool same_kind = whole.outcome && row.outcome == to_word(*whole.outcome);
        if (!same_kind) continue;
        if (!whole.minutes) whole.minutes = row.minutes;
        if (!whole.level) whole.level = row.level;
        if (!whole.checkpoint) whole.checkpoint = row.checkpoint;
    }
    return whole;
}

}  // namespace

bool apply_log(Scope& scope, SessionId id, const SessionLog& log, InboxId inbox, bool counts) {
    auto session = scope.store.session(id);
    if (!session) return false;
    const SessionLog whole = counts ? merged(log, scope.store.logs_of(id)) : log;
    if (lacks_minutes(*session, whole)) counts = false;
    ports::LogRow row;
    row.session = id;
    row.tutor = session->tutor;
    row.inbox = inbox;
    row.at = scope.now;
    if (whole.outcome) row.outcome = to_word(*whole.outcome);
    row.minutes = whole.minutes;
    row.level = whole.level;
    row.checkpoint = whole.checkpoint;
    row.self_reported = scope.program().call_mode == CallMode::tutor_dials || session->talk == base::Seconds{0};
    row.doubtful = log.doubtful;
    row.counts = counts;
    scope.store.add_log(row);
    scope.store.add_fact({scope.now, "log", session->student, session->tutor, id.value, row.outcome});
    return counts && apply(scope, *session, Reported{whole}, "tutor");
}

}  // namespace tutorline::engine::calls
