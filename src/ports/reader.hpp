// A read-only view for reports: their own SQL on a connection of its own, one snapshot, beside the engine.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace tutorline::ports {

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// One row of a result while the callback runs; columns from 0.
class Row {
  public:
    virtual ~Row() = default;
    virtual int columns() const = 0;
    virtual bool null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;  ///< 0 for NULL
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;  ///< valid until the callback returns
};

class Reader {
  public:
    virtual ~Reader() = default;
    /// Runs one SELECT; `?1`, `?2`, .. take `parameters`. Throws StoreFailure when the SQL or the database is broken.
    virtual void query(std::string_view sql, std::span<const Value> parameters,
                       const std::function<void(const Row&)>& each) = 0;
    /// All queries until end() see the same state: totals agree across a page.
    virtual void begin() = 0;
    virtual void end() noexcept = 0;
};

}  // namespace tutorline::ports
