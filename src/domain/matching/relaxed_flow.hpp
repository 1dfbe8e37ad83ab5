// A flow that every placement of coupled slots is one of: each call a unit of its own, siblings and calls with any tutor,
// on any day. Its optimum bounds the coupled one in the time of one call a week, and its dual prices are a good start
// for the tighter bound of coupled_bound.hpp.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>

#include "domain/matching/coupled_bound.hpp"
#include "domain/matching/flow_network.hpp"

namespace tutorline::domain::matching {

class RelaxedFlow {
  public:
    /// Without pins only (`usable`): a pinned seat is taken out of the network, and its price with it.
    explicit RelaxedFlow(const Instance& instance);
    bool usable() const { return usable_; }
    struct Bound {
        std::int64_t value = 0;  ///< most need, or least cost of placements that reach a need
        Prices prices;
    };
    /// Empty when time is out.
    std::optional<Bound> need(const std::function<bool()>& out_of_time) const;
    std::optional<Bound> cost(std::int64_t need_wanted, const std::function<bool()>& out_of_time) const;

  private:
    Prices prices_of(const std::vector<std::int64_t>& potential, std::int64_t need) const;

    const Instance* instance_;
    Instance split_;
    FlowNetwork network_;
    std::int64_t need_all_ = 0;  ///< over the split students
    bool usable_ = true;
};

}  // namespace tutorline::domain::matching
