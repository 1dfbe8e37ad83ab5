#include "store/sqlite/database.hpp"

#include <SQLiteCpp/Exception.h>

namespace tutorline::store {
namespace {

constexpr int lookaside_bytes = 1200;
constexpr int lookaside_pieces = 2000;

SQLite::Database opened(const std::string& path, int flags, const char* vfs, int busy_timeout_ms) try {
    return SQLite::Database(path.c_str(), flags, busy_timeout_ms, vfs);
} catch (const SQLite::Exception& exception) {
    fail(exception);
}

}  // namespace

void fail(const SQLite::Exception& exception) {
    const int primary = exception.getErrorCode() & 0xff;
    const bool retryable = primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_FULL ||
                           primary == SQLITE_IOERR || primary == SQLITE_NOMEM || primary == SQLITE_READONLY ||
                           primary == SQLITE_CANTOPEN;
    // The message of a refused row names columns and rules, never values.
    throw ports::StoreFailure("store: " + std::string(exception.what()), retryable);
}

void fail(sqlite3* connection, int code) { fail(SQLite::Exception(connection, code)); }

Statement::Statement(sqlite3* connection, std::string_view sql) {
    const int code = sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &handle_, nullptr);
    if (code != SQLITE_OK) fail(connection, code);
}

bool Use::run_unless_refused() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_CONSTRAINT_TRIGGER) return false;
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(statement_), code);
    return true;
}

std::string_view Use::view(int column) const {
    const unsigned char* text = sqlite3_column_text(statement_, column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::span<const std::byte> Use::bytes(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    return {static_cast<const std::byte*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Database::Database(const std::string& path, int flags, const char* vfs, int busy_timeout_ms)
    : connection_(opened(path, flags, vfs, busy_timeout_ms)) {
    sqlite3_extended_result_codes(raw(), 1);
    // Statements that are kept take their memory from the same small pieces as what lives for a moment: there are enough for both.
    sqlite3_db_config(raw(), SQLITE_DBCONFIG_LOOKASIDE, nullptr, lookaside_bytes, lookaside_pieces);
}

Statement& Database::prepared(const char* sql) {
    const auto found = statements_.find(sql);
    return found != statements_.end() ? found->second : statements_.try_emplace(sql, raw(), sql).first->second;
}

void Database::execute(const char* sql) try { connection_.exec(sql); } catch (const SQLite::Exception& exception) {
    fail(exception);
}

std::int64_t Database::number(const char* sql) {
    Statement statement = prepare(sql);
    Use use(statement);
    return use.step() ? use.integer(0) : 0;
}

}  // namespace tutorline::store
