// The service's clock: life's, or for trials one that runs faster. Everything below app/ is told the time.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

#include "base/civil_time.hpp"
#include "program/service_config.hpp"

namespace tutorline::app {

/// The wall clock, which people and NTP set, and the time since the machine started, which nobody sets.
struct TwoClocks {
    std::chrono::system_clock::time_point wall;
    std::chrono::nanoseconds running{};
};
TwoClocks read_clocks();

class Clock {
  public:
    explicit Clock(const std::optional<program::TrialClock>& trial, std::function<TwoClocks()> source = read_clocks)
        : trial_(trial), source_(std::move(source)) {}

    base::Instant now() const { return at(both().wall); }
    TwoClocks both() const { return source_(); }
    /// What this clock shows at a moment of real time.
    base::Instant at(std::chrono::system_clock::time_point real) const;
    /// The moment in real time when this clock shows `instant`; for waiting.
    std::chrono::system_clock::time_point real(base::Instant instant) const;
    /// Virtual seconds in a real one.
    int speed() const { return trial_ ? trial_->speed : 1; }

  private:
    std::optional<program::TrialClock> trial_;
    std::function<TwoClocks()> source_;
};

/// Whether the wall clock goes on as time does. One that jumps by more than an hour while the service runs is not believed:
/// a round whose last day seems over is closed for good.
class ClockWatch {
  public:
    struct Look {
        bool agrees = true;
        std::chrono::system_clock::time_point wall;  ///< the wall clock's time, or where it would stand had it not jumped
    };
    /// Small steps and drift are followed from look to look; after a jump until the wall clock is back within an hour of the
    /// time it would have shown.
    Look look(const TwoClocks& clocks);

  private:
    std::optional<TwoClocks> believed_;
};

}  // namespace tutorline::app
