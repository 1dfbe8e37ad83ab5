#include "store/sqlite/database.hpp"

#include <SQLiteCpp/Column.h>
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

bool Use::run_unless_refused() {
    try {
        statement_.executeStep();
        return true;
    } catch (const SQLite::Exception& exception) {
        if (exception.getExtendedErrorCode() == SQLITE_CONSTRAINT_TRIGGER) return false;
        fail(exception);
    }
}

std::string_view Use::view(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    const char* text = value.getText(nullptr);
    return text == nullptr ? std::string_view{} : std::string_view(text, static_cast<std::size_t>(value.getBytes()));
}

std::span<const std::byte> Use::bytes(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    return {static_cast<const std::byte*>(value.getBlob()), static_cast<std::size_t>(value.getBytes())};
}

Database::Database(const std::string& path, int flags, const char* vfs, int busy_timeout_ms)
    : connection_(opened(path, flags, vfs, busy_timeout_ms)) {
    sqlite3_extended_result_codes(raw(), 1);
    // Statements that are kept take their memory from the same small pieces as what lives for a moment: there are enough for both.
    sqlite3_db_config(raw(), SQLITE_DBCONFIG_LOOKASIDE, nullptr, lookaside_bytes, lookaside_pieces);
}

SQLite::Statement& Database::prepared(const char* sql) try {
    const auto found = statements_.find(sql);
    return found != statements_.end() ? found->second : statements_.try_emplace(sql, connection_, sql).first->second;
} catch (const SQLite::Exception& exception) {
    fail(exception);
}

SQLite::Statement Database::prepare(std::string_view sql) try {
    return SQLite::Statement(connection_, std::string(sql));
} catch (const SQLite::Exception& exception) {
    fail(exception);
}

void Database::execute(const char* sql) try { connection_.exec(sql); } catch (const SQLite::Exception& exception) {
    fail(exception);
}

std::int64_t Database::number(const char* sql) {
    SQLite::Statement statement = prepare(sql);
    Use use(statement);
    return use.step() ? use.integer(0) : 0;
}

}  // namespace tutorline::store
