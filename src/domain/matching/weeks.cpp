#include "domain/matching/weeks.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::int64_t no_gain = std::numeric_limits<std::int64_t>::min() / 4;
constexpr std::int64_t cost_window = 32 * price_one, need_window = 3 * price_one;  ///< ways that lose more are not listed
constexpr std::int64_t nodes_each = 50'000, nodes_certain = 500'000;
constexpr int lowering_first = 60, lowering = 24;    ///< steps of a week's own prices
constexpr int listed_anew_every = 25;
constexpr std::int64_t mean_one = 1024, fresh = 10;  ///< gaps in 1/mean_one; a step counts one in so many
constexpr std::int64_t reach_one = 1 << 20, reach_first = reach_one / 64, reach_settling = reach_one / 128, reach_least = 32;
constexpr int stale_steps = 20;
constexpr std::int64_t need_weight = 10;  ///< a gap in need is some tens of units, one in a unit is one
constexpr std::int64_t least_distance = 5;

__extension__ typedef __int128 Product;

/// Calls of different days, the most that each day and so many days together bring.
struct Days {
    std::int64_t best[days_a_week];
    Days() { std::fill(best, best + days_a_week, no_gain); }
    std::int64_t most(int calls) const {
        std::int64_t ordered[days_a_week];
        std::copy(best, best + days_a_week, ordered);
        std::partial_sort(ordered, ordered + calls, ordered + days_a_week, std::greater<>());
        std::int64_t sum = 0;
        for (int call = 0; call < calls; ++call) sum = ordered[call] <= no_gain ? no_gain : sum + ordered[call];
        return sum;
    }
};

}  // namespace

Weeks::Weeks(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, const Prices& prices)
    : units_(units),
      list_(list),
      for_cost_(for_cost),
      scale_(for_cost ? price_one : 0),
      window_(for_cost ? cost_window : need_window),
      need_wanted_(for_cost ? need_wanted : 0),
      now_{std::vector<std::int64_t>(units.units.size(), 0), for_cost ? prices.need : price_one},
      best_value_(no_gain),
      reach_(reach_first),
      search_(units.instance.sessions),
      first_asking_(units.instance.tutors.size() + 1, 0),
      weeks_(units.instance.tutors.size()),
      filled_(weeks_.size()),
      settled_(units.units.size(), nobody),
      times_(units.units.size(), 0),
      gap_mean_(units.units.size(), 0),
      seen_(units.units.size()) {
    for (const Candidate& candidate : list.candidates) ++first_asking_[at(candidate.tutor) + 1];
    for (std::size_t t = 0; t < weeks_.size(); ++t) first_asking_[t + 1] += first_asking_[t];
    asking_.resize(list.candidates.size());
    std::vector<int> filled(first_asking_.begin(), first_asking_.end() - 1);
    std::int64_t need_most = 0;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        need_most = std::max(need_most, units.units[u].need);
        for (int c = list.first[u]; c < list.first[u + 1]; ++c) {
            const Candidate& candidate = list.candidates[at(c)];
            asking_[at(filled[at(candidate.tutor)]++)] = {static_cast<int>(u), c};
            const std::int64_t priced = candidate.pair_cost * scale_ + prices.tutor[at(candidate.tutor)] * units.units[u].size() +
                                        cheapest_runs(units, static_cast<int>(u), candidate, list, prices, scale_, nullptr);
            now_.unit[u] = std::max(now_.unit[u], units.units[u].need * now_.need - priced);
        }
    }
    bonus_ = 4 * need_most * std::max<std::int64_t>(now_.need, price_one);
    const auto slots = at(units.instance.slot_count);
    for (std::size_t t = 0; t < weeks_.size(); ++t) {
        weeks_[t].room = list.room[t];
        weeks_[t].slots = units.instance.tutors[t].slots;
        weeks_[t].place_price = prices.tutor[t];
        for (const int slot : weeks_[t].slots) weeks_[t].seat_price.push_back(prices.seat[t * slots + at(slot)]);
    }
    best_ = now_;
}

void Weeks::want(std::int64_t need_wanted) {
    if (!for_cost_ || need_wanted == need_wanted_) return;
    need_wanted_ = need_wanted;
    now_ = best_;
    forget_best();
}

void Weeks::weigh_need(std::int64_t hundredths) {
    // All prices with it: seats are dear because others are in need of them too.
    const auto weigh = [&](std::int64_t& price) { price = price * hundredths / 100; };
    for (std::int64_t& price : best_.unit) weigh(price);
    weigh(best_.need);
    for (Week& week : weeks_) {
        for (std::int64_t& price : week.seat_price) weigh(price);
        weigh(week.place_price);
    }
    now_ = best_;
    forget_best();
    steps_ = 0;
}

