// One connection with its prepared statements, over SQLiteCpp. Errors become ports::StoreFailure; nothing here knows a table.
#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
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

/// A prepared statement while it is used; reset when the use ends. Bind in order, then step.
class Use {
  public:
    explicit Use(SQLite::Statement& statement) : statement_(statement) {}
    ~Use() { statement_.tryReset(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    /// Binds all parameters in order. A std::string is not copied: it must live until the last step.
    template <class... Values>
    Use& bind(const Values&... values) try {
        (put(values), ...);
        return *this;
    } catch (const SQLite::Exception& exception) {
        fail(exception);
    }
    bool step() try { return statement_.executeStep(); } catch (const SQLite::Exception& exception) {
        fail(exception);
    }
    void run() {
        while (step()) {
        }
    }

    /// False when a trigger of the schema refused the row; nothing was written then.
    bool run_unless_refused();

    int columns() const { return statement_.getColumnCount(); }
    bool null(int column) const { return statement_.isColumnNull(column); }
    std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
    int number(int column) const { return static_cast<int>(integer(column)); }
    bool flag(int column) const { return integer(column) != 0; }
    double real(int column) const { return statement_.getColumn(column).getDouble(); }
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
    template <class Number>
        requires std::is_integral_v<Number>
    void put(Number value) {
        statement_.bind(++bound_, static_cast<std::int64_t>(value));
    }
    void put(double value) { statement_.bind(++bound_, value); }
    void put(std::nullptr_t) { statement_.bind(++bound_); }
    void put(const std::string& value) { statement_.bindNoCopy(++bound_, value); }
    void put(std::string_view value) { statement_.bind(++bound_, std::string(value)); }
    void put(const char* value) { statement_.bindNoCopy(++bound_, value); }
    void put(std::span<const std::byte> value) { statement_.bind(++bound_, value.data(), static_cast<int>(value.size())); }
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

    SQLite::Statement& statement_;
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
    SQLite::Statement prepare(std::string_view sql);
    void execute(const char* sql);
    /// The first column of a statement's first row as a number, 0 when there is none.
    std::int64_t number(const char* sql);
    std::int64_t last_id() const { return connection_.getLastInsertRowid(); }
    int changes() const { return connection_.getChanges(); }
    bool in_transaction() const { return sqlite3_get_autocommit(raw()) == 0; }
    SQLite::Database& connection() { return connection_; }
    sqlite3* raw() const { return connection_.getHandle(); }

  private:
    SQLite::Statement& prepared(const char* sql);

    SQLite::Database connection_;
    std::unordered_map<const char*, SQLite::Statement> statements_;
};

}  // namespace tutorline::store
