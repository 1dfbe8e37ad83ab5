// The service's clock: life's, or for trials one that runs faster. Everything below app/ is told the time.
#pragma once
#include <chrono>
#include <optional>

#include "base/civil_time.hpp"
#include "program/service_config.hpp"

namespace tutorline::app {

class Clock {
  public:
    explicit Clock(const std::optional<program::TrialClock>& trial) : trial_(trial) {}

    base::Instant now() const;
    /// The moment in real time when this clock shows `instant`; for waiting.
    std::chrono::system_clock::time_point real(base::Instant instant) const;
    /// Virtual seconds in a real one.
    int speed() const { return trial_ ? trial_->speed : 1; }

  private:
    std::optional<program::TrialClock> trial_;
};

}  // namespace tutorline::app
