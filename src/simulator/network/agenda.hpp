// What will happen in the network, by time and then by the order in which it was planned.
#pragma once
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

#include "base/civil_time.hpp"

namespace tutorline::simulator {

enum class Happening : std::uint8_t {
    text_shown,      ///< subject: text, no detail
    text_status,     ///< subject: text, detail: TextState
    text_forgotten,  ///< subject: text: every callback was sent
    post,            ///< subject: a webhook that waits to be posted
    call_rings,      ///< subject: call leg
    call_answered,
    call_unanswered, ///< detail: Pickup::End
    call_goes_on,    ///< the next instruction of a leg's script
    call_bridge_over,
    call_over,
};

struct Moment {
    base::Instant at{};
    std::uint64_t order = 0;
    Happening what = Happening::post;
    int detail = 0;
    std::uint64_t subject = 0;
};

class Agenda {
  public:
    void plan(base::Instant at, Happening what, std::uint64_t subject, int detail = 0) {
        moments_.push({at, ++order_, what, detail, subject});
    }
    std::optional<base::Instant> next_due() const {
        if (moments_.empty()) return std::nullopt;
        return moments_.top().at;
    }
    /// The first moment that is due by `now`.
    std::optional<Moment> take(base::Instant now) {
        if (moments_.empty() || moments_.top().at > now) return std::nullopt;
        Moment first = moments_.top();
        moments_.pop();
        return first;
    }

  private:
    struct Later {
        bool operator()(const Moment& a, const Moment& b) const { return a.at != b.at ? a.at > b.at : a.order > b.order; }
    };
    std::priority_queue<Moment, std::vector<Moment>, Later> moments_;
    std::uint64_t order_ = 0;
};

}  // namespace tutorline::simulator
