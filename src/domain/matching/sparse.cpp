#include "domain/matching/sparse.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/index.hpp"
#include "domain/matching/coupled_bound.hpp"
#include "domain/matching/dive.hpp"
#include "domain/matching/insert.hpp"
#include "domain/matching/narrow.hpp"
#include "domain/matching/neighbourhood.hpp"
#include "domain/matching/rebuild.hpp"
#include "domain/matching/regroup.hpp"
#include "domain/matching/relaxed_flow.hpp"
#include "domain/matching/singles.hpp"
#include "domain/matching/weeks.hpp"

namespace tutorline::domain::matching {
namespace {


using base::at;

constexpr std::int64_t any_margin = std::numeric_limits<std::int64_t>::max() / 8;
constexpr std::int64_t need_worth = 256;         // of a price of need beside a cost, while need is what is sought
constexpr std::int64_t work_each = 1'000'000;    // looks for each unit, where nobody says how much work it may be
constexpr std::int64_t rounds_each_unit = 6000;   // more of a walk gains next to nothing
constexpr std::size_t need_tutors = 20, cost_tutors = 12, walk_tutors = 24;  // of each unit
constexpr std::int64_t cool = 8;                  // a walk from there keeps most of what it finds
constexpr std::int64_t looks_at_once = 4;         // ways of a step, where most tutors are refused at a glance
constexpr std::int64_t seats_each = 10;           // of a tutor: what their prices cost a step beside
constexpr int narrow_passes = 2;
constexpr std::int64_t need_hoped = 64;           // a search ends this part of the bound below it, or nearer
constexpr int steps_max = 1500;
constexpr int need_week_steps = 40, week_steps = 120, again_steps = 30, need_heavier = 115;  // the last in hundredths
constexpr std::int64_t thorough_max = 1'000'000, thorough_limited_max = 30'000;  // runs of all candidates

/// Shares of the work, in hundredths, and where each stage ends, in thousandths of the time there is.
constexpr std::int64_t need_bound_share = 8, need_share = 8, cost_bound_share = 5, again_share = 14, one_call_share = 7, walk_share = 50, regroup_share = 32, improve_share = 2;
constexpr int need_bound_until = 150, need_until = 280, cost_bound_until = 420, walk_until = 600, regroup_until = 860, improve_until = 900;

class Sparse {
  public:
    Sparse(const Units& units, const CandidateList& list, const SolveOptions& options)
        : units_(units), list_(list), options_(options), board_(units, list.room), one_call_(units.instance.sessions == 1),
          work_(options.work_max > 0 ? options.work_max : static_cast<std::int64_t>(units.units.size()) * work_each) {
        need_bound_ = need_by_places(units);
    }

    Found run() {
        insert_by_prices(units_, list_, empty_prices(), board_);
        Prices prices = bound_need(stage(need_bound_until));
        need_prices_ = prices;
        seek_need(prices, stage(need_until));
        prices = bound_cost(std::move(prices), stage(cost_bound_until));
        seek_cost(prices);
        prices = ascend(true, board_.need(), std::move(prices), one_call_ ? one_call_share : again_share, stage(1000), Start::again);  // once more, at the need that was reached
        if (by_weeks()) search_by_weeks(prices);
        const std::int64_t cost_bound = cost_bound_at_need(prices);
        return {std::move(board_), need_bound_, cost_bound};
    }

  private:
    /// The options for work that ends, when time is limited, once so many thousandths of it have gone.
    SolveOptions stage(int until) const {
        SolveOptions part = options_;
        if (!options_.time_gone) return part;
        const int from = options_.time_gone();
        part.time_gone = [gone = options_.time_gone, from, until] { return std::clamp((gone() - from) * 1000 / std::max(1, until - from), 0, 1000); };
        part.out_of_time = [whole = options_.out_of_time, gone = part.time_gone] { return gone() >= 1000 || (whole && whole()); };
        return part;
    }

    static bool tick(const SolveOptions& part, std::int64_t done) {
        if (part.progress) part.progress({"bound", done, 2});
        return part.out_of_time && part.out_of_time();
    }

    Prices empty_prices() const {
        const std::size_t tutors = units_.instance.tutors.size();
        return {std::vector<std::int64_t>(tutors * at(units_.instance.slot_count), 0), std::vector<std::int64_t>(tutors, 0), 0};
    }

    static Prices times(Prices prices, std::int64_t worth) {
        for (auto& price : prices.seat) price *= worth;
        for (auto& price : prices.tutor) price *= worth;
        return prices;
    }

