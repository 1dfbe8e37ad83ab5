// Who answered: the child, or a relative in its place. Internal to domain/command.
#pragma once
#include "domain/command/read_context.hpp"

namespace tutorline::domain {

/// A brother, mother or other relative who says that he answered himself: neither passing on what the child said nor
/// helping it nor sitting beside it.
bool relative_answered(const ReadContext& context);
/// Whether the child tells who helped ('me ayudo mi mama', 'con ayuda de papa'): then the number beside it is an answer.
bool tells_of_help(const ReadContext& context);

}  // namespace tutorline::domain
