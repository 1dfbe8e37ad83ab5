// The distributions people are drawn from. All of them turn a Random (or a number from it) into a value.
#pragma once
#include <span>
#include <vector>

#include "base/random.hpp"
#include "program/behaviour.hpp"

namespace tutorline::simulator {

/// Standard normal distribution function.
double normal_cdf(double z);

/// Quantiles of a beta distribution from a table of 2,048 steps, good to 1e-3: households are coupled by one number,
/// their quantile, so that who is easy to reach also brings the child to the phone (FIELD.md c1).
class BetaQuantiles {
  public:
    explicit BetaQuantiles(program::BetaShape shape);
    double at(double u) const;

  private:
    std::vector<double> table_;
};

/// Index drawn with these weights (any positive sum).
std::size_t pick(base::Random& random, std::span<const double> weights);
/// Whole seconds of a lognormal with that median.
double lognormal(base::Random& random, double median, double sigma);
/// odds * factor, as a probability.
double with_odds(double probability, double factor);

}  // namespace tutorline::simulator
