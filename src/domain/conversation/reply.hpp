// Answers to whoever just wrote: in which language, and whether an automatic one is still allowed (FIELD.md B32,
// RELIABILITY I5 and Q3).
#pragma once
#include <string>

#include "domain/conversation/decision.hpp"
#include "domain/program.hpp"

namespace tutorline::domain {

/// An unknown number gets no more than this in a day.
constexpr int unknown_replies_per_day = 3;
/// An answer to a person's own text may leave in quiet hours for this long.
constexpr base::Minutes direct_answer_within{10};

/// A family whose text changes something is answered past the hour's limit, but no more than so often in a day.
constexpr int changes_answered_per_day = 6;

/// Never for machines, stopped or wrong phones, nor past the hour's limit.
bool may_auto_reply(const FamilyView& view, const Program& program);
/// The limit is against loops with machines and strangers: a family that asked for a change must hear what came of it.
bool may_answer_change(const FamilyView& view, const Program& program);

/// Nothing in the packs says so in words: the examples alone made the class likely.
bool by_likeness(const Reading& reading);
/// Languages of the first child; of the programme for a phone that is nobody's.
std::vector<std::string> languages_of(const FamilyView& view, const Program& program);
const ChildOnPhone* find_child(const FamilyView& view, StudentId student);
/// The child the reader named, else the only active one; null where it could be either.
const ChildOnPhone* child_meant(const FamilyView& view, const Reading& reading);
/// Short names of the active children, for texts to the family itself; of `only` alone where it is given.
std::vector<std::string> children_named(const FamilyView& view, const ChildOnPhone* only = nullptr);

NewText text_to_family(const FamilyView& view, const Program& program, TextKind kind, std::string key, Arguments arguments,
                       base::Instant now);
/// Adds an automatic reply where it is allowed; says whether it was.
bool auto_reply(TextDecision& decision, const FamilyView& view, const Program& program, std::string key, Arguments arguments,
                base::Instant now);
/// The same for the answer to a text that changes a call or a pause: the text, to be completed at once, or null.
NewText* answer_change(TextDecision& decision, const FamilyView& view, const Program& program, std::string key, Arguments arguments,
                       base::Instant now);
/// A text to the tutor of a child, about that child; nothing where the tutor cannot be texted.
std::optional<NewText> text_to_tutor_of(const ChildOnPhone& child, std::string key, Arguments arguments, base::Instant now);

/// Texts of opt-outs and everything else about the programme name it the same way.
Arguments programme_arguments(const Program& program);

}  // namespace tutorline::domain
