#include "reports/indicators.hpp"

#include <cmath>
#include <numeric>

namespace tutorline::reports {

int Outcomes::planned() const { return std::accumulate(closed.begin(), closed.end(), open); }

std::optional<double> Distribution::mean() const {
    if (n == 0) return std::nullopt;
    return sum / n;
}

std::optional<double> Dosage::actual_of_scheduled() const {
    if (scheduled_minutes <= 0) return std::nullopt;
    return actual_minutes / scheduled_minutes;
}

int Numbers::of(std::string_view status) const {
    const auto found = by_status.find(status);
    return found == by_status.end() ? 0 : found->second;
}

std::size_t WeeklyReport::weeks_begun() const {
    std::size_t begun = 0;
    for (std::size_t i = 0; i < by_week.size(); ++i)
        if (by_week[i].planned() > 0) begun = i + 1;
    return begun;
}

int WeeklyReport::missing_reports() const {
    return std::accumulate(missing_logs.begin(), missing_logs.end(), 0, [](int sum, const MissingLogs& row) { return sum + row.missing; });
}

int WeeklyReport::numbers_in_all() const {
    return std::accumulate(numbers.by_status.begin(), numbers.by_status.end(), 0, [](int sum, const auto& status) { return sum + status.second; });
}

int money_places(double amount) { return std::abs(amount) < cents_below && amount != std::round(amount) ? 2 : 0; }

}  // namespace tutorline::reports