    Prices bound_need(const SolveOptions& part) {
        Prices prices = empty_prices();
        if (board_.need() == need_bound_ || tick(part, 0)) return prices;
        flow_.emplace(units_.instance);
        if (!flow_->usable()) flow_.reset();
        if (flow_)
            if (auto found = flow_->need(part.out_of_time)) {
                need_bound_ = std::min(need_bound_, found->value);
                prices = std::move(found->prices);
            }
        place(times(prices, need_worth), part);
        if (need_is_near()) return prices;
        return ascend(false, 0, std::move(prices), need_bound_share, part, flow_ ? Start::at_flow : Start::anywhere);
    }

    Prices bound_cost(Prices need_prices, const SolveOptions& part) {
        constexpr std::int64_t worth = 8;
        Prices prices = times(std::move(need_prices), worth);
        prices.need = worth * price_one;
        if (tick(part, 1)) return prices;
        const std::int64_t wanted = one_call_ ? board_.need() : std::max(board_.need(), need_bound_ - need_bound_ / need_hoped);
        if (flow_)
            if (auto found = flow_->cost(wanted, part.out_of_time)) {
                cost_bounds_.push_back({found->value, found->prices.need, wanted});
                prices = std::move(found->prices);
            }
        return ascend(true, wanted, std::move(prices), one_call_ ? one_call_share : cost_bound_share, part, flow_ ? Start::at_flow : Start::anywhere);
    }

    /// Prices that bound better.
    Prices ascend(bool for_cost, std::int64_t wanted, Prices prices, std::int64_t share, const SolveOptions& part, Start start) {
        if (tick(part, for_cost)) return prices;
        const std::int64_t target = for_cost ? board_.cost() : board_.need();
        if (list_.whole && !one_call_) {
            const std::int64_t value = coupled_bound(units_, list_, for_cost, wanted, target, steps(share, list_), prices, part.out_of_time, start);
            // At first the prices are where the way ended, not where it bounded best: the search is guided better by them.
            if (for_cost) cost_bounds_.push_back({start == Start::again ? value : coupled_bound_at(units_, list_, true, wanted, prices), prices.need, wanted});
            else need_bound_ = std::min(need_bound_, value);
            return prices;
        }
        // Not all ways are listed, which bounds nothing, or a flow is near the end: few ways of each unit are enough.
        Prices best = prices;
        std::int64_t best_value = std::numeric_limits<std::int64_t>::min();
        for (int pass = 0; pass < narrow_passes && !tick(part, for_cost); ++pass) {
            const CandidateList narrow = narrowed(units_, list_, for_cost ? prices : times(prices, need_worth), board_, any_margin, for_cost ? cost_tutors : need_tutors);
            coupled_bound(units_, narrow, for_cost, wanted, target, steps(share, narrow) / narrow_passes, prices, part.out_of_time,
                          one_call_ && flow_ ? Start::again : start);
            if (!list_.whole) {
                best = prices;
                continue;
            }
            const std::int64_t value = coupled_bound_at(units_, list_, for_cost, wanted, prices);
            if (for_cost) cost_bounds_.push_back({value, prices.need, wanted});
            else need_bound_ = std::min(need_bound_, value);
            if (const std::int64_t worth = for_cost ? value : -value; worth > best_value) best_value = worth, best = prices;
        }
        return best;
    }

    /// A bound at one need holds at another with so much less for each unit of need. When time was out before there was
    /// one, it is reckoned at the prices there are.
    std::int64_t cost_bound_at_need(const Prices& prices) {
        if (cost_bounds_.empty() && list_.whole)
            cost_bounds_.push_back({coupled_bound_at(units_, list_, true, board_.need(), prices), prices.need, board_.need()});
        std::int64_t best = std::numeric_limits<std::int64_t>::min() / 4;
        for (const CostBound& bound : cost_bounds_) {
            const std::int64_t less = bound.need - board_.need();
            const std::int64_t line = less == 0 ? bound.value : bound.value - 1 - (bound.worth * less + (less > 0 ? price_one - 1 : 0)) / price_one;
            best = std::max(best, line);
        }
        return best;
    }

    /// As many as the share of the work allows: each looks at the near ways, now and then one at all.
    int steps(std::int64_t share, const CandidateList& list) const {
        const std::int64_t runs = std::ssize(list.run), ways = std::ssize(list.candidates) + 1, near = std::ssize(units_.units) * ways_near;
        const std::int64_t looks = (near < ways ? runs / ways * near + runs / look_at_all_every : runs) / looks_at_once +
                                   std::ssize(units_.instance.tutors) * seats_each;
        return static_cast<int>(std::clamp<std::int64_t>(work_ * share / 100 / std::max<std::int64_t>(1, looks), 1, steps_max));
    }

