// The ways of each unit laid out for looking at all of them again and again at changing prices: only seats that are
// offered have a number, a way is its costs and the numbers of its seats, and most tutors are refused at one glance.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/candidates.hpp"

namespace tutorline::domain::matching {

/// Prices by seat number (PricedWays), in the unit of Prices.
struct SeatPrices {
    std::vector<std::int64_t> seat, tutor;
    std::int64_t need = 0;
};

class PricedWays {
  public:
    /// Of the units from `first` to before `last`, all of them for one who looks often. Costs count `cost_scale` each, 0 to
    /// leave them aside.
    PricedWays(const Units& units, const CandidateList& list, std::int64_t cost_scale, int first, int last);

    std::size_t seats() const { return place_.size(); }
    /// Of the seat with this number: tutor * slot_count + slot.
    std::size_t place(std::size_t seat) const { return place_[seat]; }

    /// Prices have changed: what a tutor's seats cost at the least is reckoned anew.
    void look_again(const SeatPrices& prices);

    struct Best {
        std::int64_t gain = 0;                 ///< below 0, or no way is worth it
        int candidate = -1;                    ///< into CandidateList::candidates
        std::uint32_t seats[days_a_week] = {};  ///< first seat of each run
    };
    /// The way that gains most over `worth`, the first of equals. `hint`: a candidate that may be the one, or -1.
    Best best(int unit, std::int64_t worth, const SeatPrices& prices, int hint) const;

    /// From now on best() looks at so many ways of each unit, the nearest at these prices and the hint, until look_at_all().
    void keep_near(const SeatPrices& prices, const std::vector<int>& hints, std::size_t ways_max);
    void look_at_all() { near_first_.clear(); }

  private:
    struct Way {
        std::int64_t least;  ///< pair cost and cheapest runs without prices, scaled
        int tutor;
        std::uint32_t first_run, last_run;
    };
    /// Of the seats alone. `seats` may be null; written only when below `below`.
    std::int64_t gain(const Way& way, int size, const SeatPrices& prices, std::int64_t below, std::uint32_t* seats) const;

    const Units& units_;
    const CandidateList& list_;
    int sessions_;
    int from_;  ///< the first candidate that is laid out
    std::vector<std::uint32_t> place_;
    std::vector<Way> ways_;                   ///< of the candidates from from_ on
    std::vector<std::int64_t> pair_;          ///< of each way, scaled
    std::vector<std::int64_t> run_cost_;      ///< scaled
    std::vector<std::uint32_t> run_seat_;     ///< seat number * 8 + day
    std::vector<std::uint32_t> tutor_first_;  ///< first seat of each tutor
    std::vector<int> near_first_, near_;      ///< candidates of each unit that are looked at; empty: all
    std::vector<std::int64_t> tutor_least_;   ///< price of a student's seats and place at the least
};

}  // namespace tutorline::domain::matching
