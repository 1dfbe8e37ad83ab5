#include "domain/session/dosage.hpp"

#include <cmath>

#include "domain/session/early_warning.hpp"

namespace tutorline::domain {
namespace {

bool is_lesson(const Session& session) { return session.kind == SessionKind::lesson; }

}  // namespace

Dose programme_dose(const Program& program) {
    const int sessions = program.weeks * program.sessions_per_week;
    return {sessions, sessions * program.call_minutes};
}

Dose scheduled_dose(std::span<const Session> sessions, const Program& program) {
    Dose dose;
    for (const Session& session : sessions)
        if (is_lesson(session)) ++dose.sessions;
    dose.minutes = dose.sessions * program.call_minutes;
    return dose;
}

AdequateDose adequate_dose(const Program& program) {
    const double designed = static_cast<double>(programme_dose(program).minutes.count());
    return {base::Minutes{std::lround(std::ceil(designed * program.dosage.adequate_minutes))},
            program.dosage.adequate_checkpoints};
}

Dose actual_dose(std::span<const Session> sessions) {
    Dose dose;
    base::Seconds child{0};
    for (const Session& session : sessions) {
        if (!is_lesson(session) || !session.outcome || !counts_as_child_session(*session.outcome)) continue;
        ++dose.sessions;
        child += session.child;
    }
    dose.minutes = std::chrono::floor<base::Minutes>(child);
    return dose;
}

bool is_adequate(std::span<const Session> sessions, const Program& program) {
    const AdequateDose needed = adequate_dose(program);
    int checkpoints = 0;
    for (const Session& session : sessions)
        if (is_lesson(session) && (session.checkpoint == Checkpoint::right || session.checkpoint == Checkpoint::wrong))
            ++checkpoints;
    return actual_dose(sessions).minutes >= needed.minutes && checkpoints >= needed.checkpoints;
}

}  // namespace tutorline::domain
