#include "domain/matching/coupled_bound.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"
#include "base/random.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;
constexpr std::int64_t load_one = 1024;  // loads are averaged over steps, in fixed point
constexpr std::int64_t stride_one = 1024, stride_most = 2 * stride_one, stride_least = 2;
constexpr std::int64_t stride_again = stride_one / 16;  // once it came to rest: on along a longer average
constexpr std::int64_t fresh_first = 10, fresh_last = 80;  // a step's loads count one in so many in the average
constexpr std::int64_t fresh_first_at_flow = 20, fresh_last_at_flow = 320;  // a corner: any step from it is worse at first
constexpr int stale_max = 20;    // steps without gain before the stride is shortened
constexpr std::uint64_t first_price_below = 256;  // first prices are below this
__extension__ typedef __int128 Wide;
constexpr std::int64_t out_of_reach = std::numeric_limits<std::int64_t>::max() / 4;

class Ascent {
  public:
    Ascent(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, Prices& prices)
        : units_(units),
          list_(list),
          for_cost_(for_cost),
          need_wanted_(need_wanted),
          prices_(prices),
          seat_load_(prices.seat.size()),
          tutor_load_(prices.tutor.size()),
          seat_mean_(prices.seat.size()),
          tutor_mean_(prices.tutor.size()) {}

    std::int64_t evaluate() {
        const int slots = units_.instance.slot_count;
        std::fill(seat_load_.begin(), seat_load_.end(), 0);
        std::fill(tutor_load_.begin(), tutor_load_.end(), 0);
        need_left_ = need_wanted_;
        std::int64_t value = for_cost_ ? prices_.need * need_wanted_ : 0;
        std::vector<int> starts, best_starts;
        for (std::size_t u = 0; u < units_.units.size(); ++u) {
            const Unit& unit = units_.units[u];
            const std::int64_t worth = for_cost_ ? prices_.need * unit.need : unit.need * price_one;
            std::int64_t best = 0;
            int tutor = nobody;
            for (int c = list_.first[u]; c < list_.first[u + 1]; ++c) {
                const Candidate& candidate = list_.candidates[at(c)];
                const std::int64_t fixed = (for_cost_ ? candidate.pair_cost * price_one : 0) +
                                           prices_.tutor[at(candidate.tutor)] * unit.size() - worth;
                if (fixed >= best && units_.move_weight == 0) continue;  // runs cost 0 or more then
                const std::int64_t gain = fixed + cheapest_runs(units_, static_cast<int>(u), candidate, list_, prices_,
                                                                for_cost_ ? price_one : 0, &starts);
                if (gain < best) best = gain, tutor = candidate.tutor, best_starts = starts;
            }
            value += best;
            if (tutor == nobody) continue;
            for (const int start : best_starts)
                for (int i = 0; i < unit.size(); ++i) ++seat_load_[at(tutor) * at(slots) + at(start + i)];
            tutor_load_[at(tutor)] += unit.size();
            need_left_ -= unit.need;
        }
        for (const std::int64_t price : prices_.seat) value -= price;
        for (std::size_t t = 0; t < prices_.tutor.size(); ++t)
            value -= prices_.tutor[t] * list_.room[t];
        return value;
    }

    /// Takes the step's loads into the average (the first time: they are the average).
    void average(bool first) {
        const std::int64_t share = first ? 1 : fresh_share_;
        const auto blend = [&](std::int64_t& mean, std::int64_t load) { mean += (load * load_one - mean) / share; };
        for (std::size_t s = 0; s < seat_mean_.size(); ++s) blend(seat_mean_[s], seat_load_[s]);
        for (std::size_t t = 0; t < tutor_mean_.size(); ++t) blend(tutor_mean_[t], tutor_load_[t]);
        blend(need_mean_, need_left_);
    }

    void average_over(std::int64_t first, std::int64_t last) { fresh_share_ = first, fresh_last_ = last; }

    /// Averages over twice as many steps from now on; false when they were many already.
    bool average_longer() {
        if (fresh_share_ >= fresh_last_) return false;
        fresh_share_ *= 2;
        return true;
    }

