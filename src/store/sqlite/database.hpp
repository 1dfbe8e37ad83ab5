// One SQLite connection with its prepared statements. Errors become ports::StoreFailure; nothing here knows a table.
#pragma once
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "base/id.hpp"
#include "ports/store.hpp"

namespace tutorline::store {

/// Throws StoreFailure for a result code: busy, full and I/O errors are retryable.
[[noreturn]] void fail(sqlite3* connection, int code);

/// A prepared statement while it is used; reset when the use ends. Bind in order, then step.
class Use {
  public:
    Use(sqlite3* connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
    ~Use() { sqlite3_reset(statement_); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    /// Binds all parameters in order. Texts are not copied: they must live until the last step.
    template <class... Values>
    Use& bind(const Values&... values) {
        (put(values), ...);
        return *this;
    }
    bool step() {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code == SQLITE_DONE) return false;
        fail(connection_, code);
    }
    void run() {
        while (step()) {
        }
    }

    /// False when a trigger of the schema refused the row; nothing was written then.
    bool run_unless_refused() {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_CONSTRAINT_TRIGGER) return false;
        if (code != SQLITE_DONE) fail(connection_, code);
        return true;
    }

    bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    int number(int column) const { return static_cast<int>(integer(column)); }
    bool flag(int column) const { return integer(column) != 0; }
    double real(int column) const { return sqlite3_column_double(statement_, column); }
    std::string_view view(int column) const;  ///< valid until the next step
    std::string text(int column) const { return std::string(view(column)); }
    base::Instant instant(int column) const { return base::Instant{std::chrono::seconds{integer(column)}}; }
    std::optional<base::Instant> maybe_instant(int column) const {
        return null(column) ? std::nullopt : std::optional(instant(column));
    }
    base::Seconds seconds(int column) const { return base::Seconds{integer(column)}; }
    std::chrono::sys_days day(int column) const { return std::chrono::sys_days{std::chrono::days{integer(column)}}; }
    template <class IdType>
    IdType id(int column) const {
        return IdType{integer(column)};  // NULL reads as 0, which is 'none'
    }
    sqlite3_stmt* raw() const { return statement_; }

  private:
    void check(int code) {
        if (code != SQLITE_OK) fail(connection_, code);
    }
    template <class Number>
        requires std::is_integral_v<Number>
    void put(Number value) {
        check(sqlite3_bind_int64(statement_, ++bound_, static_cast<sqlite3_int64>(value)));
    }
    void put(double value) { check(sqlite3_bind_double(statement_, ++bound_, value)); }
    void put(std::nullptr_t) { check(sqlite3_bind_null(statement_, ++bound_)); }
    void put(std::string_view value) {
        // Not copied: the text lives until the step, by the contract of bind(). An empty view may have no address, which
        // SQLite would take for NULL.
        check(sqlite3_bind_text(statement_, ++bound_, value.empty() ? "" : value.data(), static_cast<int>(value.size()),
                                SQLITE_STATIC));
    }
    void put(const std::string& value) { put(std::string_view(value)); }
    void put(const char* value) { put(std::string_view(value)); }
    void put(base::Instant value) { put(value.time_since_epoch().count()); }
    void put(base::Seconds value) { put(value.count()); }
    void put(std::chrono::sys_days value) { put(value.time_since_epoch().count()); }
    /// 'None' becomes NULL.
    template <class Tag>
    void put(base::Id<Tag> value) {
        if (value) {
            put(value.value);
        } else {
            put(nullptr);
        }
    }
    template <class T>
    void put(const std::optional<T>& value) {
        if (value) {
            put(*value);
        } else {
            put(nullptr);
        }
    }

    sqlite3* connection_;
    sqlite3_stmt* statement_;
    int bound_ = 0;
};

/// A connection. `use` takes string literals only: statements are kept by the address of their text.
class Database {
  public:
    /// Throws StoreFailure when the file cannot be opened. `vfs` may be null.
    Database(const std::string& path, int flags, const char* vfs);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    template <std::size_t N>
    Use use(const char (&sql)[N]) {
        return Use(connection_, prepared(sql, N - 1));
    }
    /// Prepared for this one use, for SQL that is not a literal.
    using OwnedStatement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;
    OwnedStatement prepare(std::string_view sql);
    void execute(const char* sql);
    /// The first column of a statement's first row as a number, 0 when there is none.
    std::int64_t number(const char* sql);
    std::int64_t last_id() const { return sqlite3_last_insert_rowid(connection_); }
    int changes() const { return sqlite3_changes(connection_); }
    sqlite3* raw() const { return connection_; }

  private:
    sqlite3_stmt* prepared(const char* sql, std::size_t length);

    sqlite3* connection_ = nullptr;
    std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace tutorline::store
