// The numbers of a student's row, read again: which are used from now on, and whose stop goes on.
#pragma once
#include "base/civil_time.hpp"
#include "domain/roster/roster.hpp"
#include "ports/store.hpp"

namespace tutorline::engine {

/// The number's row, made when it is new to us.
domain::PhoneId phone_of(ports::Store& store, const base::PhoneNumber& number);

/// The numbers of the row, in its order, inside the caller's transaction. What people said of a number stays: one that is
/// wrong stays wrong. One that the row names no more is used no more: texts that wait for it are not sent, and what it was
/// asked is closed. A family's stop of texts outlives the number it came from: as the child's own stop, which an opt-in from
/// any of its numbers ends, when the row's new order or new numbers would text it again, and when the child is new here but
/// another of that first name shares a number with it (the same child under a new key). A stop of calls goes on at the
/// row's new numbers, but a neighbour's, when the stopped number is gone from the row or every number was stopped. Gives how
/// many numbers were retired.
int save_phones(ports::Store& store, domain::StudentId id, const domain::Student& student, base::Instant now);

}  // namespace tutorline::engine
