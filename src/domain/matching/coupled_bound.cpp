#include "domain/matching/coupled_bound.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"
#include "base/random.hpp"
#include "domain/matching/priced_ways.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;
constexpr std::int64_t load_one = 1024;  // loads are averaged over steps, in fixed point
constexpr std::int64_t stride_one = 1024, stride_most = 2 * stride_one, stride_least = 2;
constexpr std::int64_t stride_again = stride_one / 16;  // once it came to rest: on along a longer average
constexpr std::int64_t fresh_first = 10, fresh_last = 80;  // a step's loads count one in so many in the average
constexpr std::int64_t fresh_first_at_flow = 20, fresh_last_at_flow = 320;  // a corner: any step from it is worse at first
constexpr std::int64_t stride_at_flow = stride_one / 16;
constexpr int free_at_flow = 100;
constexpr int units_at_once = 256;
constexpr int stale_max = 20;    // steps without gain before the stride is shortened
constexpr std::uint64_t first_price_below = 256;  // first prices are below this
__extension__ typedef __int128 Wide;
constexpr std::int64_t out_of_reach = std::numeric_limits<std::int64_t>::max() / 4;

class Ascent {
  public:
    Ascent(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, const Prices& from)
        : units_(units),
          list_(list),
          ways_(units, list, for_cost ? price_one : 0, 0, static_cast<int>(units.units.size())),
          for_cost_(for_cost),
          need_wanted_(need_wanted),
          hint_(units.units.size(), -1),
          seat_load_(ways_.seats()),
          tutor_load_(from.tutor.size()),
          seat_mean_(ways_.seats()),
          tutor_mean_(from.tutor.size()) {
        for (std::size_t s = 0; s < ways_.seats(); ++s) prices.seat.push_back(from.seat[ways_.place(s)]);
        prices.tutor = from.tutor;
        prices.need = from.need;
    }

    SeatPrices prices;

    void give(const SeatPrices& these, Prices& to) const {
        std::fill(to.seat.begin(), to.seat.end(), 0);
        for (std::size_t s = 0; s < ways_.seats(); ++s) to.seat[ways_.place(s)] = these.seat[s];
        to.tutor = these.tutor;
        to.need = these.need;
    }

    std::int64_t evaluate() {
        std::fill(seat_load_.begin(), seat_load_.end(), 0);
        std::fill(tutor_load_.begin(), tutor_load_.end(), 0);
        ways_.look_again(prices);
        need_left_ = need_wanted_;
        std::int64_t value = for_cost_ ? prices.need * need_wanted_ : 0;
        for (std::size_t u = 0; u < units_.units.size(); ++u) {
            const Unit& unit = units_.units[u];
            const PricedWays::Best best = ways_.best(static_cast<int>(u), unit.need * (for_cost_ ? prices.need : price_one), prices, hint_[u]);
            if (best.candidate < 0) continue;
            hint_[u] = best.candidate;
            value += best.gain;
            for (int call = 0; call < units_.instance.sessions; ++call)
                for (int i = 0; i < unit.size(); ++i) ++seat_load_[best.seats[call] + static_cast<std::uint32_t>(i)];
            tutor_load_[at(list_.candidates[at(best.candidate)].tutor)] += unit.size();
            need_left_ -= unit.need;
        }
        for (const std::int64_t price : prices.seat) value -= price;
        for (std::size_t t = 0; t < prices.tutor.size(); ++t)
            value -= prices.tutor[t] * list_.room[t];
        return value;
    }