    static bool better(const Board& a, const Board& b) { return a.need() > b.need() || (a.need() == b.need() && a.cost() < b.cost()); }
    void take_if_better(Board board) {
        if (better(board, board_)) board_ = std::move(board);
    }

    void place(const Prices& prices, const SolveOptions& part) {
        Board priced(units_, list_.room);
        insert_by_prices(units_, list_, prices, priced, one_call_);
        seat_singles(units_, priced, part);
        take_if_better(std::move(priced));
    }

    Pace pace(std::int64_t share) const {
        return {static_cast<std::int64_t>(units_.units.size()) * rounds_each_unit, std::max<std::int64_t>(1, work_ * share / 100)};
    }

    void seek_need(const Prices& need_prices, const SolveOptions& part) {
        if (need_is_near()) return;
        const Prices prices = times(need_prices, need_worth);
        const CandidateList narrow = narrowed(units_, list_, prices, board_, any_margin, walk_tutors);
        rebuild(units_, narrow, prices, board_, pace(need_share), 1, part);
    }

    /// With one call a week what little is missing comes with the flow of the students alone.
    bool need_is_near() const { return need_bound_ - board_.need() <= (one_call_ ? need_bound_ / 200 : 0); }

    /// Where need is settled, households along the prices and all others a flow are hard to better; else a long walk.
    void seek_cost(const Prices& prices) {
        place(prices, options_);
        const CandidateList narrow = narrowed(units_, list_, prices, board_, margin(), walk_tutors);
        Board walked = board_;
        if (!one_call_ || !need_is_near()) {
            walked = rebuild(units_, narrow, prices, board_, pace(walk_share), cool, stage(walk_until));
            regroup(units_, narrow, walked, pace(regroup_share), stage(regroup_until));
        }
        SolveOptions part = stage(improve_until);
        part.work_max = work_ * improve_share / 100;
        improve(units_, narrow, &prices, walked, need_bound_, part);
        take_if_better(std::move(walked));
        Board seated = board_;
        seat_singles(units_, seated, options_);
        take_if_better(std::move(seated));
    }

    /// Where neither work nor time is limited. One call a week is near its bound without.
    bool by_weeks() const { return list_.whole && !one_call_ && options_.work_max == 0 && !options_.out_of_time && !options_.time_gone; }

    /// A tighter bound by tutors' weeks filled exactly, and a placement out of them.
    void search_by_weeks(const Prices& prices) {
        const auto watched = [this] { return tick(options_, 1); };
        if (board_.need() < need_bound_) {
            Weeks need(units_, list_, false, 0, need_prices_);
            need.ascend(need_week_steps, board_.need(), watched);
            need_bound_ = std::min(need_bound_, need.bound());
        }
        Weeks weeks(units_, list_, true, board_.need(), prices);
        weeks.ascend(week_steps, board_.cost(), watched);
        cost_bounds_.push_back({weeks.bound(), weeks.need_worth(), board_.need()});
        weeks.weigh_need(need_heavier);
        weeks.ascend(again_steps, board_.cost(), watched);
        Board board = dive(units_, weeks, board_.cost(), options_);
        const CandidateList narrow = narrowed(units_, list_, prices, board, margin(), walk_tutors);
        regroup(units_, narrow, board, pace(regroup_share), options_);
        SolveOptions part = options_;
        part.work_max = work_ * improve_share / 100;
        improve(units_, narrow, &prices, board, need_bound_, part);
        take_if_better(std::move(board));
    }

    /// Three quarters of what a placement costs on average.
    std::int64_t margin() const {
        std::int64_t placed = 1;
        for (std::size_t u = 0; u < units_.units.size(); ++u) placed += board_.choice(static_cast<int>(u)) ? 1 : 0;
        return board_.cost() * price_one / placed * 3 / 4;
    }

    const Units& units_;
    const CandidateList& list_;
    const SolveOptions& options_;
    Board board_;
    bool one_call_;
    std::int64_t work_;
    std::optional<RelaxedFlow> flow_;
    struct CostBound {
        std::int64_t value, worth, need;  ///< at this need, where a unit of it is worth so much in prices
    };
    std::vector<CostBound> cost_bounds_;
    std::int64_t need_bound_ = 0;
    Prices need_prices_;
};

}  // namespace

bool is_sparse(const Units& units, const CandidateList& list, const SolveOptions& options) {
    if (units.move_weight > 0) return false;  // its walks are for first matches
    if (options.time_gone) return true;
    const bool limited = options.work_max > 0 || options.out_of_time;
    return std::ssize(list.run) > (limited ? thorough_limited_max : thorough_max);
}

Found search_sparsely(const Units& units, const CandidateList& list, const SolveOptions& options) {
    return Sparse(units, list, options).run();
}

}  // namespace tutorline::domain::matching
