// The load: requests that were built and signed before, sent over a number of kept connections, the next one on a
// connection as soon as its answer is there. One thread, plain epoll.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace tutorline::bench {

struct Measured {
    std::int64_t answered = 0;  ///< with 200
    std::int64_t refused = 0;   ///< with anything else
    double seconds = 0;
    double server_cpu_us = 0;  ///< CPU of all other threads of this process, for each answer
    double engine_cpu_us = 0;  ///< of these, the engine's thread; filled by who knows
    double per_commit = 0;  ///< texts in one commit; filled by who knows
    double p50_ms = 0;
    double p99_ms = 0;
    double rate() const { return seconds > 0 ? static_cast<double>(answered) / seconds : 0; }
};

/// Stops after `time`, or when every request was sent once. Throws std::runtime_error when a connection breaks.
Measured run_load(std::uint16_t port, int connections, const std::vector<std::string>& requests, std::chrono::milliseconds time);

}  // namespace tutorline::bench
