#include "simulator/network/outages.hpp"

#include <algorithm>
#include <cmath>

namespace tutorline::simulator {

Outages::Outages(base::Random random, double per_month, base::Seconds shortest, base::Seconds longest, base::Instant from,
                 base::Instant until) {
    if (per_month <= 0) return;
    const double mean_gap = 30.0 * 86400.0 / per_month;
    for (base::Instant at = from;;) {
        at += base::Seconds{static_cast<std::int64_t>(-std::log(1.0 - random.unit()) * mean_gap)};
        if (at >= until) return;
        const base::Instant end = at + base::Seconds{random.between(shortest.count(), std::max(shortest, longest).count())};
        spans_.push_back({at, end});
        at = end;
    }
}

base::Instant Outages::first_working(base::Instant at) const {
    const auto after = std::ranges::upper_bound(spans_, at, {}, &Span::from);
    if (after == spans_.begin()) return at;
    return std::max(at, std::prev(after)->until);
}

}  // namespace tutorline::simulator
