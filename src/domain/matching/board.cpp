#include "domain/matching/board.hpp"

#include <algorithm>

namespace tutorline::domain::matching {

Board::Board(const Units& units, std::vector<int> room)
    : units_(&units),
      slot_count_(static_cast<std::size_t>(units.instance.slot_count)),
      owner_(slot_count_ * units.instance.tutors.size(), -1),
      room_(std::move(room)),
      choice_(units.units.size()),
      of_tutor_(units.instance.tutors.size()) {}

bool Board::fits(const Choice& choice) const {
    const int size = units_->units[static_cast<std::size_t>(choice.unit)].size();
    if (room(choice.tutor) < size) return false;
    for (const int start : choice.starts)
        for (int i = 0; i < size; ++i)
            if (!is_free(choice.tutor, start + i)) return false;
    return true;
}

void Board::mark(const Choice& choice, int unit) {
    const int size = units_->units[static_cast<std::size_t>(choice.unit)].size();
    for (const int start : choice.starts)
        for (int i = 0; i < size; ++i)
            owner_[static_cast<std::size_t>(choice.tutor) * slot_count_ + static_cast<std::size_t>(start + i)] = unit;
}

void Board::place(const Choice& choice) {
    const Unit& unit = units_->units[static_cast<std::size_t>(choice.unit)];
    mark(choice, choice.unit);
    room_[static_cast<std::size_t>(choice.tutor)] -= unit.size();
    auto& there = of_tutor_[static_cast<std::size_t>(choice.tutor)];
    there.insert(std::upper_bound(there.begin(), there.end(), choice.unit), choice.unit);
    need_ += unit.need;
    cost_ += choice.cost;
    choice_[static_cast<std::size_t>(choice.unit)] = choice;
}

void Board::remove(int unit) {
    auto& place = choice_[static_cast<std::size_t>(unit)];
    if (!place) return;
    mark(*place, -1);
    room_[static_cast<std::size_t>(place->tutor)] += units_->units[static_cast<std::size_t>(unit)].size();
    auto& there = of_tutor_[static_cast<std::size_t>(place->tutor)];
    there.erase(std::find(there.begin(), there.end(), unit));
    need_ -= units_->units[static_cast<std::size_t>(unit)].need;
    cost_ -= place->cost;
    place.reset();
}

}  // namespace tutorline::domain::matching