    /// Whether the last step's loads still lead the way of the average: then longer strides are safe.
    bool agrees(const Prices& center) const {
        Wide sum = 0;
        const auto add = [&](std::int64_t mean, std::int64_t load, std::int64_t limit, std::int64_t price) {
            const std::int64_t gap = mean - limit * load_one;
            if (gap > 0 || price > 0) sum += static_cast<Wide>(gap) * (load - limit);
        };
        for (std::size_t s = 0; s < seat_mean_.size(); ++s) add(seat_mean_[s], seat_load_[s], 1, center.seat[s]);
        for (std::size_t t = 0; t < tutor_mean_.size(); ++t)
            add(tutor_mean_[t], tutor_load_[t], list_.room[t], center.tutor[t]);
        return sum > 0;
    }

    /// From the centre along the averaged loads. False when nothing is violated any more.
    bool step(const Prices& center, std::int64_t distance, std::int64_t stride) {
        std::int64_t norm = for_cost_ ? need_mean_ / need_damping * (need_mean_ / need_damping) : 0;
        const auto add = [&](std::int64_t gap, std::int64_t price) {
            if (gap > 0 || (gap < 0 && price > 0)) norm += gap * gap;
        };
        for (std::size_t s = 0; s < seat_mean_.size(); ++s) add(seat_mean_[s] - load_one, center.seat[s]);
        for (std::size_t t = 0; t < tutor_mean_.size(); ++t)
            add(tutor_mean_[t] - list_.room[t] * load_one, center.tutor[t]);
        if (norm == 0) return false;
        const Wide by = static_cast<Wide>(distance) * stride * (load_one / stride_one);
        const auto move = [&](std::int64_t price, std::int64_t gap) {
            return std::max<std::int64_t>(0, price + static_cast<std::int64_t>(by * gap / norm));
        };
        for (std::size_t s = 0; s < seat_mean_.size(); ++s)
            prices_.seat[s] = move(center.seat[s], seat_mean_[s] - load_one);
        for (std::size_t t = 0; t < tutor_mean_.size(); ++t)
            prices_.tutor[t] = move(center.tutor[t], tutor_mean_[t] - list_.room[t] * load_one);
        if (for_cost_) prices_.need = move(center.need, need_mean_ / need_damping);
        return true;
    }

  private:
    static constexpr std::int64_t need_damping =
        64;  // one coordinate sums over all units: a smaller step keeps it steady
    const Units& units_;
    const CandidateList& list_;
    bool for_cost_;
    std::int64_t need_wanted_, need_left_ = 0, need_mean_ = 0, fresh_share_ = fresh_first, fresh_last_ = fresh_last;
    Prices& prices_;
    std::vector<int> seat_load_, tutor_load_;
    std::vector<std::int64_t> seat_mean_, tutor_mean_;
};

/// cheapest_runs for one call, whatever its day: the first of the cheapest. `seat`: the prices of the tutor's week.
std::int64_t cheapest_run(const std::vector<Run>& runs, int size, const Candidate& candidate, const CandidateList& list, const std::int64_t* seat,
                          std::int64_t cost_scale, std::vector<int>* starts) {
    std::int64_t best = out_of_reach;
    int best_start = nobody;
    for (int r = candidate.first_run; r < candidate.last_run; ++r) {
        const Run& run = runs[list.run[at(r)]];
        std::int64_t cost = run.cost * cost_scale;
        for (int i = 0; i < size; ++i) cost += seat[run.start + i];
        if (cost < best) best = cost, best_start = run.start;
    }
    if (starts) starts->clear();
    if (starts && best_start != nobody) starts->push_back(best_start);
    return best;
}

/// A bound is on integers.
std::int64_t rounded(bool for_cost, std::int64_t value) {
    if (for_cost) return value >= 0 ? (value + price_one - 1) / price_one : -(-value / price_one);
    return -value / price_one;
}

}  // namespace

