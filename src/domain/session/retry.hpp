// Which of the half hours left a failed call is tried again in (B18, facts 61-63): another day and another hour of the day
// before the same ones, near the hour this phone was answered before, evenings and Saturdays first. Pure.
#pragma once
#include <optional>
#include <span>

#include "base/civil_time.hpp"

namespace tutorline::domain {

struct RetryWish {
    std::span<const base::Instant> tried;  ///< starts of the dials so far
    std::optional<int> answered_minute;    ///< minute of the week in which this phone was answered before
    base::Zone zone;                       ///< the family's
};
/// None when no time is left that is at least `retry_apart` after the last dial.
std::optional<base::Instant> choose_retry(std::span<const base::Instant> free_times, const RetryWish& wish);
constexpr base::Minutes retry_apart{90};

}  // namespace tutorline::domain
