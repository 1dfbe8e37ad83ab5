#include "app/service/clock.hpp"

namespace tutorline::app {

using std::chrono::system_clock;

base::Instant Clock::now() const {
    const auto real_now = system_clock::now();
    if (!trial_) return std::chrono::floor<base::Seconds>(real_now);
    const auto passed = (real_now - system_clock::time_point{trial_->since}) * trial_->speed;
    return trial_->from + std::chrono::floor<base::Seconds>(passed);
}

system_clock::time_point Clock::real(base::Instant instant) const {
    if (!trial_) return system_clock::time_point{instant};
    const system_clock::duration ahead = instant - trial_->from;
    return system_clock::time_point{trial_->since} + ahead / trial_->speed;
}

}  // namespace tutorline::app
