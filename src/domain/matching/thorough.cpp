#include "domain/matching/thorough.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/index.hpp"
#include "domain/matching/dive.hpp"
#include "domain/matching/insert.hpp"
#include "domain/matching/narrow.hpp"
#include "domain/matching/neighbourhood.hpp"
#include "domain/matching/rebuild.hpp"
#include "domain/matching/regroup.hpp"
#include "domain/matching/relaxed_flow.hpp"
#include "domain/matching/weeks.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// A large problem: bounds by prices, a placement along the prices, improved in rounds and small exact parts.
class Large {
  public:
    Large(const Units& units, const CandidateList& list, const SolveOptions& options)
        : units_(units), options_(options), list_(list), board_(units, list.room), cost_bound_(not_bounded) {
        for (const Unit& unit : units.units) need_bound_ += unit.need;
    }

    Found run() {
        insert_by_prices(units_, list_, empty_prices(), board_);
        Prices prices = bound_need(empty_prices());
        place(prices);
        search_need(prices);
        prices = bound_need(std::move(prices));  // again, now that a good placement tells how far it is
        bound_need_by_weeks(prices);
        Prices cost_prices = bound_cost(first_cost_prices(prices));
        search_cost(cost_prices);
        if (by_weeks())
            search_by_weeks(cost_prices);
        else if (!out_of_time())
            cost_prices = bound_cost(std::move(cost_prices));
        if (list_.whole && cost_bound_ == not_bounded)  // time was out before: at the prices there are
            cost_bound_ = coupled_bound_at(units_, list_, true, board_.need(), cost_prices);
        return Found{std::move(board_), need_bound_, cost_bound_};
    }

  private:
    static constexpr std::int64_t not_bounded = std::numeric_limits<std::int64_t>::min() / 4;
    static constexpr std::int64_t need_worth = 256;  // of a price of need beside a cost, while need is what is sought
    static constexpr std::int64_t rounds_each_unit = 300, looks_each_round = 1500;
    static constexpr std::int64_t cuts_each_unit = 300, looks_each_cut = 1500;
    static constexpr std::int64_t cool = 8;  ///< a walk from there keeps most of what it finds
    static constexpr int cool_walks = 2;
    static constexpr int need_week_steps = 80, week_steps = 250, again_steps = 80;
    static constexpr int again_weights[] = {100, 115, 130}, dive_weights[] = {100, 120, 110, 130, 115, 125};  ///< of need, in hundredths
    static constexpr std::int64_t need_improved = 1;  ///< more is seldom won by small exact parts
    static constexpr int bound_steps = 1500, bound_steps_most = 6000;
    static constexpr std::int64_t bound_looks = 300'000'000;  ///< that most steps may take

    bool out_of_time() const { return options_.out_of_time && options_.out_of_time(); }

    Prices empty_prices() const {
        const std::size_t tutors = units_.instance.tutors.size();
        return {std::vector<std::int64_t>(tutors * at(units_.instance.slot_count), 0), std::vector<std::int64_t>(tutors, 0), 0};
    }

    int long_steps() const {
        const auto each = static_cast<std::int64_t>(list_.run.size()) + 1;
        return steps(static_cast<int>(std::clamp<std::int64_t>(bound_looks / each, bound_steps, bound_steps_most)));
    }

    /// Each step looks at all runs of all candidates, and a bound may take a tenth of the work.
    int steps(int wanted) const {
        if (options_.work_max == 0) return wanted;
        const auto each = static_cast<std::int64_t>(list_.run.size()) + 1;
        return static_cast<int>(std::clamp<std::int64_t>(options_.work_max / 10 / each, 1, wanted));
    }

    const RelaxedFlow& flow() {
        if (!flow_) flow_.emplace(units_.instance);
        return *flow_;
    }

