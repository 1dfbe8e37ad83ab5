// A decided text becomes a row of the outbox: rendered, measured, dated, and refused where the person may not get it.
#pragma once
#include "domain/conversation/decision.hpp"
#include "engine/scope.hpp"

namespace tutorline::engine::texts {

/// Why it was written, or why not; everything but `queued` leaves no row and a fact instead.
enum class Sent { queued, stopped, no_consent, week_full, stale, said_before, enough, no_words };

/// `inbox` is the text it answers, if any. Texts that nobody asked for wait for the receiver's hours; those that would
/// then be stale are not written. Renders with the day on which it will leave, so 'tomorrow' stays right.
struct SendResult {
    Sent sent = Sent::queued;
    domain::MessageId message;  ///< none unless queued
};
SendResult send(Scope& scope, const domain::NewText& text, domain::InboxId inbox);

/// The row of a number, made when it is new to us.
ports::PhoneRow phone_row(Scope& scope, const base::PhoneNumber& number);

/// Automatic answers to this number in the last hour (B32).
int auto_replies_in_hour(const Scope& scope, const ports::PhoneRow& phone);

/// How many more automatic texts the phone may get this week (B28).
int left_this_week(const Scope& scope, const ports::PhoneRow& phone, const base::Zone& zone);

/// The number to text this family on, in the order of the sheet: usable and not stopped. None without consent for texts,
/// with this child's texts stopped, or while the family is away.
std::optional<ports::PhoneRow> text_phone(Scope& scope, const ports::StudentRow& student);

std::vector<std::string> text_languages(const ports::StudentRow& student);

}  // namespace tutorline::engine::texts
