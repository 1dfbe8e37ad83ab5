#include "domain/matching/priced_ways.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::int64_t no_way = std::numeric_limits<std::int64_t>::max() / 4;

/// The cheapest calls of different days, offered day after day.
class CheapestDays {
  public:
    explicit CheapestDays(int calls) : calls_(calls) { std::fill_n(cost_, calls, no_way); }
    void offer(std::int64_t cost, std::uint32_t what) {
        if (cost >= cost_[calls_ - 1]) return;
        int i = calls_ - 1;
        for (; i > 0 && cost_[i - 1] > cost; --i) cost_[i] = cost_[i - 1], what_[i] = what_[i - 1];
        cost_[i] = cost, what_[i] = what;
    }
    bool enough() const { return cost_[calls_ - 1] < no_way; }
    std::int64_t sum() const {
        std::int64_t sum = 0;
        for (int i = 0; i < calls_; ++i) sum += cost_[i];
        return sum;
    }
    const std::uint32_t* what() const { return what_; }

  private:
    int calls_;
    std::int64_t cost_[days_a_week];
    std::uint32_t what_[days_a_week] = {};
};

}  // namespace

PricedWays::PricedWays(const Units& units, const CandidateList& list, std::int64_t cost_scale, int first_unit, int last_unit)
    : units_(units), list_(list), sessions_(units.instance.sessions), from_(list.first[at(first_unit)]), tutor_least_(units.instance.tutors.size(), 0) {
    const Instance& instance = units.instance;
    std::vector<std::uint32_t> number(instance.tutors.size() * at(instance.slot_count), 0);
    for (std::size_t t = 0; t < instance.tutors.size(); ++t) {
        tutor_first_.push_back(static_cast<std::uint32_t>(place_.size()));
        for (const int slot : instance.tutors[t].slots) {
            const std::size_t place = t * at(instance.slot_count) + at(slot);
            number[place] = static_cast<std::uint32_t>(place_.size());
            place_.push_back(static_cast<std::uint32_t>(place));
        }
    }
    tutor_first_.push_back(static_cast<std::uint32_t>(place_.size()));
    const auto ways = at(list.first[at(last_unit)] - from_);
    std::size_t run_count = 0;
    for (std::size_t w = 0; w < ways; ++w) run_count += at(list.candidates[at(from_) + w].last_run - list.candidates[at(from_) + w].first_run);
    ways_.reserve(ways);
    pair_.reserve(ways);
    run_cost_.reserve(run_count);
    run_seat_.reserve(run_count);
    for (std::size_t u = at(first_unit); u < at(last_unit); ++u)
        for (int c = list.first[u]; c < list.first[u + 1]; ++c) {
            const Candidate& candidate = list.candidates[at(c)];
            const std::vector<Run>& runs = units.units[u].runs_with(candidate.tutor);
            const std::int64_t pair = candidate.pair_cost * cost_scale;
            const auto first = static_cast<std::uint32_t>(run_cost_.size());
            CheapestDays days(sessions_);
            std::int64_t of_day = no_way;
            int day = -1;
            for (int r = candidate.first_run; r < candidate.last_run; ++r) {
                const Run& run = runs[list.run[at(r)]];
                if (instance.day(run.start) != day) days.offer(of_day, 0), of_day = no_way, day = instance.day(run.start);
                run_cost_.push_back(run.cost * cost_scale);
                run_seat_.push_back(number[at(candidate.tutor) * at(instance.slot_count) + at(run.start)] * 8 + static_cast<std::uint32_t>(day));
                of_day = std::min(of_day, run_cost_.back());
            }
            days.offer(of_day, 0);
            ways_.push_back({days.enough() ? pair + days.sum() : no_way, candidate.tutor, first, static_cast<std::uint32_t>(run_cost_.size())});
            pair_.push_back(pair);
        }
}

void PricedWays::look_again(const SeatPrices& prices) {
    const auto slots = static_cast<std::uint32_t>(units_.instance.slot_count);
    for (std::size_t t = 0; t < tutor_least_.size(); ++t) {
        CheapestDays days(sessions_);
        std::int64_t of_day = no_way;
        int day = -1;
        for (std::uint32_t s = tutor_first_[t]; s < tutor_first_[t + 1]; ++s) {
            const int its = units_.instance.day(static_cast<int>(place_[s] % slots));
            if (its != day) days.offer(of_day, 0), of_day = no_way, day = its;
            of_day = std::min(of_day, prices.seat[s]);
        }
        days.offer(of_day, 0);
        tutor_least_[t] = days.enough() ? days.sum() + prices.tutor[t] : no_way;
    }
}