    Prices bound_need(Prices prices) {
        if (board_.need() == need_bound_ || tick(options_, "bound", 0, 2)) return prices;
        if ((units_.instance.sessions == 1 || !list_.whole) && !flow_ && flow().usable())
            if (auto found = flow().need(options_.out_of_time)) {
                need_bound_ = std::min(need_bound_, found->value);
                prices = std::move(found->prices);
            }
        if (list_.whole)
            need_bound_ = std::min(need_bound_, coupled_bound(units_, list_, false, 0, board_.need(), long_steps(), prices, options_.out_of_time));
        return prices;
    }

    /// Where to begin: at the prices of the flow, or at those of need, at the worth of need that bounds best.
    Prices first_cost_prices(const Prices& need_prices) {
        if (tick(options_, "bound", 1, 2)) return need_prices;
        if (units_.move_weight == 0 && (units_.instance.sessions == 1 || !list_.whole) && flow().usable())
            if (auto found = flow().cost(board_.need(), options_.out_of_time)) {
                cost_bound_ = std::max(cost_bound_, found->value);
                return std::move(found->prices);
            }
        Prices best = need_prices;
        std::int64_t best_value = std::numeric_limits<std::int64_t>::min();
        std::int64_t pair_most = 1;
        for (const Candidate& candidate : list_.candidates) pair_most = std::max(pair_most, candidate.pair_cost);
        for (std::int64_t worth = 1; worth <= pair_most * 16 && list_.whole; worth *= 2) {
            Prices prices = need_prices;
            for (auto& price : prices.seat) price *= worth;
            for (auto& price : prices.tutor) price *= worth;
            prices.need = worth * price_one;
            const std::int64_t value = coupled_bound(units_, list_, true, board_.need(), board_.cost(), steps(40), prices, options_.out_of_time);
            if (value <= best_value) continue;
            best_value = value;
            best = std::move(prices);
        }
        return best;
    }

    Prices bound_cost(Prices prices) {
        if (list_.whole && !tick(options_, "bound", 1, 2))
            cost_bound_ = std::max(cost_bound_, coupled_bound(units_, list_, true, board_.need(), board_.cost(), long_steps(), prices, options_.out_of_time));
        return prices;
    }

    /// Whether tutors' weeks are worth solving: not where work is counted, nor beside promises, which weigh too much.
    bool by_weeks() const { return list_.whole && units_.move_weight == 0 && options_.work_max == 0; }
    void ascend(Weeks& weeks, int steps, std::int64_t target) const {
        weeks.ascend(steps, target, [this] { return tick(options_, "bound", 1, 2); });
    }

    void bound_need_by_weeks(const Prices& prices) {
        if (!by_weeks() || board_.need() == need_bound_ || tick(options_, "bound", 0, 2)) return;
        Weeks weeks(units_, list_, false, 0, prices);
        ascend(weeks, need_week_steps, board_.need());
        need_bound_ = std::min(need_bound_, weeks.bound());
    }

    /// Dives, where more need may be possible also with need weighing more than it has to. Each leaves few units out,
    /// which is put right among all ways, and then by small exact parts.
    void search_by_weeks(const Prices& prices) {
        if (out_of_time()) return;
        Weeks weeks(units_, list_, true, board_.need(), prices);
        ascend(weeks, week_steps, board_.cost());
        const bool more = board_.need() < need_bound_;
        for (const int weight : dive_weights) {
            if (out_of_time() || (!more && weight != dive_weights[0])) break;
            Weeks apart = weeks;
            apart.weigh_need(weight);
            ascend(apart, again_steps, board_.cost());
            Board board = dive(units_, apart, board_.cost(), options_);
            const CandidateList narrow = narrowed(units_, list_, prices, board, margin());
            regroup(units_, more && units_.instance.sessions > 1 ? list_ : narrow, board, {tries(cuts_each_unit, 8, looks_each_cut)}, options_);
            if (board.need() + need_improved < board_.need()) continue;
            improve(units_, narrow, &prices, board, need_bound_, options_);
            take_if_better(std::move(board));
        }
        bound_cost_by_weeks(weeks);
    }

