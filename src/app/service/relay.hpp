// Carries effects to the gateway and their fate back: encode -> HTTP -> decode. Never repeats a request by itself: what
// becomes of an effect of unknown fate is the engine's decision.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <vector>

#include "domain/effect.hpp"
#include "net/client.hpp"
#include "ports/gateway.hpp"

namespace tutorline::app {

struct RelayLimits {
    int requests_max = 16;        ///< open at one time
    int requests_per_second_max = 20;
};

class Relay {
  public:
    using Finished = std::function<void(domain::Effect, domain::EffectResult)>;

    /// `finished` runs on the loop's thread, once per effect, whatever happens.
    Relay(net::Client& client, const ports::Gateway& gateway, const ports::Channel& channel, const RelayLimits& limits, Finished finished)
        : client_(client), gateway_(gateway), channel_(channel), limits_(limits), finished_(std::move(finished)) {}

    // The first three on one thread only.
    /// How many effects it takes now: open requests and the rate of the last second are limited.
    int free(std::chrono::steady_clock::time_point now);
    /// Keeps `count` of the free places for effects that perform() gets soon.
    void reserve(int count);
    /// When free() becomes positive again, were no request to come back before.
    std::chrono::steady_clock::time_point free_at() const { return window_start_ + std::chrono::seconds{1}; }
    /// An effect with a place reserved. On any thread.
    void perform(domain::Effect effect);
    int open() const { return open_; }

  private:
    net::Client& client_;
    const ports::Gateway& gateway_;
    const ports::Channel& channel_;
    const RelayLimits limits_;
    const Finished finished_;
    std::atomic<int> open_{0};
    std::chrono::steady_clock::time_point window_start_{};
    int window_count_ = 0;
};

/// The fate of an effect whose request got no HTTP answer.
domain::EffectResult without_answer(const base::Error& error);

}  // namespace tutorline::app
