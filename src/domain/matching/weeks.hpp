// A bound on coupled slots that is tighter than prices on seats: each unit has a price, and at these prices each tutor's
// week is filled as well as it can be, exactly (week.hpp). No unit sits half here and half there within a week, so what
// is left between bound and placement is little: the decomposition of Dantzig and Wolfe (1960) by tutors, its dual
// ascended as in coupled_bound.hpp. The weeks themselves are good placements but for units in two of them (dive.hpp).
#pragma once
#include <functional>
#include <utility>

#include "domain/matching/board.hpp"
#include "domain/matching/week.hpp"

namespace tutorline::domain::matching {

class Weeks {
  public:
    /// Begins where `prices` of seats and tutors are, best at the end of coupled_bound(). Without promises, and `list` must
    /// be whole. With `for_cost` for placements that reach `need_wanted`, else for need with costs left aside.
    Weeks(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, const Prices& prices);

    /// Takes at most so many steps to better prices of units. `target` is a value known to be reachable.
    void ascend(int steps, std::int64_t target, const std::function<bool()>& out_of_time);
    /// Upper bound on need, or lower bound on cost at `need_wanted`, at the best prices so far, over all ways.
    std::int64_t bound();
    /// From now on for placements that reach that much need.
    void want(std::int64_t need_wanted);

    /// From here on need is worth so many hundredths of what it was: for who seeks need more than cost.
    void weigh_need(std::int64_t hundredths);

    /// One step beside the ascent's own, for who settles units one after another: prices move, the best are not kept.
    void step(std::int64_t target);
    /// The best so far stays the best no longer: the ascent begins anew where it is.
    void forget_best();
    /// From now on the unit sits with that tutor and nowhere else, or (nobody) anywhere again.
    void settle(int unit, int tutor);
    int settled(int unit) const { return settled_[static_cast<std::size_t>(unit)]; }

    struct Sits {
        int unit, tutor;
        std::int64_t often;  ///< of the last steps, each of which counts less than the next; in 1/often_one
    };
    static constexpr std::int64_t often_one = 1 << 16;
    const std::vector<std::vector<Sits>>& seen() const { return seen_; }  ///< of each unit
    bool sits_now(int unit, int tutor) const;
    /// The weeks of the last step; a unit in several of them sits where it is settled, or where it costs least.
    Board board() const;

    std::int64_t need_worth() const { return best_.need; }  ///< of one unit of need at the best prices, in 1/price_one

  private:
    struct UnitPrices {
        std::vector<std::int64_t> unit;
        std::int64_t need;
    };
    std::int64_t worth(int unit, int tutor) const;
    void list_ways(int tutor);
    void list_all_ways();
    std::int64_t evaluate(bool certain);
    void average();
    void move(std::int64_t value, std::int64_t target);

    const Units& units_;
    const CandidateList& list_;
    bool for_cost_;
    std::int64_t scale_, window_;  ///< of costs; ways that lose more than that are not listed
    std::int64_t need_wanted_, bonus_ = 0;
    UnitPrices now_, best_;
    std::int64_t best_value_;
    std::int64_t reach_;
    int stale_ = 0, steps_ = 0;
    WeekSearch search_;
    std::vector<std::pair<int, int>> asking_;  ///< unit and its candidate, by tutor
    std::vector<int> first_asking_;
    std::vector<Week> weeks_;
    std::vector<std::vector<int>> filled_;  ///< ways of each week, of the last step
    std::vector<int> settled_, times_;      ///< of each unit: tutor or nobody; in how many weeks
    std::vector<std::int64_t> gap_mean_;
    std::int64_t need_left_ = 0, need_mean_ = 0;
    std::vector<std::vector<Sits>> seen_;
};

}  // namespace tutorline::domain::matching
