#include "app/service/clock.hpp"

#include <time.h>

namespace tutorline::app {

using std::chrono::system_clock;

namespace {

constexpr std::chrono::hours jump_min{1};

}  // namespace

TwoClocks read_clocks() {
    timespec running{};
    ::clock_gettime(CLOCK_BOOTTIME, &running);  // goes on while the machine sleeps, as the wall clock does
    return {system_clock::now(), std::chrono::seconds{running.tv_sec} + std::chrono::nanoseconds{running.tv_nsec}};
}

ClockWatch::Look ClockWatch::look(const TwoClocks& clocks) {
    if (!believed_) believed_ = clocks;
    const auto expected = believed_->wall + std::chrono::duration_cast<system_clock::duration>(clocks.running - believed_->running);
    if (std::chrono::abs(clocks.wall - expected) > jump_min) return {false, expected};
    believed_ = clocks;
    return {true, clocks.wall};
}

base::Instant Clock::at(system_clock::time_point real_now) const {
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
