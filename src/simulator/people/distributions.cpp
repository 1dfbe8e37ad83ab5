#include "simulator/people/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tutorline::simulator {
namespace {

constexpr std::size_t steps = 2048;
constexpr std::size_t cells = 20000;

}  // namespace

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

BetaQuantiles::BetaQuantiles(program::BetaShape shape) : table_(steps + 1, 1.0) {
    // Integrates the density by cells; x = s^2 (3 - 2 s) takes the sting out of the ends where a or b is below 1.
    std::vector<double> cumulated(cells + 1, 0.0);
    const auto place = [](double s) { return s * s * (3 - 2 * s); };
    for (std::size_t i = 0; i < cells; ++i) {
        const double s = (static_cast<double>(i) + 0.5) / cells;
        const double x = place(s);
        const double density = std::exp((shape.a - 1) * std::log(x) + (shape.b - 1) * std::log1p(-x)) * 6 * s * (1 - s);
        cumulated[i + 1] = cumulated[i] + density;
    }
    std::size_t cell = 0;
    for (std::size_t k = 0; k <= steps; ++k) {
        const double wanted = cumulated.back() * static_cast<double>(k) / steps;
        while (cell + 1 < cells && cumulated[cell + 1] < wanted) ++cell;
        const double inside = (wanted - cumulated[cell]) / std::max(1e-300, cumulated[cell + 1] - cumulated[cell]);
        table_[k] = place((static_cast<double>(cell) + std::clamp(inside, 0.0, 1.0)) / cells);
    }
}

double BetaQuantiles::at(double u) const {
    const double where = std::clamp(u, 0.0, 1.0) * steps;
    const auto low = std::min(static_cast<std::size_t>(where), steps - 1);
    const double part = where - static_cast<double>(low);
    return table_[low] * (1 - part) + table_[low + 1] * part;
}

std::size_t pick(base::Random& random, std::span<const double> weights) {
    double left = random.unit() * std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        left -= weights[i];
        if (left < 0) return i;
    }
    return weights.size() - 1;
}

double lognormal(base::Random& random, double median, double sigma) { return median * std::exp(sigma * random.normal()); }

double with_odds(double probability, double factor) {
    if (probability >= 1) return 1;
    const double odds = probability / (1 - probability) * factor;
    return odds / (1 + odds);
}

}  // namespace tutorline::simulator
