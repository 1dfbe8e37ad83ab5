// What an answer leaves behind: the item's row, the answer's row and the practice model.
#pragma once
#include "domain/conversation/decision.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Stores the step of an item; a graded answer is kept and learned from, in constant time.
void step_item(Scope& scope, const domain::ItemStep& step, domain::InboxId inbox);

}  // namespace tutorline::engine::texts
