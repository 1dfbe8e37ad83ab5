// Rows that were read or written lately, by id: each dial and text asks for the same few again and again, and one
// connection is the only writer. All is forgotten on a rollback. Kept in two halves: when the newer one is full, the
// older one is forgotten, and what was asked for meanwhile is not in it.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace tutorline::store {

template <class Row>
class Remembered {
  public:
    explicit Remembered(std::size_t rows_max) : half_(rows_max / 2) {
        newer_.reserve(half_ + 1);
        older_.reserve(half_ + 1);
    }
    /// Valid until the next call.
    const Row* find(std::int64_t id) { return change(id); }
    /// To be changed where it is, together with the row in the file. Valid until the next call.
    Row* change(std::int64_t id) {
        if (const auto found = newer_.find(id); found != newer_.end()) return &found->second;
        auto found = older_.extract(id);
        if (found.empty()) return nullptr;
        turn_when_full();
        return &newer_.insert(std::move(found)).position->second;
    }
    void keep(std::int64_t id, Row row) {
        if (const auto found = newer_.find(id); found != newer_.end()) {
            found->second = std::move(row);
            return;
        }
        older_.erase(id);
        turn_when_full();
        newer_.emplace(id, std::move(row));
    }
    void forget(std::int64_t id) {
        newer_.erase(id);
        older_.erase(id);
    }
    void forget() noexcept {
        newer_.clear();
        older_.clear();
    }

  private:
    void turn_when_full() {
        if (newer_.size() < half_) return;
        older_.clear();
        older_.swap(newer_);  // both keep their buckets: a map that grows again moves all its rows at every doubling
    }

    std::size_t half_;
    std::unordered_map<std::int64_t, Row> newer_;
    std::unordered_map<std::int64_t, Row> older_;
};

}  // namespace tutorline::store
