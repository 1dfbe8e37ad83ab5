// Bound for coupled slots on problems too large to list every choice: Lagrangean prices on seats and tutors, each unit
// taking its cheapest choice on its own; ascent along averaged loads (the volume algorithm: Barahona, Anbil 2000). Fixed-point integers throughout, so a bound is certain and repeats exactly.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "domain/matching/candidates.hpp"

namespace tutorline::domain::matching {

struct Prices {
    std::vector<std::int64_t> seat;   ///< [tutor * slot_count + slot], in 1/price_one
    std::vector<std::int64_t> tutor;  ///< for one place, in 1/price_one
    std::int64_t need = 0;            ///< worth of one unit of need, in 1/price_one
};
inline constexpr std::int64_t price_one = 16384;
/// A step looks at so many ways of each unit, the nearest, and one step in so many at all.
inline constexpr int ways_near = 24, look_at_all_every = 20;

enum class Start { anywhere, at_flow, again };  ///< at_flow: the prices are duals of the relaxed flow; again: they were found before

/// Upper bound on need (cost left aside), or with `for_cost` a lower bound on the cost of placements that reach
/// `need_wanted`. `target` is a value known to be reachable. `prices` start where they are and are left where they
/// guide best: at the best bound, or from a flow where the way ended.
std::int64_t coupled_bound(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted,
                           std::int64_t target, int steps, Prices& prices, const std::function<bool()>& out_of_time,
                           Start start = Start::anywhere);

/// The same bound at just these prices.
std::int64_t coupled_bound_at(const Units& units, const CandidateList& list, bool for_cost, std::int64_t need_wanted, const Prices& prices);

/// What such a value, in 1/price_one, bounds: need and costs are whole numbers.
std::int64_t bound_of(bool for_cost, std::int64_t value);

/// Upper bound on need by the tutors' places and hours alone: at once, where there is no time for a better one.
std::int64_t need_by_places(const Units& units);

/// Cheapest runs on different days for a candidate at these prices, without the pair cost; starts ascending.
std::int64_t cheapest_runs(const Units& units, int unit, const Candidate& candidate, const CandidateList& list,
                           const Prices& prices, std::int64_t cost_scale, std::vector<int>* starts);

}  // namespace tutorline::domain::matching
