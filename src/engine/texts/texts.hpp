// What the rest of the engine asks of the part that decides about texts. All inside the event's transaction; a text that
// should go out is written with store.enqueue().
#pragma once
#include "domain/session/session.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// An inbound text; `row` is not stored yet. `row.phone` is set (a new row for an unknown number) unless the sender is a
/// short code or a name. Nothing follows from it before its inbox key is claimed: a text seen before, at any distance in
/// time, changes nothing (I2). True when it changed anything.
bool receive(Scope& scope, ports::InboxRow row);

/// A call from a phone to our number, rejected at no cost: 'call me' (B21). Claimed like a text.
bool missed_call(Scope& scope, const ports::InboxRow& row);

/// A timer of the texts' kinds is due (TimerKind 10 and up); it is removed already.
void due(Scope& scope, const ports::Timer& timer);

/// Sets the timers that keep themselves going (tutors' schedules, chases, the week's items) after an import or a start.
/// Doing it again changes nothing.
void start(Scope& scope);

/// Something happened to a session that families or tutors may have to hear of.
struct SessionChange {
    enum class What {
        closed,    ///< has its outcome: `after.outcome`
        rebooked,  ///< the next attempt is at `after.booked_at`, after a dial that failed
        moved,     ///< a person or a pause moved it to another time
        called,    ///< in mode tutor_dials: it is time, the tutor dials
        asks_first,   ///< the call opens with the question whether calls may go on
        unreachable,  ///< the student has no number left that may be dialled
    };
    What what = What::closed;
    domain::Session before;
    domain::Session after;
};
void session_changed(Scope& scope, const SessionChange& change);

/// A pause moved it to another hour: both sides hear it now, of a day that is weeks away two working days before the hour they
/// know (a text weeks ahead is forgotten).
void paused_session_moved(Scope& scope, const domain::Session& before, const domain::Session& after);
/// That time has come: the family hears the hour that holds now, unless it heard it already or the lesson is no more.
void tell_of_move(Scope& scope, domain::SessionId session);

/// Calls of one phone that waited for an hour got one, or the one back that they were promised: the family hears it once for all of
/// them, the tutor of each.
void hour_set(Scope& scope, const std::vector<domain::Session>& sessions, bool as_promised);
/// The child has another tutor or hour (`enrollment` as it is now), or for now none: what the family and the new tutor hear,
/// each once. `next` is the next lesson.
void place_changed(Scope& scope, const ports::EnrollmentRow& enrollment, domain::TutorId old_tutor, const std::optional<domain::Session>& next);

/// These are this tutor's students no more: told in one text, not in one for each.
void students_gone(Scope& scope, domain::TutorId tutor, const std::vector<domain::StudentId>& students);

/// A child was missed again: what the family is told (B40); tasks for people are opened by the engine.
void missed(Scope& scope, const ports::EnrollmentRow& enrollment, const domain::Session& session);

}  // namespace tutorline::engine::texts
