#include "domain/matching/narrow.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 8;

class Narrowing {
  public:
    Narrowing(const Units& units, const CandidateList& list, const Prices& prices, std::int64_t margin, std::size_t tutors_max)
        : units_(units), list_(list), prices_(prices), margin_(margin), tutors_max_(tutors_max) {
        narrow_.room = list.room;
        narrow_.whole = false;
        narrow_.first.push_back(0);
        least_seat_.assign(units.instance.tutors.size(), never);
        for (std::size_t t = 0; t < least_seat_.size(); ++t)
            for (const int slot : units.instance.tutors[t].slots)
                least_seat_[t] = std::min(least_seat_[t], prices.seat[t * at(units.instance.slot_count) + at(slot)]);
    }

    /// `now`: where the unit is, or nullptr.
    void add(int unit, const Choice* now) {
        cost_.clear();
        nearest_.clear();
        std::int64_t least = never;
        const std::int64_t least_run = least_run_of(unit);
        for (int c = list_.first[at(unit)]; c < list_.first[at(unit) + 1]; ++c) {
            const Candidate& candidate = list_.candidates[at(c)];
            const bool here = now && now->tutor == candidate.tutor;
            cost_.push_back(!here && is_too_dear(unit, candidate, least_run) ? never : cheapest(unit, candidate));
            least = std::min(least, cost_.back());
            note(cost_.back());
        }
        const Limit limit = limit_of();
        int tie = 0;
        for (int c = list_.first[at(unit)]; c < list_.first[at(unit) + 1]; ++c) {
            const Choice* here = now && now->tutor == list_.candidates[at(c)].tutor ? now : nullptr;
            const std::int64_t cost = cost_[at(c - list_.first[at(unit)])], above = cost - least;
            const bool within = cost < limit.cost || (cost == limit.cost && (tie++ + unit) % limit.ties < limit.ties_kept);
            if ((above <= margin_ && within) || here) keep(unit, list_.candidates[at(c)], above, here);
        }
        narrow_.first.push_back(static_cast<int>(narrow_.candidates.size()));
    }

    CandidateList take() { return std::move(narrow_); }

  private:
    /// What the dearest tutor that may be kept costs; of those who cost the same other units keep others.
    struct Limit {
        std::int64_t cost = never;
        int ties = 1, ties_kept = 1;
    };
    Limit limit_of() const {
        if (cost_.size() <= tutors_max_) return {};
        const std::int64_t cost = nearest_.front();
        const auto below = std::count_if(nearest_.begin(), nearest_.end(), [&](std::int64_t c) { return c < cost; });
        return {cost, static_cast<int>(std::count(cost_.begin(), cost_.end(), cost)), static_cast<int>(tutors_max_) - static_cast<int>(below)};
    }

    /// The least any of the unit's calls costs before the prices of its seats; of use without promises only.
    std::int64_t least_run_of(int unit) const {
        std::int64_t least = never;
        for (const Run& run : units_.units[at(unit)].runs) least = std::min(least, run.cost * price_one);
        return least;
    }

    /// Dearer, by what it costs at the very least, than so many tutors before it as may be kept: most are, and need no look at their week.
    bool is_too_dear(int unit, const Candidate& candidate, std::int64_t least_run) const {
        if (nearest_.size() < tutors_max_ || units_.move_weight > 0) return false;
        const int size = units_.units[at(unit)].size();
        const std::int64_t calls = units_.instance.sessions * (least_run + size * least_seat_[at(candidate.tutor)]);
        return candidate.pair_cost * price_one + prices_.tutor[at(candidate.tutor)] * size + calls > nearest_.front();
    }

    /// Keeps the `tutors_max_` cheapest so far as a heap, the dearest of them in front; nothing when all may be kept.
    void note(std::int64_t cost) {
        if (tutors_max_ >= units_.instance.tutors.size()) return;
        if (nearest_.size() >= tutors_max_) {
            if (cost >= nearest_.front()) return;
            std::ranges::pop_heap(nearest_);
            nearest_.pop_back();
        }
        nearest_.push_back(cost);
        std::ranges::push_heap(nearest_);
    }

    std::int64_t cheapest(int unit, const Candidate& candidate) const {
        const std::int64_t runs = cheapest_runs(units_, unit, candidate, list_, prices_, price_one, nullptr);
        if (runs >= never) return never;
        return candidate.pair_cost * price_one + prices_.tutor[at(candidate.tutor)] * units_.units[at(unit)].size() + runs;
    }

    std::int64_t priced(const Unit& unit, const Candidate& candidate, int r) const {
        const Run& run = unit.runs_with(candidate.tutor)[list_.run[at(r)]];
        const std::int64_t* const seat = prices_.seat.data() + at(candidate.tutor) * at(units_.instance.slot_count) + run.start;
        std::int64_t cost = run.cost * price_one;
        for (int i = 0; i < unit.size(); ++i) cost += seat[i];
        return cost;
    }

    /// The runs with which the candidate stays within the margin, the other calls being its cheapest.
    void keep(int unit, const Candidate& candidate, std::int64_t above, const Choice* now) {
        const Unit& u = units_.units[at(unit)];
        std::int64_t day_best[days_a_week], ordered[days_a_week];
        std::fill(day_best, day_best + days_a_week, never);
        for (int r = candidate.first_run; r < candidate.last_run; ++r) {
            std::int64_t& best = day_best[units_.instance.day(u.runs[list_.run[at(r)]].start)];
            best = std::min(best, priced(u, candidate, r));
        }
        std::copy(day_best, day_best + days_a_week, ordered);
        std::sort(ordered, ordered + days_a_week);
        const std::int64_t last_call = ordered[units_.instance.sessions - 1];
        const int begin = static_cast<int>(narrow_.run.size());
        for (int r = candidate.first_run; r < candidate.last_run; ++r) {
            const int start = u.runs[list_.run[at(r)]].start;
            const std::int64_t more = priced(u, candidate, r) - std::min(day_best[units_.instance.day(start)], last_call);
            if (above + more <= margin_ || (now && std::count(now->starts.begin(), now->starts.end(), start)))
                narrow_.run.push_back(list_.run[at(r)]);
        }
        narrow_.candidates.push_back({candidate.tutor, candidate.pair_cost, begin, static_cast<int>(narrow_.run.size())});
    }

    const Units& units_;
    const CandidateList& list_;
    const Prices& prices_;
    std::int64_t margin_;
    std::size_t tutors_max_;
    CandidateList narrow_;
    std::vector<std::int64_t> cost_, nearest_;
    std::vector<std::int64_t> least_seat_;  ///< of each tutor
};

}  // namespace

CandidateList narrowed(const Units& units, const CandidateList& list, const Prices& prices, const Board& board,
                       std::int64_t margin, std::size_t tutors_max) {
    Narrowing narrowing(units, list, prices, margin, tutors_max);
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const auto& now = board.choice(static_cast<int>(u));
        narrowing.add(static_cast<int>(u), now ? &*now : nullptr);
    }
    return narrowing.take();
}

}  // namespace tutorline::domain::matching
