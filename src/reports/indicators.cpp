#include "reports/indicators.hpp"

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

}  // namespace tutorline::reports
