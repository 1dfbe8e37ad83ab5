#include "domain/matching/cooling.hpp"

#include <algorithm>

namespace tutorline::domain::matching {

std::int64_t draw_exponential(base::Random& random) {
    const std::uint64_t bits = random.next() | 1;
    const int zeros = __builtin_clzll(bits);
    const auto fraction = static_cast<std::int64_t>((bits << zeros << 1) >> 48);
    return (zeros + 1) * chance_one - fraction;
}

std::int64_t cooled(std::int64_t hot, std::int64_t cold, std::int64_t step, std::int64_t steps) {
    int halvings = 0;
    while ((hot >> (halvings + 1)) >= cold) ++halvings;
    const std::int64_t position = halvings * 1024 * step / steps;
    const std::int64_t high = hot >> (position / 1024);
    return std::max(cold, high - high / 2 * (position % 1024) / 1024);
}

int Pace::at(std::int64_t round, std::int64_t looks, const std::function<int()>& time_gone) const {
    std::int64_t gone = round * 1000 / std::max<std::int64_t>(1, rounds);
    if (looks_max > 0) gone = std::max(gone, looks * 1000 / looks_max);
    if (time_gone) gone = std::max<std::int64_t>(gone, time_gone());
    return static_cast<int>(std::clamp<std::int64_t>(gone, 0, 1000));
}

}  // namespace tutorline::domain::matching
