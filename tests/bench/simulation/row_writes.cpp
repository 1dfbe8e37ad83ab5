#include "row_writes.hpp"

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace tutorline::bench {

void require_ok(sqlite3* connection, int code) {
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(connection));
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void Chunk::add(sqlite3_value* value) {
    Cell cell;
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            cell.type = Cell::Type::whole;
            cell.whole = sqlite3_value_int64(value);
            break;
        case SQLITE_FLOAT:
            cell.type = Cell::Type::real;
            cell.real = sqlite3_value_double(value);
            break;
        case SQLITE_NULL: break;
        default:
            cell.type = sqlite3_value_type(value) == SQLITE_BLOB ? Cell::Type::blob : Cell::Type::text;
            const auto* first = static_cast<const char*>(sqlite3_value_blob(value));
            cell.size = static_cast<std::uint32_t>(sqlite3_value_bytes(value));
            cell.at = bytes.size();
            if (cell.size > 0) bytes.append(first, cell.size);
    }
    cells.push_back(cell);
}

void Chunk::clear() {
    writes.clear();
    cells.clear();
    bytes.clear();
}

Tables::Tables(sqlite3* connection) {
    sqlite3_stmt* statement = nullptr;
    require_ok(connection, sqlite3_prepare_v2(connection,
                                              "SELECT t.name, c.name, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c "
                                              "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.rowid, c.cid",
                                              -1, &statement, nullptr));
    std::vector<std::pair<int, int>> key;  // place in the key, column
    const auto end_table = [&] {
        if (tables_.empty()) return;
        std::ranges::sort(key);
        for (const auto& [place, column] : key) tables_.back().key.push_back(column);
        key.clear();
    };
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const std::string name = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        if (tables_.empty() || tables_.back().name != name) {
            end_table();
            tables_.push_back({name, 0, {}, {}});
        }
        Table& table = tables_.back();
        if (const int place = sqlite3_column_int(statement, 2); place > 0) key.emplace_back(place, table.columns);
        table.column_names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 1)));
        ++table.columns;
    }
    end_table();
    require_ok(connection, sqlite3_finalize(statement));
}

int Tables::find(std::string_view name) const {
    const auto found = std::ranges::find(tables_, name, &Table::name);
    return found == tables_.end() ? -1 : static_cast<int>(found - tables_.begin());
}

}  // namespace tutorline::bench
