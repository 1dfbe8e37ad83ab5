// The text of store/schema.sql and its number. A database of another number is refused, never guessed at.
#pragma once

namespace tutorline::store {

extern const char* const schema_sql;
constexpr int schema_version = 1;

}  // namespace tutorline::store
