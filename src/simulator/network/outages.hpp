// Times when something does not work, drawn beforehand for the whole run.
#pragma once
#include <vector>

#include "base/civil_time.hpp"
#include "base/random.hpp"

namespace tutorline::simulator {

class Outages {
  public:
    Outages() = default;
    /// Poisson in time at `per_month` (30 days), each between `shortest` and `longest`, uniformly.
    Outages(base::Random random, double per_month, base::Seconds shortest, base::Seconds longest, base::Instant from, base::Instant until);
    /// `at` itself, or the end of the outage it falls into.
    base::Instant first_working(base::Instant at) const;
    bool down(base::Instant at) const { return first_working(at) != at; }

  private:
    struct Span { base::Instant from, until; };
    std::vector<Span> spans_;  // sorted, without overlap
};

}  // namespace tutorline::simulator
