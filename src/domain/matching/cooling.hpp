// How willing a search is to step back, from hot to cold: integers only, so that every machine takes the same steps.
#pragma once
#include <cstdint>
#include <functional>

#include "base/random.hpp"

namespace tutorline::domain::matching {

constexpr std::int64_t chance_one = 1 << 16;

/// -log2 of a uniform number in 1/chance_one, straight between powers of two: exact in integers and close enough.
std::int64_t draw_exponential(base::Random& random);

/// hot * (cold / hot)^(step / steps), by halving: straight between powers of two.
std::int64_t cooled(std::int64_t hot, std::int64_t cold, std::int64_t step, std::int64_t steps);

/// How far a walk is, in thousandths, whatever ends it first: its rounds, the looks it may take, its share of the time.
struct Pace {
    std::int64_t rounds = 0;
    std::int64_t looks_max = 0;  ///< 0: rounds alone count
    bool limited(const std::function<int()>& time_gone) const { return looks_max > 0 || time_gone; }
    int at(std::int64_t round, std::int64_t looks, const std::function<int()>& time_gone) const;
};

}  // namespace tutorline::domain::matching