    /// The value over all ways. From then on only those near these prices are looked at, which is quick: what they are
    /// worth later may be too good, until all are looked at again.
    std::int64_t evaluate_all() {
        ways_.look_at_all();
        const std::int64_t value = evaluate();
        ways_.keep_near(prices, hint_, ways_near);
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
    bool agrees(const SeatPrices& center) const {
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
    bool step(const SeatPrices& center, std::int64_t distance, std::int64_t stride) {
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
            prices.seat[s] = move(center.seat[s], seat_mean_[s] - load_one);
        for (std::size_t t = 0; t < tutor_mean_.size(); ++t)
            prices.tutor[t] = move(center.tutor[t], tutor_mean_[t] - list_.room[t] * load_one);
        if (for_cost_) prices.need = move(center.need, need_mean_ / need_damping);
        return true;
    }

  private:
    static constexpr std::int64_t need_damping =
        64;  // one coordinate sums over all units: a smaller step keeps it steady
    const Units& units_;
    const CandidateList& list_;
    PricedWays ways_;
    bool for_cost_;
    std::int64_t need_wanted_, need_left_ = 0, need_mean_ = 0, fresh_share_ = fresh_first, fresh_last_ = fresh_last;
    std::vector<int> hint_;  ///< the candidate that was each unit's best when last there was one
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

}  // namespace

std::int64_t bound_of(bool for_cost, std::int64_t value) {
    if (for_cost) return value >= 0 ? (value + price_one - 1) / price_one : -(-value / price_one);
    return -value / price_one;
}

std::int64_t need_by_places(const Units& units) {
    std::int64_t places = 0, need = 0;
    for (const auto& tutor : units.instance.tutors) places += std::min<std::int64_t>(tutor.students_max, std::ssize(tutor.slots) / units.instance.sessions);
    std::vector<std::pair<std::int64_t, std::int64_t>> asked;  // need and size: most need for a place first, the last one in part
    for (const Unit& unit : units.units) asked.emplace_back(unit.need, unit.size());
    std::sort(asked.begin(), asked.end(), [](const auto& a, const auto& b) { return a.first * b.second > b.first * a.second; });
    for (const auto& [its_need, size] : asked) {
        if (places < size) return need + its_need * places / size;
        need += its_need;
        places -= size;
    }
    return need;
}

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
    const std::int64_t aim = (for_cost ? target : -target) * price_one;
    if (start != Start::anywhere) ascent.average_over(fresh_first_at_flow, fresh_last_at_flow);
    std::int64_t stride = afresh ? stride_one : start == Start::anywhere ? stride_one / 4 : stride_at_flow;
    SeatPrices center = ascent.prices, near_prices = center, best_prices = center;
    std::int64_t best = ascent.evaluate_all(), near = best;  // `near`: over the ways that are looked at now
    ascent.average(true);
    int stale = 0;
    const auto look_at_all = [&] {
        ascent.prices = near_prices;
        near = ascent.evaluate_all();
        if (near > best) best = near, best_prices = near_prices;
    };
    // From nothing the value falls first, until prices are in place everywhere: along the way without looking back.
    const int free_steps = afresh ? steps / 4 : start == Start::at_flow ? std::min(free_at_flow, steps / 4) : 0;
    for (int i = 1; i < steps; ++i) {
        if (stride < stride_least) {
            if (!ascent.average_longer()) break;
            stride = stride_again, stale = 0;
            center = ascent.prices = near_prices;
        }
        if (i % 8 == 0 && out_of_time && out_of_time()) break;
        if (i % look_at_all_every == 0) i < free_steps ? static_cast<void>(ascent.evaluate_all()) : look_at_all();
        if (!ascent.step(center, std::max<std::int64_t>(aim - near, price_one / 16), stride)) break;
        const std::int64_t value = ascent.evaluate();
        const bool better = value > near;
        if (better && i >= free_steps && ascent.agrees(center)) stride = std::min(stride_most, stride + stride / 8);
        if (better) near = value, near_prices = ascent.prices, stale = 0;
        if (!better && ++stale % stale_max == 0) stride = i < free_steps ? stride * 4 / 5 : stride * 2 / 3;
        if (better || i < free_steps) center = ascent.prices;
        if (i + 1 == free_steps) center = near_prices, stride = afresh ? stride_one / 4 : stride_at_flow, stale = 0;
        ascent.average(false);
    }
    look_at_all();
    ascent.give(start == Start::again ? best_prices : near_prices, prices);
    return bound_of(for_cost, best);
}

std::int64_t coupled_bound_at(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, const Prices& prices) {
    // One look at each way: laid out some units at a time, since all ways of a country would take gigabytes.
    std::int64_t value = for_cost ? prices.need * need_wanted : 0;
    for (std::size_t t = 0; t < prices.tutor.size(); ++t) value -= prices.tutor[t] * list.room[t];
    SeatPrices seats{{}, prices.tutor, prices.need};
    const int count = static_cast<int>(units.units.size());
    for (int first = 0; first < count; first += units_at_once) {
        const int last = std::min(count, first + units_at_once);
        PricedWays ways(units, list, for_cost ? price_one : 0, first, last);
        if (first == 0)
            for (std::size_t s = 0; s < ways.seats(); ++s) seats.seat.push_back(prices.seat[ways.place(s)]), value -= seats.seat.back();
        ways.look_again(seats);
        for (int u = first; u < last; ++u) value += ways.best(u, units.units[at(u)].need * (for_cost ? prices.need : price_one), seats, -1).gain;
    }
    return bound_of(for_cost, value);
}

}  // namespace tutorline::domain::matching
