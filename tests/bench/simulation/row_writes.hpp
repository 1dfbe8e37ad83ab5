// Row writes as values in memory: what a round wrote, row by row and in its order, ready to be written again.
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::bench {

/// One value of a row; texts and blobs lie in their chunk's bytes.
struct Cell {
    enum class Type : std::uint8_t { null, whole, real, text, blob };
    Type type = Type::null;
    std::uint32_t size = 0;
    union {
        std::int64_t whole = 0;
        double real;
        std::size_t at;  ///< first byte
    };
};

/// Which columns of a row, by bit; no table of ours has more than 64.
using Columns = std::uint64_t;

struct RowWrite {
    enum class Kind : std::uint8_t { insert, update, remove };
    Kind kind = Kind::insert;
    std::uint8_t table = 0;       ///< index into Tables::all()
    Columns set = 0;              ///< insert: all columns; update: those whose value changed; remove: none
    std::size_t first_cell = 0;   ///< the cells of `set` in order, then those of the primary key (update and remove)
};

/// Writes in the order in which they were made.
struct Chunk {
    std::vector<RowWrite> writes;
    std::vector<Cell> cells;
    std::string bytes;

    void add(sqlite3_value* value);
    void clear();
};

struct Table {
    std::string name;
    int columns = 0;
    std::vector<int> key;  ///< columns of the primary key, in its order
    std::vector<std::string> column_names;
};

/// The tables of a schema, in its order.
class Tables {
  public:
    /// Reads them off a connection that has the schema.
    explicit Tables(sqlite3* connection);
    const std::vector<Table>& all() const { return tables_; }
    /// -1 for a table that is not of the schema.
    int find(std::string_view name) const;

  private:
    std::vector<Table> tables_;
};

/// Processor seconds of this process so far: what else the machine does hardly counts, and no side here waits for a disk.
double cpu_seconds();

/// Throws std::runtime_error with SQLite's words unless `code` is SQLITE_OK, SQLITE_ROW or SQLITE_DONE.
void require_ok(sqlite3* connection, int code);

}  // namespace tutorline::bench
