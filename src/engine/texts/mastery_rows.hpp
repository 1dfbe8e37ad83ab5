// The practice model's rows in the store. Beliefs about items are kept in bundles of one skill and set (24 problems), so that
// a choice reads five rows and an answer writes one of them. Everything is a list of doubles: replayable bit for bit.
#pragma once
#include "domain/practice/choice.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Learns from one graded answer to a sent item, in constant time. The chance the model gave before it saw the answer.
double learn(Scope& scope, const ports::ItemSentRow& sent, bool right);

/// The next practice item of the skill that the ladder says; none when the child has had them all.
domain::ItemChoice choose(Scope& scope, const ports::StudentRow& student);

}  // namespace tutorline::engine::texts
