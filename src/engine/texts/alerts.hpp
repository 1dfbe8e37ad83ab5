// Safeguarding alerts: told within the minute, acknowledged or passed on (FIELD.md B7). The text names a case number and
// nothing of the child; the words are read in the console by the focal person and deputy.
#pragma once
#include <optional>

#include "domain/conversation/decision.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Opens the case and texts the first person who is not concerned. An alarm of a number and child with an open case joins
/// it: kept with it as a fact, told again at once when its words are new, and no more than once an hour, with their count.
/// Of unknown numbers five new cases an hour are told of one by one; the others keep a task each, and one more case stands
/// for them all: it passes along the chain, told again once an hour, and acknowledged by its own number.
void raise_alert(Scope& scope, const domain::NewAlert& alert, domain::PhoneId phone, domain::InboxId inbox);
/// A case's timer: the next person is told where nobody acknowledged it in time, until there is none left; and of later
/// alarms that nobody was told of yet.
void escalate_alert(Scope& scope, domain::TaskId task);
/// Numbers that must not hear of a case: the tutor who is concerned and the tutors of all children on that phone.
std::vector<base::PhoneNumber> excluded(Scope& scope, const ports::TaskRow& task);
/// Whoever closes the case that stands for many unknown numbers has looked at all of them: their own cases close with it, but
/// for those that came after staff were last told. Of any other case it does nothing.
void close_strangers(Scope& scope, const ports::TaskRow& group, std::string_view reason, std::string_view author);
/// Whether this number is of the programme's staff.
bool is_staff(const Scope& scope, const base::PhoneNumber& number);
/// 'RECIBIDO 14', and nothing else, from somebody who was told of case 14: it is acknowledged (it stays open until it is
/// closed with a reason). Without a number where it can be one case alone. Whatever else speaks of receiving acknowledges
/// nothing and is asked once an hour which case is meant. False when the text is about none.
bool acknowledge(Scope& scope, const base::PhoneNumber& staff, const ports::InboxRow& inbox);

}  // namespace tutorline::engine::texts
