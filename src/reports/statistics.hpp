// Small statistics of the reports.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "reports/indicators.hpp"

namespace tutorline::reports {

struct Interval {
    double low = 0, high = 0;
};

/// Wilson's score interval for a share, 95 % (Wilson 1927): sensible for small n and shares near 0 or 1. n = 0: 0..1.
Interval wilson(int hits, int n);

/// The value below which a share `p` of the sorted values lies (nearest rank); 0 for none.
double quantile(std::span<const double> sorted, double p);

/// Counts, sum and quantiles of values, in classes with these upper bounds.
Distribution distribution(std::vector<double> values, std::vector<int> upper);

/// Marks rows with fewer than `least` students, and then the smallest others until what is hidden holds at least two
/// rows and `least` students: the hidden ones cannot be worked out from the total.
void suppress(std::vector<EquityRow>& rows, int least);

}  // namespace tutorline::reports
