#include "domain/matching/close.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"
#include "base/random.hpp"
#include "domain/matching/coupled_bound.hpp"
#include "domain/matching/narrow.hpp"
#include "domain/matching/neighbourhood.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::int64_t choices_max = 30'000, last_choices_max = 60'000;
constexpr std::int64_t looks_each_round = 60'000'000, looks_at_last = 800'000'000;
constexpr std::int64_t nodes_max = 1'000'000;
constexpr int rounds = 8, bound_steps = 1500, scale_steps = 60;

class Closing {
  public:
    Closing(const Units& units, const CandidateList& list, Found& found, const SolveOptions& options)
        : units_(units), list_(list), found_(found), options_(options) {
        for (std::size_t u = 0; u < units.units.size(); ++u) all_.push_back(static_cast<int>(u));
        for (std::size_t t = 0; t < units.instance.tutors.size(); ++t) tutors_.push_back(static_cast<int>(t));
    }

    void run() {
        Prices prices = none();
        for (int round = 0; round < rounds && !closed() && !out_of_time(); ++round) {
            // Every other round along the prices: they tell which hours are scarce.
            search(few_runs(round % 2 ? prices : none(), round), looks_each_round, choices_max * 2);
            if (round == 0 || round == rounds / 2) prices = bound();
        }
        if (closed() || out_of_time()) return;
        prices = bound();
        if (!closed() && found_.board.need() == found_.need_bound) close(prices);
    }

  private:
    bool out_of_time() const { return options_.out_of_time && options_.out_of_time(); }
    bool closed() const { return found_.board.need() == found_.need_bound && found_.board.cost() == found_.cost_bound; }
    Prices none() const {
        return {std::vector<std::int64_t>(tutors_.size() * at(units_.instance.slot_count), 0), std::vector<std::int64_t>(tutors_.size(), 0), 0};
    }

    /// Whether the search came to its end.
    bool search(const CandidateList& narrow, std::int64_t looks, std::int64_t most) {
        if (options_.looks) looks = std::min(looks, *options_.looks);
        const Neighbourhood part(units_, found_.board, narrow, none(), all_, tutors_, static_cast<std::size_t>(most));
        if (part.truncated()) return false;
        const std::int64_t before = looks;
        const PackingResult result = part.solve(nodes_max, options_.out_of_time, &looks);
        if (options_.looks) *options_.looks -= before - looks;
        if (result.need > part.need_now() || (result.need == part.need_now() && result.cost < part.cost_now())) part.apply(result, found_.board);
        return !result.stopped;
    }

    /// Bounds from the whole list, and the prices that give the one on cost. The worth of need is tried first in steps.
    Prices bound() {
        Prices prices = none();
        if (found_.board.need() < found_.need_bound)
            found_.need_bound = std::min(found_.need_bound, coupled_bound(units_, list_, false, 0, found_.board.need(), bound_steps, prices, options_.out_of_time));
        Prices best = none();
        std::int64_t best_value = std::numeric_limits<std::int64_t>::min();
        std::int64_t way_most = units_.move_weight * units_.instance.sessions;
        for (const Candidate& candidate : list_.candidates) way_most = std::max(way_most, candidate.pair_cost + units_.move_weight * units_.instance.sessions);
        for (std::int64_t worth = 1; worth <= std::max<std::int64_t>(way_most, 1) * 32; worth *= 4) {
            Prices tried = prices;
            for (auto& price : tried.seat) price *= worth;
            for (auto& price : tried.tutor) price *= worth;
            tried.need = worth * price_one;
            const std::int64_t value = coupled_bound(units_, list_, true, found_.board.need(), found_.board.cost(), scale_steps, tried, options_.out_of_time);
            if (value > best_value) best_value = value, best = std::move(tried);
        }
        found_.cost_bound = std::max({found_.cost_bound, best_value, coupled_bound(units_, list_, true, found_.board.need(), found_.board.cost(), bound_steps, best, options_.out_of_time)});
        found_.cost_bound = std::min(found_.cost_bound, found_.board.cost());
        return best;
    }

