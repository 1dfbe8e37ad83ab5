// Safeguarding alerts: told within the minute, acknowledged or passed on (FIELD.md B7). The text names a case number and
// nothing of the child; the words are read in the console by the focal person and deputy.
#pragma once
#include <optional>

#include "domain/conversation/decision.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Opens the case and texts the first person who is not concerned.
void raise_alert(Scope& scope, const domain::NewAlert& alert, domain::PhoneId phone, domain::InboxId inbox);
/// Nobody acknowledged it in time: the next person is told, until there is none left.
void escalate_alert(Scope& scope, domain::TaskId task);
/// Whether this number is of the programme's staff.
bool is_staff(const Scope& scope, const base::PhoneNumber& number);
/// 'RECIBIDO 14' from staff: the case is acknowledged (it stays open until it is closed with a reason). False when the text
/// is no acknowledgement.
bool acknowledge(Scope& scope, const base::PhoneNumber& staff, const ports::InboxRow& inbox);

}  // namespace tutorline::engine::texts
