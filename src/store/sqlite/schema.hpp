// The text of store/schema.sql and its number. A database of another number is refused, never guessed at.
#pragma once

namespace tutorline::store {

extern const char* const schema_sql;
constexpr int schema_version = 3;
/// Our mark in the header of the file ("Tutl"), set before anything else: a database without it is somebody else's.
constexpr int application_id = 0x5475746c;

}  // namespace tutorline::store
