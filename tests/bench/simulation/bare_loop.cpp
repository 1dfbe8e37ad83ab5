#include "bare_loop.hpp"

#include <bit>
#include <stdexcept>

#include "store/store.hpp"

namespace tutorline::bench {
namespace {

constexpr std::size_t rows_per_transaction = 1000;

void run(sqlite3* connection, const std::string& sql) { require_ok(connection, sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr)); }

std::vector<std::string> first_column(sqlite3* connection, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    require_ok(connection, sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr));
    std::vector<std::string> found;
    while (sqlite3_step(statement) == SQLITE_ROW) found.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    require_ok(connection, sqlite3_finalize(statement));
    return found;
}

/// The store's own schema, then without what reads.
sqlite3* open_file(const std::string& path) {
    if (const auto made = store::open({.path = path, .durable = false, .checkpoints = false}); !made) throw std::runtime_error(made.error().message);
    sqlite3* connection = nullptr;
    require_ok(connection, sqlite3_open(path.c_str(), &connection));
    for (const char* pragma : {"journal_mode = WAL", "synchronous = OFF", "foreign_keys = OFF", "secure_delete = OFF", "cache_size = -65536"})
        run(connection, std::string{"PRAGMA "} + pragma);
    for (const auto& trigger : first_column(connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")) run(connection, "DROP TRIGGER " + trigger);
    return connection;
}

std::string sql_of(const Table& table, const RowWrite& write) {
    const auto join = [](std::string& text, std::string_view separator, const std::string& part) { text.append(text.empty() ? "" : separator).append(part); };
    std::string set, key;
    for (int column = 0; column < table.columns; ++column) {
        const bool in = (write.set >> column & 1) != 0;
        if (in) join(set, ", ", write.kind == RowWrite::Kind::insert ? "?" : "\"" + table.column_names[static_cast<std::size_t>(column)] + "\" = ?");
    }
    for (const int column : table.key) join(key, " AND ", "\"" + table.column_names[static_cast<std::size_t>(column)] + "\" = ?");
    switch (write.kind) {
        case RowWrite::Kind::insert: return "INSERT INTO \"" + table.name + "\" VALUES (" + set + ")";
        case RowWrite::Kind::update: return "UPDATE \"" + table.name + "\" SET " + set + " WHERE " + key;
        case RowWrite::Kind::remove: break;
    }
    return "DELETE FROM \"" + table.name + "\" WHERE " + key;
}

void bind(sqlite3_stmt* statement, int at, const Cell& cell, const std::string& bytes) {
    switch (cell.type) {
        case Cell::Type::null: sqlite3_bind_null(statement, at); break;
        case Cell::Type::whole: sqlite3_bind_int64(statement, at, cell.whole); break;
        case Cell::Type::real: sqlite3_bind_double(statement, at, cell.real); break;
        case Cell::Type::text: sqlite3_bind_text(statement, at, bytes.data() + cell.at, static_cast<int>(cell.size), SQLITE_STATIC); break;
        case Cell::Type::blob: sqlite3_bind_blob(statement, at, bytes.data() + cell.at, static_cast<int>(cell.size), SQLITE_STATIC); break;
    }
}

}  // namespace

BareLoop::BareLoop(const std::string& path) : connection_(open_file(path)), tables_(connection_) {}

BareLoop::~BareLoop() {
    for (const auto& [what, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(connection_);
}

sqlite3_stmt* BareLoop::statement_for(const RowWrite& write) {
    sqlite3_stmt*& statement = statements_[{write.table, write.kind, write.set}];
    if (statement == nullptr) {
        const std::string sql = sql_of(tables_.all()[write.table], write);
        require_ok(connection_, sqlite3_prepare_v3(connection_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    }
    return statement;
}

void BareLoop::write_row(const Chunk& chunk, const RowWrite& write) {
    sqlite3_stmt* statement = statement_for(write);
    const auto keys = write.kind == RowWrite::Kind::insert ? 0 : tables_.all()[write.table].key.size();
    const auto count = static_cast<std::size_t>(std::popcount(write.set)) + keys;
    for (std::size_t i = 0; i < count; ++i) bind(statement, static_cast<int>(i) + 1, chunk.cells[write.first_cell + i], chunk.bytes);
    require_ok(connection_, sqlite3_step(statement));
    sqlite3_reset(statement);
}

void BareLoop::write(const Chunk& chunk) {
    for (const RowWrite& row : chunk.writes) statement_for(row);  // preparing is not writing
    const double start = cpu_seconds();
    for (const RowWrite& row : chunk.writes) {
        if (in_transaction_ == 0) run(connection_, "BEGIN");
        write_row(chunk, row);
        if (++in_transaction_ == rows_per_transaction) {
            run(connection_, "COMMIT");
            in_transaction_ = 0;
        }
    }
    seconds_ += cpu_seconds() - start;
    rows_ += chunk.writes.size();
}

void BareLoop::finish() {
    const double start = cpu_seconds();
    if (in_transaction_ > 0) run(connection_, "COMMIT");
    in_transaction_ = 0;
    seconds_ += cpu_seconds() - start;
}

std::size_t BareLoop::differences(const std::string& other) {
    run(connection_, "ATTACH '" + other + "' AS other");
    std::size_t rows = 0;
    for (const Table& table : tables_.all()) {
        for (const auto& [a, b] : {std::pair{"main", "other"}, std::pair{"other", "main"}})
            rows += std::stoul(first_column(connection_, std::string{"SELECT count(*) FROM (SELECT * FROM "} + a + "." + table.name + " EXCEPT SELECT * FROM " + b + "." + table.name + ")").front());
    }
    run(connection_, "DETACH other");
    return rows;
}

}  // namespace tutorline::bench
