// What an outcome means for the child: attendance and early warning, the ladder of levels, the number that was dialled.
#pragma once
#include "domain/session/session.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::calls {

/// Counts a lesson's outcome, first or corrected, opens the tasks it asks for, and moves the child along the ladder.
void count_outcome(Scope& scope, const domain::Session& before, const domain::Session& after);
/// A lesson fell through because the tutor did not answer the service: after silent_lessons of them in a row a coordinator
/// hears of it, for nobody else would (each is the programme's fault, not the child's).
constexpr int silent_lessons = 3;
void note_silence(Scope& scope, const domain::Session& session);
/// A closed session is opened again: it counts for nothing until it ends again.
void forget_outcome(Scope& scope, const domain::Session& session);
/// A stranger answered the last dial of this session: blocks that number for the student.
void block_after_report(Scope& scope, const domain::Session& session);
/// The network's word on a number nobody answered, or the good sign that somebody did.
void note_dial(Scope& scope, const domain::Attempt& attempt, const domain::Session& session);

}  // namespace tutorline::engine::calls
