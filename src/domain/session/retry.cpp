#include "domain/session/retry.hpp"

#include <algorithm>
#include <cstdlib>

namespace tutorline::domain {
namespace {

constexpr int minutes_in_week = 7 * 24 * 60;
constexpr int evening_from = 17 * 60;
constexpr int saturday = 5;

int distance_in_week(int a, int b) {
    const int apart = std::abs(a - b) % minutes_in_week;
    return std::min(apart, minutes_in_week - apart);
}

/// Smaller is better. The steps are wide apart so that one consideration never outweighs the one before it.
int cost(base::Instant at, const RetryWish& wish) {
    const base::CivilTime wall = wish.zone.to_civil(at);
    int cost = 0;
    for (const base::Instant tried : wish.tried) {
        const base::CivilTime before = wish.zone.to_civil(tried);
        if (before.day == wall.day) cost += 40'000;
        if (std::abs(before.minute_of_day() - wall.minute_of_day()) < 60) cost += 20'000;
    }
    if (wish.answered_minute) {
        cost += distance_in_week(*wish.answered_minute, wall.weekday() * 24 * 60 + wall.minute_of_day());
    } else if (wall.minute_of_day() < evening_from && wall.weekday() != saturday) {
        cost += minutes_in_week / 2;
    }
    return cost;
}

}  // namespace

std::optional<base::Instant> choose_retry(std::span<const base::Instant> free_times, const RetryWish& wish) {
    base::Instant earliest = base::Instant::min();
    for (const base::Instant tried : wish.tried) earliest = std::max(earliest, tried + retry_apart);
    std::optional<base::Instant> best;
    int best_cost = 0;
    for (const base::Instant at : free_times) {
        if (at < earliest) continue;
        const int its_cost = cost(at, wish);
        if (best && its_cost >= best_cost) continue;
        best = at;
        best_cost = its_cost;
    }
    return best;
}

}  // namespace tutorline::domain
