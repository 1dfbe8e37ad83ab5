// Listens to a round's own connection and notes every row it inserts, changes or deletes. Nothing in the product knows:
// SQLite calls the recorder for the first connection that is opened while it listens.
#pragma once
#include <cstdint>
#include <functional>
#include <unordered_map>

#include "row_writes.hpp"

namespace tutorline::bench {

class Recorder {
  public:
    /// `full` gets the writes, about `writes_max` at a time and in order; finish() hands over the rest.
    Recorder(const Tables& tables, std::size_t writes_max, std::function<void(const Chunk&)> full);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    void finish();

    /// Per table: rows inserted, updated, of these updates those that changed no value, rows deleted.
    struct Counts {
        std::uint64_t inserted = 0, updated = 0, unchanged = 0, removed = 0;
    };
    const std::vector<Counts>& counts() const { return counts_; }

  private:
    static int opened(sqlite3* connection, char** error, const void* api);
    static void row_changes(void* self, sqlite3* connection, int operation, const char* database, const char* table, sqlite3_int64 old_row,
                            sqlite3_int64 new_row);
    void note(sqlite3* connection, int operation, const char* table);
    void note_insert(sqlite3* connection, const Table& table, RowWrite& write);
    bool note_update(sqlite3* connection, const Table& table, RowWrite& write);
    void note_key(sqlite3* connection, const Table& table);

    const Tables& tables_;
    std::size_t writes_max_;
    std::function<void(const Chunk&)> full_;
    Chunk chunk_;
    std::vector<Counts> counts_;
    std::unordered_map<const char*, int> known_;  ///< by the address of the name, which is the schema's
    bool attached_ = false;
};

}  // namespace tutorline::bench
