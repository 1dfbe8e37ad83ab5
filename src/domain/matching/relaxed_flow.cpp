#include "domain/matching/relaxed_flow.hpp"

#include <algorithm>

#include "base/index.hpp"
#include "domain/matching/certificate.hpp"
#include "domain/matching/cost_scaling.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::int64_t worth_most = 64;  ///< of a unit of need, in the dearest way
constexpr int worths_tried_max = 6;      ///< a flow each

/// A worth of need that was tried: the bound it gave and how much more need the flow left out than wanted, its slope.
struct Tried {
    std::int64_t worth, value, slope;
};

/// Where the line that rises from the lower worth meets the one that falls to the higher.
std::int64_t between(const Tried& low, const Tried& high) {
    const std::int64_t apart = high.worth - low.worth;
    const std::int64_t meet = (high.value - low.value - high.slope * apart) / (low.slope - high.slope);
    return low.worth + std::clamp<std::int64_t>(meet, 1, apart - 1);
}

/// Every call a student. A slot's cost counts once a call and the pair's in each, so costs are `sessions` times as large.
Instance split(const Instance& instance) {
    Instance one = instance;
    one.sessions = 1;
    one.has_promises = false;
    one.students.clear();
    one.households.clear();
    for (const auto& student : instance.students)
        for (int call = 0; call < instance.sessions; ++call) {
            one.households.push_back({static_cast<int>(one.students.size())});
            one.students.push_back(student);
            auto& row = one.students.back();
            row.household = static_cast<int>(one.households.size()) - 1;
            row.promise_tutor = nobody;
            row.promise_slots.clear();
            for (auto& wish : row.wishes) wish.cost *= instance.sessions;
        }
    for (auto& tutor : one.tutors)
        tutor.students_max = std::min(tutor.students_max * instance.sessions, static_cast<int>(tutor.slots.size()));
    return one;
}

}  // namespace

RelaxedFlow::RelaxedFlow(const Instance& instance)
    : instance_(&instance), split_(split(instance)) {
    for (const auto& student : split_.students) {
        usable_ = usable_ && student.pin_tutor == nobody;
        need_all_ += student.need;
    }
    if (usable_) network_ = make_flow_network(split_);
}

Prices RelaxedFlow::prices_of(const std::vector<std::int64_t>& potential, std::int64_t need) const {
    const auto slots = at(instance_->slot_count);
    Prices prices{std::vector<std::int64_t>(instance_->tutors.size() * slots, 0), std::vector<std::int64_t>(instance_->tutors.size(), 0), need * price_one};
    const int first_tutor = network_.first_seat + static_cast<int>(network_.seats.size());
    const std::int64_t sink = potential[at(network_.sink())];
    const auto price = [&](std::int64_t gap) { return std::max<std::int64_t>(0, gap) * price_one / instance_->sessions; };
    for (std::size_t i = 0; i < network_.seats.size(); ++i) {
        const auto [tutor, slot] = network_.seats[i];
        prices.seat[at(tutor) * slots + at(slot)] = price(potential[at(first_tutor + tutor)] - potential[at(network_.first_seat) + i]);
    }
    // A place is as many calls; each pays the tutor's price here.
    for (std::size_t t = 0; t < prices.tutor.size(); ++t)
        prices.tutor[t] = price(sink - potential[at(first_tutor) + t]) * instance_->sessions;
    return prices;
}

std::optional<RelaxedFlow::Bound> RelaxedFlow::need(const std::function<bool()>& out_of_time) const {
    FlowNetwork free = network_;
    for (FlowArc& arc : free.arcs) arc.cost = 0;
    free.arc_cost_max = 0;
    const Flow flow = solve_flow(free, free.need, out_of_time, {});
    if (!flow.finished) return std::nullopt;
    const std::int64_t left = dual_value(free, free.need, flow.potential);
    return Bound{(need_all_ - left) / instance_->sessions, prices_of(flow.potential, 0)};
}

std::optional<RelaxedFlow::Bound> RelaxedFlow::cost(std::int64_t need_wanted, const std::function<bool()>& out_of_time) const {
    const std::int64_t left_wanted = need_all_ - need_wanted * instance_->sessions;
    std::optional<Bound> best;
    // The worth of need at which the flow itself reaches what is wanted: any worth gives a bound, that one the best.
    std::optional<Tried> high;
    Tried low{0, 0, need_all_ - left_wanted};
    std::int64_t worth = (network_.arc_cost_max + 1) * 2;
    for (int tries = 0; tries < worths_tried_max; ++tries) {
        std::vector<std::int64_t> unplaced_cost;
        for (const std::int64_t need : network_.need) unplaced_cost.push_back(need * worth);
        const Flow flow = solve_flow(network_, unplaced_cost, out_of_time, {});
        if (!flow.finished) return best;
        const std::int64_t value = dual_value(network_, unplaced_cost, flow.potential) - worth * left_wanted;
        const std::int64_t bound = value <= 0 ? 0 : (value + instance_->sessions - 1) / instance_->sessions;
        if (!best || bound > best->value) best = Bound{bound, prices_of(flow.potential, worth)};
        std::int64_t left = 0;
        for (std::size_t i = 0; i < network_.need.size(); ++i) left += flow.unplaced[i] ? network_.need[i] : 0;
        const Tried tried{worth, value, left - left_wanted};
        if (tried.slope == 0) return best;
        if (tried.slope > 0)
            low = tried;
        else
            high = tried;
        if (high && high->worth - low.worth <= 1) return best;
        worth = high ? between(low, *high) : worth * 4;
        if (worth > (network_.arc_cost_max + 1) * worth_most) return best;
    }
    return best;
}

}  // namespace tutorline::domain::matching
