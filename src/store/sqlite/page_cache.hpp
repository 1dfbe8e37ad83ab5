// SQLite's page cache (SQLITE_CONFIG_PCACHE2), pages found by their number in a table instead of a hash.
//
// Why ours: when SQLite sorts the pages of a split it lends one of them the number of the lock page (262,145), and its own
// cache then looks through all its pages at the next commit: 200 us with 10,000 of them, a tenth of the writer's time.
// One cache belongs to one connection; nothing here is shared between threads.
#pragma once
#include <sqlite3.h>

namespace tutorline::store {

/// For sqlite3_config, before SQLite starts.
const sqlite3_pcache_methods2& page_cache_methods();

}  // namespace tutorline::store
