// Carries out what was decided about a session: saves it, books half hours, places dials, writes outcomes, facts and
// timers, and tells the texts. The one place where a session's row changes.
#pragma once
#include <optional>
#include <string_view>

#include "domain/session/decide.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::calls {

constexpr base::Minutes half_hour{30};                   ///< what a call takes of a tutor's week
constexpr std::string_view by_engine = "engine";  ///< the author of what nobody decided

/// Decides and carries out. `author` stands in the outcome's row. True when anything changed; `state` becomes the new one.
bool apply(Scope& scope, domain::Session& state, const domain::SessionEvent& event, std::string_view author);

/// Saves a session that was changed by hand (a move, a reopening), with its timer.
void store_session(Scope& scope, const domain::Session& before, const domain::Session& after);

/// Writes the outcome's row, saves the closed session, counts it for the child and tells the texts.
void close(Scope& scope, const domain::Session& before, const domain::Session& after, std::string_view author);

/// The student's next call opens with the question whether calls may go on; the tutor hears of it.
void ask_at_next_call_of(Scope& scope, domain::StudentId student);

/// Places a dial to the next of the student's usable numbers. False when there is none.
bool place_dial(Scope& scope, domain::Session& session, bool continues);

/// The sibling's session that this one's dial serves too (B1); none as a rule.
std::optional<domain::Session> rider_of(Scope& scope, const domain::Session& session);

/// The tutor has no other call and no absence in that half hour.
bool is_free(Scope& scope, domain::TutorId tutor, base::Instant at);

/// The student's numbers that may be dialled, in order.
std::vector<ports::PhoneRow> callable_phones(Scope& scope, domain::StudentId student);

}  // namespace tutorline::engine::calls