    /// Among ways no dearer at the prices than the gap is the optimum, or it is what was found.
    void close(const Prices& prices) {
        const std::int64_t need = found_.board.need();
        const std::int64_t at_prices = coupled_bound_at(units_, list_, true, need, prices);
        const std::int64_t gap = (found_.board.cost() - at_prices + 1) * price_one;
        const CandidateList narrow = narrowed(units_, list_, prices, found_.board, gap);
        if (search(narrow, looks_at_last, last_choices_max)) found_.cost_bound = found_.board.cost();
    }

    /// Of each day the cheapest runs at the prices (among equals others every round), so many that few choices are listed;
    /// with those on the board, and those promised, which are cheap.
    CandidateList few_runs(const Prices& prices, int round) const {
        for (int each_day = 8; each_day > 1; --each_day) {
            std::int64_t choices = 0;
            CandidateList narrow = with_runs(prices, round, each_day, choices);
            if (choices <= choices_max) return narrow;
        }
        std::int64_t choices = 0;
        return with_runs(prices, round, 1, choices);
    }

    CandidateList with_runs(const Prices& prices, int round, int each_day, std::int64_t& choices) const {
        CandidateList narrow;
        narrow.room = list_.room;
        narrow.whole = false;
        narrow.first.push_back(0);
        for (const int u : all_) {
            for (int c = list_.first[at(u)]; c < list_.first[at(u) + 1]; ++c) {
                const int begin = static_cast<int>(narrow.run.size());
                choices += add_runs(u, list_.candidates[at(c)], prices, round, each_day, narrow.run);
                narrow.candidates.push_back({list_.candidates[at(c)].tutor, list_.candidates[at(c)].pair_cost, begin, static_cast<int>(narrow.run.size())});
            }
            narrow.first.push_back(static_cast<int>(narrow.candidates.size()));
        }
        return narrow;
    }

    /// Returns how many choices the runs make.
    std::int64_t add_runs(int u, const Candidate& candidate, const Prices& prices, int round, int each_day, std::vector<std::uint16_t>& runs) const {
        const Unit& unit = units_.units[at(u)];
        const auto& all = unit.runs_with(candidate.tutor);
        const auto& now = found_.board.choice(u);
        std::vector<std::pair<std::int64_t, std::uint16_t>> of_day[days_a_week];
        for (int r = candidate.first_run; r < candidate.last_run; ++r) {
            const Run& run = all[list_.run[at(r)]];
            std::int64_t key = run.cost * price_one;
            for (int i = 0; i < unit.size(); ++i) key += prices.seat[at(candidate.tutor) * at(units_.instance.slot_count) + at(run.start + i)];
            const auto tie = static_cast<std::int64_t>(base::mix(static_cast<std::uint64_t>(((round * 64 + u) * 1024 + run.start) + 1)) % 256);
            const bool here = now && now->tutor == candidate.tutor && std::count(now->starts.begin(), now->starts.end(), run.start) > 0;
            of_day[units_.instance.day(run.start)].emplace_back(here ? std::numeric_limits<std::int64_t>::min() : key * 256 + tie, list_.run[at(r)]);
        }
        std::vector<std::int64_t> ways(at(units_.instance.sessions) + 1, 0);  // so many calls from the days so far
        ways[0] = 1;
        std::vector<std::uint16_t> kept;
        for (auto& day : of_day) {
            std::sort(day.begin(), day.end());
            if (std::ssize(day) > each_day) day.resize(at(each_day));
            for (const auto& [key, run] : day) kept.push_back(run);
            for (std::size_t n = ways.size() - 1; n > 0; --n) ways[n] += ways[n - 1] * std::ssize(day);
        }
        std::sort(kept.begin(), kept.end());
        runs.insert(runs.end(), kept.begin(), kept.end());
        return ways.back();
    }

    const Units& units_;
    const CandidateList& list_;
    Found& found_;
    const SolveOptions& options_;
    std::vector<int> all_, tutors_;
};

}  // namespace

void close_gap(const Units& units, const CandidateList& list, Found& found, const SolveOptions& options) {
    Closing(units, list, found, options).run();
}

}  // namespace tutorline::domain::matching