void Weeks::forget_best() {
    best_value_ = no_gain;
    stale_ = 0;
    reach_ = std::max(reach_, reach_settling);
}

void Weeks::settle(int unit, int tutor) {
    settled_[at(unit)] = tutor;
}

/// Without what a choice costs. A settled unit has no price: its tutor gets much for it, nobody else anything.
std::int64_t Weeks::worth(int unit, int tutor) const {
    const std::int64_t need = units_.units[at(unit)].need * now_.need;
    if (settled_[at(unit)] == nobody) return need - now_.unit[at(unit)];
    return settled_[at(unit)] == tutor ? need + bonus_ : no_gain;
}

void Weeks::list_all_ways() {
    for (std::size_t t = 0; t < weeks_.size(); ++t) list_ways(static_cast<int>(t));
}

/// Those that lose at most `window_` at the present prices.
void Weeks::list_ways(int tutor) {
    Week& week = weeks_[at(tutor)];
    const Instance& instance = units_.instance;
    week.units.clear(), week.size.clear(), week.ways.clear(), week.seats.clear();
    std::vector<int> number(at(instance.slot_count), 0);
    for (std::size_t s = 0; s < week.slots.size(); ++s) number[at(week.slots[s])] = static_cast<int>(s);
    struct Open {
        int day, seat;
        std::int64_t cost, gain;
    };
    std::vector<Open> runs;
    std::vector<std::size_t> picked(at(instance.sessions));
    for (int a = first_asking_[at(tutor)]; a < first_asking_[at(tutor) + 1]; ++a) {
        const auto [u, c] = asking_[at(a)];
        const Unit& unit = units_.units[at(u)];
        const Candidate& candidate = list_.candidates[at(c)];
        const std::int64_t fixed = worth(u, tutor) - candidate.pair_cost * scale_ - week.place_price * unit.size();
        if (fixed < -window_) continue;
        runs.clear();
        Days days;
        for (int r = candidate.first_run; r < candidate.last_run; ++r) {
            const Run& run = unit.runs[list_.run[at(r)]];
            const int day = instance.day(run.start), seat = number[at(run.start)];
            std::int64_t gain = -run.cost * scale_;
            for (int i = 0; i < unit.size(); ++i) gain -= week.seat_price[at(seat + i)];
            runs.push_back({day, seat, run.cost, gain});
            days.best[day] = std::max(days.best[day], gain);
        }
        const std::int64_t most = fixed + days.most(instance.sessions);
        if (most < -window_) continue;
        const std::int64_t least = std::max<std::int64_t>(0, most) - window_;
        const std::int64_t day_most = *std::max_element(days.best, days.best + days_a_week);
        const auto before = week.ways.size();
        const auto pick = [&](const auto& self, std::size_t from, int calls, std::int64_t gain, std::int64_t cost) -> void {
            if (calls == instance.sessions) {
                week.ways.push_back({static_cast<int>(week.units.size()), cost, static_cast<std::uint32_t>(week.seats.size())});
                for (const std::size_t r : picked)
                    for (int i = 0; i < unit.size(); ++i) week.seats.push_back(static_cast<std::uint16_t>(runs[r].seat + i));
                return;
            }
            for (std::size_t r = from; r < runs.size(); ++r) {
                if (calls > 0 && runs[r].day == runs[picked[at(calls - 1)]].day) continue;
                if (gain + runs[r].gain + day_most * (instance.sessions - calls - 1) < least) continue;
                picked[at(calls)] = r;
                self(self, r + 1, calls + 1, gain + runs[r].gain, cost + runs[r].cost);
            }
        };
        pick(pick, 0, 0, fixed, candidate.pair_cost);
        if (week.ways.size() == before) continue;
        week.units.push_back(u);
        week.size.push_back(unit.size());
    }
}

/// The Lagrangean at the present prices. `certain`: over all ways, at the cost of listing them anew; else a guide.
std::int64_t Weeks::evaluate(bool certain) {
    if (certain || steps_ % listed_anew_every == 0) list_all_ways();
    std::int64_t value = for_cost_ ? now_.need * need_wanted_ : 0;
    need_left_ = need_wanted_;
    for (std::size_t u = 0; u < times_.size(); ++u) {
        times_[u] = 0;
        value += settled_[u] == nobody ? -now_.unit[u] : bonus_;
    }
    std::vector<std::int64_t> worths;
    for (std::size_t t = 0; t < weeks_.size(); ++t) {
        Week& week = weeks_[t];
        worths.clear();
        for (const Week::Way& way : week.ways) worths.push_back(worth(week.units[at(way.unit)], static_cast<int>(t)) - way.cost * scale_);
        if (!certain) search_.lower_prices(week, worths, steps_ == 0 ? lowering_first : lowering);
        WeekSearch::Best best = search_.best(week, worths, window_, certain ? nodes_certain : nodes_each);
        value -= best.most;
        for (const int way : best.ways) {
            const int unit = week.units[at(week.ways[at(way)].unit)];
            ++times_[at(unit)];
            need_left_ -= units_.units[at(unit)].need;
        }
        filled_[t] = std::move(best.ways);
    }
    return value;
}

