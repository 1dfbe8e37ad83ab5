// Rows that were read or written lately, by id: each dial and text asks for the same few again and again, and one
// connection is the only writer. All is forgotten on a rollback, and when there are too many.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace tutorline::store {

template <class Row>
class Remembered {
  public:
    explicit Remembered(std::size_t rows_max) : rows_max_(rows_max) {}
    const Row* find(std::int64_t id) const {
        const auto found = rows_.find(id);
        return found == rows_.end() ? nullptr : &found->second;
    }
    void keep(std::int64_t id, Row row) {
        if (rows_.size() >= rows_max_) rows_.clear();
        rows_.insert_or_assign(id, std::move(row));
    }
    void forget(std::int64_t id) { rows_.erase(id); }
    void forget() noexcept { rows_.clear(); }

  private:
    std::size_t rows_max_;
    std::unordered_map<std::int64_t, Row> rows_;
};

}  // namespace tutorline::store
