// Who sits where while a coupled problem is being solved: one choice for each placed unit, never a collision.
#pragma once
#include <optional>
#include <vector>

#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {

class Board {
  public:
    /// `room`: students that each tutor can have.
    Board(const Units& units, std::vector<int> room);
    bool is_free(int tutor, int slot) const { return owner(tutor, slot) == -1; }
    int owner(int tutor, int slot) const {
        return owner_[static_cast<std::size_t>(tutor) * slot_count_ + static_cast<std::size_t>(slot)];
    }
    int room(int tutor) const { return room_[static_cast<std::size_t>(tutor)]; }
    const std::optional<Choice>& choice(int unit) const { return choice_[static_cast<std::size_t>(unit)]; }
    bool fits(const Choice& choice) const;
    void place(const Choice& choice);
    void remove(int unit);
    const std::vector<int>& units_of(int tutor) const { return of_tutor_[static_cast<std::size_t>(tutor)]; }
    std::int64_t need() const { return need_; }
    std::int64_t cost() const { return cost_; }

  private:
    void mark(const Choice& choice, int unit);
    const Units* units_;
    std::size_t slot_count_;
    std::vector<int> owner_, room_;
    std::vector<std::optional<Choice>> choice_;
    std::vector<std::vector<int>> of_tutor_;
    std::int64_t need_ = 0, cost_ = 0;
};

}  // namespace tutorline::domain::matching
