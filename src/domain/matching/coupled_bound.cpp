#include "domain/matching/coupled_bound.hpp"

#include <algorithm>
#include <limits>

namespace tutorline::domain::matching {
namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}
constexpr std::int64_t theta_one = 65536;  // Polyak's step in fixed point
constexpr int stale_max = 10;              // steps without gain before it is shortened
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;

class Ascent {
  public:
    Ascent(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, Prices& prices)
        : units_(units),
          list_(list),
          for_cost_(for_cost),
          need_wanted_(need_wanted),
          prices_(prices),
          seat_load_(prices.seat.size()),
          tutor_load_(prices.tutor.size()) {}

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
            value -= prices_.tutor[t] * units_.instance.tutors[t].students_max;
        return value;
    }

    bool step(std::int64_t distance) {
        std::int64_t norm = for_cost_ ? need_left_ * need_left_ / need_damping : 0;
        for (std::size_t s = 0; s < prices_.seat.size(); ++s) {
            const int gap = seat_load_[s] - 1;
            if (gap > 0 || (gap < 0 && prices_.seat[s] > 0)) norm += std::int64_t{gap} * gap;
        }
        for (std::size_t t = 0; t < prices_.tutor.size(); ++t) {
            const int gap = tutor_load_[t] - units_.instance.tutors[t].students_max;
            if (gap > 0 || (gap < 0 && prices_.tutor[t] > 0)) norm += std::int64_t{gap} * gap;
        }
        if (norm == 0) return false;
        const auto move = [&](std::int64_t& price, std::int64_t gap) {
            price = std::max<std::int64_t>(0, price + gap * distance / norm);
        };
        for (std::size_t s = 0; s < prices_.seat.size(); ++s) move(prices_.seat[s], seat_load_[s] - 1);
        for (std::size_t t = 0; t < prices_.tutor.size(); ++t)
            move(prices_.tutor[t], tutor_load_[t] - units_.instance.tutors[t].students_max);
        if (for_cost_) move(prices_.need, need_left_ / need_damping);
        return true;
    }

  private:
    static constexpr std::int64_t need_damping =
        16;  // one coordinate sums over all units: a smaller step keeps it steady
    const Units& units_;
    const CandidateList& list_;
    bool for_cost_;
    std::int64_t need_wanted_, need_left_ = 0;
    Prices& prices_;
    std::vector<int> seat_load_, tutor_load_;
};

}  // namespace

CandidateList::CandidateList(const Units& units) {
    const Instance& instance = units.instance;
    std::vector<char> offered(at(instance.slot_count) * instance.tutors.size(), 0);
    for (std::size_t t = 0; t < instance.tutors.size(); ++t)
        for (const int slot : instance.tutors[t].slots) offered[t * at(instance.slot_count) + at(slot)] = 1;
    first.push_back(0);
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const Unit& unit = units.units[u];
        for (std::size_t t = 0; t < instance.tutors.size(); ++t) {
            const std::int64_t pair = units.pair_cost(static_cast<int>(u), static_cast<int>(t));
            if (pair == Instance::not_allowed) continue;
            const char* const week = offered.data() + t * at(instance.slot_count);
            const int begin = static_cast<int>(run.size());
            int days = 0, last_day = -1;
            for (std::size_t r = 0; r < unit.runs.size(); ++r) {
                bool open = true;
                for (int i = 0; i < unit.size() && open; ++i) open = week[unit.runs[r].start + i] != 0;
                if (!open) continue;
                run.push_back(static_cast<std::uint16_t>(r));
                if (const int day = instance.day(unit.runs[r].start); day != last_day) last_day = day, ++days;
            }
            if (days < instance.sessions)
                run.resize(at(begin));
            else
                candidates.push_back({static_cast<int>(t), pair, begin, static_cast<int>(run.size())});
        }
        first.push_back(static_cast<int>(candidates.size()));
    }
}

std::int64_t cheapest_runs(const Units& units, int unit, const Candidate& candidate, const CandidateList& list,
                           const Prices& prices, std::int64_t cost_scale, std::vector<int>* starts) {
    const Unit& u = units.units[at(unit)];
    const std::vector<Run>& runs = u.runs_with(candidate.tutor);
    const std::int64_t* const seat = prices.seat.data() + at(candidate.tutor) * at(units.instance.slot_count);
    std::int64_t day_best[days_a_week];
    int day_start[days_a_week];
    std::fill(day_best, day_best + days_a_week, never);
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
        if (day_best[day] >= never) return never;
        sum += day_best[day];
        if (starts) starts->push_back(day_start[day]);
        day_best[day] = never;
    }
    if (starts) std::sort(starts->begin(), starts->end());
    return sum;
}

std::int64_t coupled_bound(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted,
                           std::int64_t target, int steps, Prices& prices, const std::function<bool()>& out_of_time) {
    Ascent ascent(units, list, for_cost, need_wanted, prices);
    Prices best_prices = prices;
    std::int64_t best = std::numeric_limits<std::int64_t>::min(), theta = theta_one;
    int stale = 0;
    const std::int64_t aim = (for_cost ? target : -target) * price_one;
    for (int i = 0; i < steps && theta > 0; ++i) {
        if (i > 0 && out_of_time && out_of_time()) break;
        const std::int64_t value = ascent.evaluate();
        if (value > best) {
            stale = 0;
            best = value;
            best_prices = prices;
        } else if (++stale % stale_max == 0) {
            theta = theta * 2 / 3;
        }
        if (!ascent.step(std::max<std::int64_t>(aim - value, price_one) * theta / theta_one)) break;
    }
    prices = std::move(best_prices);
    if (for_cost) return best >= 0 ? (best + price_one - 1) / price_one : -(-best / price_one);
    return (-best) / price_one;
}

}  // namespace tutorline::domain::matching
