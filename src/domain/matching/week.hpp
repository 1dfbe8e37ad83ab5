// One tutor's week by itself: which of the units that ask for it are worth most together, when each has a price of its
// own. A week is small (some tens of seats, a dozen students), so it is solved exactly, where prices on seats alone would
// let half a unit sit on half a seat. Fixed-point integers in 1/price_one throughout.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/coupled_bound.hpp"

namespace tutorline::domain::matching {

/// The ways of some units with one tutor, and prices that tell which of them matter.
struct Week {
    struct Way {
        int unit;               ///< into `units`
        std::int64_t cost;      ///< of the choice, not scaled
        std::uint32_t seat;     ///< first of its seats in `seats`
    };
    int room = 0;                           ///< places
    std::vector<int> slots;                 ///< of its seats, ascending
    std::vector<int> units;                 ///< numbers of the units that have ways here, ascending
    std::vector<int> size;                  ///< members of each
    std::vector<Way> ways;                  ///< grouped by unit
    std::vector<std::uint16_t> seats;       ///< of each way: sessions * size of them
    std::vector<std::int64_t> seat_price;   ///< of each seat
    std::int64_t place_price = 0;           ///< of one of the tutor's places
};

/// Solves weeks one after another; keeps its memory between them.
class WeekSearch {
  public:
    explicit WeekSearch(int sessions) : sessions_(sessions) {}

    /// Takes so many steps towards prices at which the week's ways are worth the least beside them: the search is short then.
    void lower_prices(Week& week, const std::vector<std::int64_t>& worth, int steps);

    struct Best {
        std::vector<int> ways;      ///< that fit together
        std::int64_t worth = 0;     ///< of them all
        std::int64_t most = 0;      ///< no ways that fit together are worth more
    };
    /// `worth` of each way. What is left of the prices' own bound is searched up to `loss_max` below it, by at most
    /// `nodes_max` nodes; stopped there, `most` holds all the same. Ways that are not listed may be worth that much less.
    Best best(const Week& week, const std::vector<std::int64_t>& worth, std::int64_t loss_max, std::int64_t nodes_max);

  private:
    struct Listed {
        std::int64_t loss;  ///< what the prices of its items exceed its worth by
        int way;
        std::uint32_t item, items;  ///< into items_, and how many
        int size;
    };
    std::int64_t reduced(const Week& week, const std::vector<std::int64_t>& worth, std::size_t way) const;
    void list(const Week& week, const std::vector<std::int64_t>& worth);
    std::int64_t greedy(const Week& week, std::vector<int>& ways);
    void search(std::size_t next, std::int64_t loss, int left);

    int sessions_;
    std::vector<std::int64_t> price_;  ///< of each item: seats, then units
    std::vector<Listed> listed_;       ///< by loss
    std::vector<std::uint16_t> items_;
    std::vector<int> way_of_first_, way_of_;  ///< ways of each item, by loss
    std::vector<std::uint16_t> order_;        ///< items that cost something to leave, dearest first
    std::vector<char> settled_;
    std::int64_t place_price_ = 0, limit_ = 0, nodes_left_ = 0;
    bool found_ = false;
    std::vector<int> chosen_, best_;
};

}  // namespace tutorline::domain::matching
