// The four dosages that must be told apart (FIELD.md part e, after Accelerate 2025). Pure sums over a child's sessions.
#pragma once
#include <span>

#include "domain/program.hpp"
#include "domain/session/session.hpp"

namespace tutorline::domain {

struct Dose {
    int sessions = 0;
    base::Minutes minutes{0};
};

/// By design: sessions of the round times minutes of a call.
Dose programme_dose(const Program& program);
/// Put in the calendar for this child: lessons, whatever became of them.
Dose scheduled_dose(std::span<const Session> sessions, const Program& program);
/// What the programme says is needed at least: a share of the designed minutes, and checkpoints done.
struct AdequateDose {
    base::Minutes minutes{0};
    int checkpoints = 0;
};
AdequateDose adequate_dose(const Program& program);
/// Delivered: lessons with the child on the line and the child's minutes (whole minutes of the added seconds).
Dose actual_dose(std::span<const Session> sessions);
/// Enough minutes and enough checkpoints done.
bool is_adequate(std::span<const Session> sessions, const Program& program);

}  // namespace tutorline::domain