std::int64_t PricedWays::gain(const Way& way, int size, const SeatPrices& prices, std::int64_t below, std::uint32_t* seats) const {
    CheapestDays days(sessions_);
    std::int64_t of_day = no_way;
    std::uint32_t day = days_a_week, its = 0;
    for (std::uint32_t r = way.first_run; r < way.last_run; ++r) {
        const std::uint32_t seat = run_seat_[r] / 8;
        if (run_seat_[r] % 8 != day) days.offer(of_day, its), of_day = no_way, day = run_seat_[r] % 8;
        std::int64_t cost = run_cost_[r];
        for (int i = 0; i < size; ++i) cost += prices.seat[seat + static_cast<std::uint32_t>(i)];
        if (cost < of_day) of_day = cost, its = seat;
    }
    days.offer(of_day, its);
    if (!days.enough()) return no_way;
    const std::int64_t sum = days.sum();
    if (seats && sum < below) std::copy_n(days.what(), sessions_, seats);
    return sum;
}

PricedWays::Best PricedWays::best(int unit, std::int64_t worth, const SeatPrices& prices, int hint) const {
    Best best;
    const int size = units_.units[at(unit)].size();
    const auto look = [&](int c, std::int64_t below) {
        const Way& way = ways_[at(c - from_)];
        // A run's seats cost no less than its first: what holds for one student holds for siblings together.
        if (way.least + tutor_least_[at(way.tutor)] - worth >= below) return below;
        const std::int64_t fixed = pair_[at(c - from_)] + prices.tutor[at(way.tutor)] * size - worth;
        const std::int64_t sum = gain(way, size, prices, below - fixed, best.seats);
        return sum < below - fixed ? fixed + sum : below;
    };
    std::int64_t below = 0;
    if (hint >= 0) below = std::min<std::int64_t>(0, look(hint, 0) + 1);  // the first of equals is found again
    const auto take = [&](int c) {
        const std::int64_t gain = look(c, below);
        if (gain < below) below = best.gain = gain, best.candidate = c;
    };
    if (near_first_.empty())
        for (int c = list_.first[at(unit)]; c < list_.first[at(unit) + 1]; ++c) take(c);
    else
        for (int n = near_first_[at(unit)]; n < near_first_[at(unit) + 1]; ++n) take(near_[at(n)]);
    return best;
}

void PricedWays::keep_near(const SeatPrices& prices, const std::vector<int>& hints, std::size_t ways_max) {
    look_again(prices);
    near_.clear();
    near_first_.assign(1, 0);
    std::vector<std::int64_t> least, ordered;
    for (std::size_t u = 0; u < hints.size(); ++u) {
        const int begin = list_.first[u], ways = list_.first[u + 1] - begin;
        least.clear();
        const int size = units_.units[u].size();
        for (int c = begin; c < begin + ways; ++c) least.push_back(pair_[at(c - from_)] + prices.tutor[at(ways_[at(c - from_)].tutor)] * size + gain(ways_[at(c - from_)], size, prices, 0, nullptr));
        std::int64_t limit = no_way;
        std::size_t of_equals = 0;  // of those at the limit so many are kept: other units keep others
        if (least.size() > ways_max) {
            ordered = least;
            const auto last = ordered.begin() + static_cast<std::ptrdiff_t>(ways_max) - 1;
            std::nth_element(ordered.begin(), last, ordered.end());
            limit = *last;
            of_equals = ways_max - static_cast<std::size_t>(std::count_if(ordered.begin(), last, [&](std::int64_t l) { return l < limit; }));
        }
        const auto equals = static_cast<std::size_t>(std::count(least.begin(), least.end(), limit));
        std::size_t equal = 0;
        for (int w = 0; w < ways; ++w) {
            const bool kept = least[at(w)] < limit || (least[at(w)] == limit && (equal++ + u) % equals < of_equals);
            if (kept || begin + w == hints[u]) near_.push_back(begin + w);
        }
        near_first_.push_back(static_cast<int>(near_.size()));
    }
}

}  // namespace tutorline::domain::matching