std::int64_t cheapest_runs(const Units& units, int unit, const Candidate& candidate, const CandidateList& list,
                           const Prices& prices, std::int64_t cost_scale, std::vector<int>* starts) {
    const Unit& u = units.units[at(unit)];
    const std::vector<Run>& runs = u.runs_with(candidate.tutor);
    const std::int64_t* const seat = prices.seat.data() + at(candidate.tutor) * at(units.instance.slot_count);
    if (units.instance.sessions == 1) return cheapest_run(runs, u.size(), candidate, list, seat, cost_scale, starts);
    std::int64_t day_best[days_a_week];
    int day_start[days_a_week];
    std::fill(day_best, day_best + days_a_week, out_of_reach);
    for (int r = candidate.first_run; r < candidate.last_run; ++r) {
        const Run& run = runs[list.run[at(r)]];
        std::int64_t cost = run.cost * cost_scale;
        for (int i = 0; i < u.size(); ++i) cost += seat[run.start + i];
        const int day = units.instance.day(run.start);
        if (cost < day_best[day]) day_best[day] = cost, day_start[day] = run.start;
    }
    if (starts) starts->clear();
    std::int64_t sum = 0;
    for (int call = 0; call < units.instance.sessions; ++call) {
        const auto day = std::min_element(day_best, day_best + days_a_week) - day_best;
        if (day_best[day] >= out_of_reach) return out_of_reach;
        sum += day_best[day];
        if (starts) starts->push_back(day_start[day]);
        day_best[day] = out_of_reach;
    }
    if (starts) std::sort(starts->begin(), starts->end());
    return sum;
}

std::int64_t coupled_bound(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted,
                           std::int64_t target, int steps, Prices& prices, const std::function<bool()>& out_of_time, Start start) {
    const bool afresh = std::all_of(prices.seat.begin(), prices.seat.end(), [](std::int64_t p) { return p == 0; });
    if (afresh)  // without prices all would ask for the first of equals
        for (std::size_t i = 0; i < prices.seat.size(); ++i) prices.seat[i] = static_cast<std::int64_t>(base::mix(i) % first_price_below);
    Ascent ascent(units, list, for_cost, need_wanted, prices);
    Prices center = prices, best_prices = prices;
    const std::int64_t aim = (for_cost ? target : -target) * price_one;
    if (start == Start::at_flow) ascent.average_over(fresh_first_at_flow, fresh_last_at_flow);
    std::int64_t best = ascent.evaluate(), stride = afresh ? stride_one : start == Start::at_flow ? stride_one / 32 : stride_one / 4;
    ascent.average(true);
    int stale = 0;
    // From nothing the value falls first, until prices are in place everywhere: along the way without looking back.
    const int free_steps = afresh ? steps / 4 : 0;
    for (int i = 1; i < steps; ++i) {
        if (stride < stride_least) {
            if (!ascent.average_longer()) break;
            stride = stride_again, stale = 0;
            center = prices = best_prices;
        }
        if (i % 8 == 0 && out_of_time && out_of_time()) break;
        if (!ascent.step(center, std::max<std::int64_t>(aim - best, price_one / 16), stride)) break;
        const std::int64_t value = ascent.evaluate();
        const bool better = value > best;
        if (better && i >= free_steps && ascent.agrees(center)) stride = std::min(stride_most, stride + stride / 8);
        if (better) best = value, best_prices = prices, stale = 0;
        if (!better && ++stale % stale_max == 0) stride = i < free_steps ? stride * 4 / 5 : stride * 2 / 3;
        if (better || i < free_steps) center = prices;
        if (i + 1 == free_steps) center = best_prices, stride = stride_one / 4, stale = 0;
        ascent.average(false);
    }
    prices = std::move(best_prices);
    return rounded(for_cost, best);
}

std::int64_t coupled_bound_at(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, const Prices& prices) {
    Prices at_these = prices;
    return rounded(for_cost, Ascent(units, list, for_cost, need_wanted, at_these).evaluate());
}

}  // namespace tutorline::domain::matching
