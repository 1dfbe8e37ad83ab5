#include "store/sqlite/database.hpp"

namespace tutorline::store {

void fail(sqlite3* connection, int code) {
    const int primary = code & 0xff;
    const bool retryable = primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_FULL ||
                           primary == SQLITE_IOERR || primary == SQLITE_NOMEM || primary == SQLITE_READONLY ||
                           primary == SQLITE_CANTOPEN;
    // The message of a refused row names columns and rules, never values.
    const std::string message = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    throw ports::StoreFailure("store: " + message, retryable);
}

std::string_view Use::view(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return bytes == nullptr ? std::string_view{}
                            : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Database::Database(const std::string& path, int flags, const char* vfs) {
    const int code = sqlite3_open_v2(path.c_str(), &connection_, flags, vfs);
    if (code != SQLITE_OK) {
        sqlite3_close(connection_);
        fail(nullptr, code);
    }
    sqlite3_extended_result_codes(connection_, 1);
}

Database::~Database() {
    for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(connection_);
}

sqlite3_stmt* Database::prepared(const char* sql, std::size_t length) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(connection_, sql, static_cast<int>(length), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(connection_, code);
    statements_.emplace(sql, statement);
    return statement;
}

Database::OwnedStatement Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
    if (code != SQLITE_OK) fail(connection_, code);
    return {statement, sqlite3_finalize};
}

void Database::execute(const char* sql) {
    const int code = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(connection_, code);
}

std::int64_t Database::number(const char* sql) {
    const OwnedStatement statement = prepare(sql);
    Use use(connection_, statement.get());
    return use.step() ? use.integer(0) : 0;
}

}  // namespace tutorline::store
