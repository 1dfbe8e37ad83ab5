// The best that a walk has met, kept beside where it is by what differs: copying all of a large problem at each new best
// would take longer than the walk.
#pragma once
#include <utility>
#include <vector>

namespace tutorline::domain::matching {

template <class Place>
class BestPlaces {
  public:
    BestPlaces() = default;
    /// `places`: by unit; where the walk begins.
    explicit BestPlaces(std::vector<Place> places) : places_(std::move(places)), differs_(places_.size(), 0) {}
    /// The unit's place may be another than in the best from now on.
    void differs(int unit) {
        char& marked = differs_[static_cast<std::size_t>(unit)];
        if (!marked) marked = 1, differing_.push_back(unit);
    }
    /// Where the walk is now is the best.
    void catch_up(const std::vector<Place>& now) {
        for (const int unit : differing_) places_[static_cast<std::size_t>(unit)] = now[static_cast<std::size_t>(unit)], differs_[static_cast<std::size_t>(unit)] = 0;
        differing_.clear();
    }
    const std::vector<Place>& places() const { return places_; }

  private:
    std::vector<Place> places_;
    std::vector<char> differs_;
    std::vector<int> differing_;
};

}  // namespace tutorline::domain::matching
