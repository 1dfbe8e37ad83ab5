#include "reports/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tutorline::reports {

Interval wilson(int hits, int n) {
    if (n == 0) return {0, 1};
    constexpr double z = 1.959964;
    const double p = hits / static_cast<double>(n), square = z * z / n;
    const double middle = (p + square / 2) / (1 + square);
    const double half = z * std::sqrt(p * (1 - p) / n + square / (4 * n)) / (1 + square);
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

double quantile(std::span<const double> sorted, double p) {
    if (sorted.empty()) return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

Distribution distribution(std::vector<double> values, std::vector<int> upper) {
    Distribution out;
    std::ranges::sort(values);
    out.n = static_cast<int>(values.size());
    out.sum = std::accumulate(values.begin(), values.end(), 0.0);
    out.p10 = quantile(values, 0.1);
    out.median = quantile(values, 0.5);
    out.p90 = quantile(values, 0.9);
    out.counts.assign(upper.size() + 1, 0);
    for (const double value : values) {
        const auto cls = std::ranges::find_if(upper, [&](int bound) { return value <= bound; }) - upper.begin();
        ++out.counts[static_cast<std::size_t>(cls)];
    }
    out.upper = std::move(upper);
    return out;
}

void suppress(std::vector<EquityRow>& rows, int least) {
    for (auto& row : rows) row.suppressed = row.students < least;
    const auto hidden = [&] { return std::ranges::count_if(rows, &EquityRow::suppressed); };
    const auto hidden_students = [&] {
        int sum = 0;
        for (const auto& row : rows) sum += row.suppressed ? row.students : 0;
        return sum;
    };
    while (hidden() > 0 && hidden() < static_cast<std::ptrdiff_t>(rows.size()) && (hidden() == 1 || hidden_students() < least)) {
        EquityRow* smallest = nullptr;
        for (auto& row : rows)
            if (!row.suppressed && (smallest == nullptr || row.students < smallest->students)) smallest = &row;
        smallest->suppressed = true;
    }
}

}  // namespace tutorline::reports
