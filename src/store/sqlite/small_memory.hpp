// SQLite's memory (SQLITE_CONFIG_MALLOC): small pieces come back to a list of their thread and are taken from there.
//
// Debian's SQLite is built without its own short-cut for this (lookaside); a text of a family takes and gives back 170
// pieces, nearly all of them small.
#pragma once
#include <sqlite3.h>

namespace tutorline::store {

/// For sqlite3_config, before SQLite starts.
const sqlite3_mem_methods& small_memory_methods();

}  // namespace tutorline::store
