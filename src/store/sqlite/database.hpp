// One connection with its prepared statements, over SQLiteCpp. Errors become ports::StoreFailure; nothing here knows a table.
#pragma once
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "base/id.hpp"
#include "ports/store.hpp"

namespace tutorline::store {

/// Throws StoreFailure: busy, full and I/O errors are retryable.
[[noreturn]] void fail(const SQLite::Exception& exception);
[[noreturn]] void fail(sqlite3* connection, int code);

/// SQL that was read and waits to be used. SQLite's own, not SQLiteCpp's: that copies texts it is given and counts
/// references for every column it is asked for.
class Statement {
  public:
    /// Throws StoreFailure.
    Statement(sqlite3* connection, std::string_view sql);
    ~Statement() { sqlite3_finalize(handle_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    sqlite3_stmt* handle() const { return handle_; }

  private:
    sqlite3_stmt* handle_ = nullptr;
};

/// A prepared statement while it is used; reset when the use ends. Bind in order, then step.
class Use {
  public:
    explicit Use(Statement& statement) : statement_(statement.handle()) {}
    ~Use() { sqlite3_reset(statement_); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    /// Binds all parameters in order. Texts and bytes are not copied: they must live until the last step.
    template <class... Values>
    Use& bind(const Values&... values) {
        (put(values), ...);
        return *this;
    }
    bool step() {
        const int code = sqlite3_step(statement_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(statement_), code);
        return code == SQLITE_ROW;
    }
    void run() {
        while (step()) {
        }
    }

    /// False when a trigger of the schema refused the row; nothing was written then.
    bool run_unless_refused();

    int columns() const { return sqlite3_column_count(statement_); }
    bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    int number(int column) const { return static_cast<int>(integer(column)); }
    bool flag(int column) const { return integer(column) != 0; }
    double real(int column) const { return sqlite3_column_double(statement_, column); }
    std::string_view view(int column) const;                ///< valid until the next step
    std::span<const std::byte> bytes(int column) const;  ///< valid until the next step
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

  private:
    void check(int code) {
        if (code != SQLITE_OK) fail(sqlite3_db_handle(statement_), code);
    }
    template <class Number>
        requires std::is_integral_v<Number>
    void put(Number value) {
        check(sqlite3_bind_int64(statement_, ++bound_, static_cast<std::int64_t>(value)));
    }
    void put(double value) { check(sqlite3_bind_double(statement_, ++bound_, value)); }
    void put(std::nullptr_t) { check(sqlite3_bind_null(statement_, ++bound_)); }
    void put(std::string_view value) {
        const char* text = value.data() == nullptr ? "" : value.data();  // without an address it would be NULL
        check(sqlite3_bind_text64(statement_, ++bound_, text, value.size(), nullptr, SQLITE_UTF8));
    }
    void put(const std::string& value) { put(std::string_view{value}); }
    void put(const char* value) { put(std::string_view{value}); }
    void put(std::span<const std::byte> value) {
        if (value.empty()) return check(sqlite3_bind_zeroblob(statement_, ++bound_, 0));
        check(sqlite3_bind_blob64(statement_, ++bound_, value.data(), value.size(), nullptr));
    }
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

    sqlite3_stmt* statement_;
    int bound_ = 0;
};

/// A connection. `use` takes string literals only: statements are kept by the address of their text.
class Database {
  public:
    /// Throws StoreFailure when the file cannot be opened. `vfs` may be null.
    Database(const std::string& path, int flags, const char* vfs, int busy_timeout_ms = 0);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    template <std::size_t N>
    Use use(const char (&sql)[N]) {
        return Use(prepared(sql));
    }
    /// Prepared for this one use, for SQL that is not a literal.
    Statement prepare(std::string_view sql) { return Statement(raw(), sql); }
    void execute(const char* sql);
    /// The first column of a statement's first row as a number, 0 when there is none.
    std::int64_t number(const char* sql);
    std::int64_t last_id() const { return connection_.getLastInsertRowid(); }
    int changes() const { return connection_.getChanges(); }
    bool in_transaction() const { return sqlite3_get_autocommit(raw()) == 0; }
    SQLite::Database& connection() { return connection_; }
    sqlite3* raw() const { return connection_.getHandle(); }

  private:
    Statement& prepared(const char* sql);

    SQLite::Database connection_;
    std::unordered_map<const char*, Statement> statements_;
};

}  // namespace tutorline::store