    /// At the need that was reached. Near the most there is, need is worth more than where the prices come from.
    void bound_cost_by_weeks(Weeks& weeks) {
        weeks.want(board_.need());
        std::optional<Weeks> best;
        std::int64_t best_bound = not_bounded;
        for (const int weight : again_weights) {
            if (best && out_of_time()) break;
            Weeks tried = weeks;
            tried.weigh_need(weight);
            ascend(tried, again_steps, board_.cost());
            const std::int64_t bound = tried.bound();
            if (bound > best_bound) best_bound = bound, best.emplace(std::move(tried));
        }
        ascend(*best, again_steps, board_.cost());
        cost_bound_ = std::max({cost_bound_, best_bound, best->bound()});
    }

    void take_if_better(Board board) {
        if (board.need() > board_.need() || (board.need() == board_.need() && board.cost() < board_.cost())) board_ = std::move(board);
    }

    void place(const Prices& prices) {
        Board priced(units_, list_.room);
        insert_by_prices(units_, list_, prices, priced);
        take_if_better(std::move(priced));
    }

    /// A share of the work in tries that take so many looks each, or so many for each unit.
    std::int64_t tries(std::int64_t each_unit, std::int64_t share, std::int64_t looks) const {
        const std::int64_t wanted = static_cast<std::int64_t>(units_.units.size()) * each_unit;
        return options_.work_max == 0 ? wanted : std::clamp<std::int64_t>(options_.work_max / share / looks, 1, wanted);
    }

    void search_need(Prices prices) {
        for (auto& price : prices.seat) price *= need_worth;
        for (auto& price : prices.tutor) price *= need_worth;
        rebuild(units_, list_, prices, board_, {tries(rounds_each_unit, 4, looks_each_round)}, 1, options_);
    }

    /// Among the ways that are cheap at the prices: a walk, then what it leaves open is put right. Where need is at stake
    /// and work is not counted, a longer way too: hot at first, then cool ones on from there, which ends much cheaper.
    void search_cost(const Prices& prices) {
        if (units_.move_weight > 0) return improve(units_, list_, nullptr, board_, need_bound_, options_);
        const CandidateList narrow = narrowed(units_, list_, prices, board_, margin());
        Board walked = walk(narrow, narrow, prices, board_, cool);
        if (options_.work_max == 0 && board_.need() < need_bound_) {
            Board longer = walk(narrow, list_, prices, board_, 1);
            for (int again = 0; again < cool_walks && !out_of_time(); ++again) longer = walk(narrow, list_, prices, longer, cool);
            improve(units_, narrow, &prices, longer, need_bound_, options_);
            take_if_better(std::move(longer));
        }
        improve(units_, narrow, &prices, walked, need_bound_, options_);
        take_if_better(std::move(walked));
    }

    /// Where a walk over `narrow` ends from the board, with the needs that it left open put right over `wide`.
    Board walk(const CandidateList& narrow, const CandidateList& wide, const Prices& prices, Board board, std::int64_t cooler) {
        Board walked = rebuild(units_, narrow, prices, board, {tries(rounds_each_unit, 4, looks_each_round)}, cooler, options_);
        regroup(units_, wide, walked, {tries(cuts_each_unit, 8, looks_each_cut)}, options_);
        return walked;
    }

    /// Three quarters of what a placement costs on average.
    std::int64_t margin() const {
        std::int64_t placed = 1;
        for (std::size_t u = 0; u < units_.units.size(); ++u) placed += board_.choice(static_cast<int>(u)) ? 1 : 0;
        return board_.cost() * price_one / placed * 3 / 4;
    }

    const Units& units_;
    const SolveOptions& options_;
    const CandidateList& list_;
    Board board_;
    std::optional<RelaxedFlow> flow_;
    std::int64_t need_bound_ = 0, cost_bound_;
};

}  // namespace

Found search_thoroughly(const Units& units, const CandidateList& list, const SolveOptions& options) {
    return Large(units, list, options).run();
}

}  // namespace tutorline::domain::matching