/// Takes the last step's gaps, and who sat where, into the averages.
void Weeks::average() {
    const std::int64_t share = steps_ == 0 ? 1 : fresh;
    for (std::size_t u = 0; u < times_.size(); ++u) {
        gap_mean_[u] += ((times_[u] - 1) * mean_one - gap_mean_[u]) / share;
        for (Sits& sits : seen_[u]) sits.often -= sits.often / fresh;
        std::erase_if(seen_[u], [](const Sits& sits) { return sits.often < often_one / 64; });
    }
    need_mean_ += (need_left_ * mean_one - need_mean_) / share;
    for (std::size_t t = 0; t < weeks_.size(); ++t)
        for (const int way : filled_[t]) {
            const int unit = weeks_[t].units[at(weeks_[t].ways[at(way)].unit)];
            auto& seen = seen_[at(unit)];
            auto place = std::find_if(seen.begin(), seen.end(), [&](const Sits& sits) { return sits.tutor == static_cast<int>(t); });
            if (place == seen.end()) place = seen.insert(seen.end(), {unit, static_cast<int>(t), 0});
            place->often += often_one / fresh;
        }
}

/// From the best prices along the averaged gaps.
void Weeks::move(std::int64_t value, std::int64_t target) {
    const std::int64_t need_gap = need_mean_ / need_weight;
    std::int64_t norm = for_cost_ ? need_gap * need_gap : 0;
    for (std::size_t u = 0; u < gap_mean_.size(); ++u)
        if (settled_[u] == nobody && (gap_mean_[u] > 0 || now_.unit[u] > 0)) norm += gap_mean_[u] * gap_mean_[u];
    if (norm == 0) return;
    const std::int64_t distance = std::max(least_distance * price_one, target * price_one - value);
    const auto along = [&](std::int64_t gap) {
        return static_cast<std::int64_t>(static_cast<Product>(distance * reach_ / reach_one) * gap * mean_one / norm);
    };
    for (std::size_t u = 0; u < gap_mean_.size(); ++u)
        if (settled_[u] == nobody) now_.unit[u] = std::max<std::int64_t>(0, best_.unit[u] + along(gap_mean_[u]));
    if (for_cost_) now_.need = std::max<std::int64_t>(0, best_.need + along(need_gap / need_weight));
}

void Weeks::step(std::int64_t target) {
    const std::int64_t value = evaluate(false);
    average();
    ++steps_;
    if (value > best_value_) {
        best_value_ = value, best_ = now_, stale_ = 0;
    } else if (++stale_ % stale_steps == 0) {
        reach_ = reach_ * 7 / 10;
    }
    move(value, for_cost_ ? target : -target);
}

void Weeks::ascend(int steps, std::int64_t target, const std::function<bool()>& out_of_time) {
    for (int i = 0; i < steps && reach_ >= reach_least; ++i) {
        if (out_of_time && out_of_time()) return;
        step(target);
    }
}

std::int64_t Weeks::bound() {
    const UnitPrices now = now_;
    now_ = best_;
    const std::int64_t value = evaluate(true);
    now_ = now;
    return bound_of(for_cost_, value);
}

bool Weeks::sits_now(int unit, int tutor) const {
    const Week& week = weeks_[at(tutor)];
    return std::any_of(filled_[at(tutor)].begin(), filled_[at(tutor)].end(), [&](int way) { return week.units[at(week.ways[at(way)].unit)] == unit; });
}

Board Weeks::board() const {
    std::vector<Choice> choices(units_.units.size());
    for (std::size_t t = 0; t < weeks_.size(); ++t)
        for (const int w : filled_[t]) {
            const Week& week = weeks_[t];
            const Week::Way& way = week.ways[at(w)];
            const int unit = week.units[at(way.unit)], tutor = static_cast<int>(t), size = week.size[at(way.unit)];
            Choice& choice = choices[at(unit)];
            if (choice.tutor != nobody && (settled_[at(unit)] == choice.tutor || (settled_[at(unit)] != tutor && choice.cost <= way.cost))) continue;
            choice = {unit, tutor, {}, way.cost};
            for (int call = 0; call < units_.instance.sessions; ++call)
                choice.starts.push_back(week.slots[week.seats[way.seat + static_cast<std::uint32_t>(call * size)]]);
        }
    Board board(units_, list_.room);
    for (const Choice& choice : choices)
        if (choice.tutor != nobody) board.place(choice);
    return board;
}

}  // namespace tutorline::domain::matching
