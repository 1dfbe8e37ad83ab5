// The floor: a bare loop that writes rows to a new SQLite file, with nothing around it. Prepared statements by primary
// key, values in memory, synchronous=OFF, 1,000 rows a transaction; the round's tables, CHECKs and indexes. Left out,
// because they read: the triggers, the enforcement of foreign keys, and updates that would change no value.
#pragma once
#include <map>
#include <string>
#include <tuple>

#include "row_writes.hpp"

namespace tutorline::bench {

class BareLoop {
  public:
    /// A new file at `path` with the schema.
    explicit BareLoop(const std::string& path);
    ~BareLoop();
    BareLoop(const BareLoop&) = delete;
    BareLoop& operator=(const BareLoop&) = delete;

    /// Writes the rows; only this is timed.
    void write(const Chunk& chunk);
    /// Commits what is open.
    void finish();

    const Tables& tables() const { return tables_; }
    std::size_t rows() const { return rows_; }
    double seconds() const { return seconds_; }
    /// Rows that stand in one of the files only: 0 when both hold the same. Not timed.
    std::size_t differences(const std::string& other);

  private:
    sqlite3_stmt* statement_for(const RowWrite& write);
    void write_row(const Chunk& chunk, const RowWrite& write);

    sqlite3* connection_ = nullptr;
    Tables tables_;
    std::map<std::tuple<std::uint8_t, RowWrite::Kind, Columns>, sqlite3_stmt*> statements_;
    std::size_t rows_ = 0;
    std::size_t in_transaction_ = 0;
    double seconds_ = 0;
};

}  // namespace tutorline::bench
