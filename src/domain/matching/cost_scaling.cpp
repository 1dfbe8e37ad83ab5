#include "domain/matching/cost_scaling.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

/// Price is int32 when all prices surely or probably fit (checked while running), else int64.
template <class Price>
class CostScaling {
  public:
    CostScaling(const FlowNetwork& network, const std::vector<std::int64_t>& unplaced_cost, int multiplier,
                const std::function<bool()>& out_of_time, const std::function<void(double)>& tick)
        : net_(network), multiplier_(multiplier), out_of_time_(out_of_time), tick_(tick) {
        build(unplaced_cost);
    }

    enum class End { optimal, overflow, stopped };

    End run() {
        Price epsilon = 1;
        for (const Arc& arc : arcs_) epsilon = std::max(epsilon, arc.cost);
        int phases = 1;
        for (Price e = epsilon; e > 1; e /= scale_step) ++phases;
        for (int phase = 1;; ++phase) {
            epsilon = std::max<Price>(epsilon / scale_step, 1);
            if (const auto end = refine(epsilon)) return *end;
            if (tick_) tick_(static_cast<double>(phase) / phases);
            if (epsilon == 1) break;
        }
        return finish();
    }

    Flow result() const {
        Flow flow;
        flow.finished = true;
        flow.on_arc.resize(net_.arcs.size());
        for (std::size_t i = 0; i < net_.arcs.size(); ++i)
            flow.on_arc[i] = net_.arcs[i].capacity - arcs_[at(place_[i])].residual;
        for (std::size_t i = net_.arcs.size(); i < place_.size(); ++i)
            flow.unplaced.push_back(arcs_[at(place_[i])].residual == 0);
        for (const Price price : price_) {
            const std::int64_t scaled = price, by = multiplier_;
            flow.potential.push_back(
                scaled >= 0 ? scaled / by : -((-scaled + by - 1) / by));  // floor keeps integer reduced costs >= 0
        }
        return flow;
    }

  private:
    struct Arc {
        int head;
        int mate;
        int residual;
        Price cost;
    };
    static constexpr Price scale_step = 16;
    static constexpr int path_arcs_max = 3;
    static constexpr Price price_limit = std::numeric_limits<Price>::max() / 4;

    void build(const std::vector<std::int64_t>& unplaced_cost) {
        const int nodes = net_.node_count;
        first_.assign(at(nodes) + 1, 0);
        for (const FlowArc& arc : net_.arcs) ++first_[at(arc.from) + 1], ++first_[at(arc.to) + 1];
        for (std::size_t i = 0; i < unplaced_cost.size(); ++i) ++first_[i + 1], ++first_[at(net_.sink()) + 1];
        for (int v = 0; v < nodes; ++v) first_[at(v) + 1] += first_[at(v)];
        arcs_.resize(at(first_.back()));
        current_.assign(first_.begin(), first_.end() - 1);
        place_.reserve(net_.arcs.size() + unplaced_cost.size());
        for (const FlowArc& arc : net_.arcs) put(arc);
        for (std::size_t i = 0; i < unplaced_cost.size(); ++i)
            put({static_cast<int>(i), net_.sink(), 1, unplaced_cost[i]});
        price_.assign(at(nodes), 0);
        excess_.assign(at(nodes), 0);
        for (std::size_t i = 0; i < net_.students.size(); ++i) excess_[i] = 1;
        excess_[at(net_.sink())] = -static_cast<int>(net_.students.size());
        queued_.assign(at(nodes), 0);
    }

    void put(const FlowArc& arc) {
        const int forward = current_[at(arc.from)]++, backward = current_[at(arc.to)]++;
        const Price cost = static_cast<Price>(arc.cost * multiplier_);
        arcs_[at(forward)] = {arc.to, backward, arc.capacity, cost};
        arcs_[at(backward)] = {arc.from, forward, 0, static_cast<Price>(-cost)};
        place_.push_back(forward);
    }

    Price reduced(const Arc& arc, int from) const { return arc.cost + price_[at(from)] - price_[at(arc.head)]; }

    void push(Arc& arc, int from, int units) {
        arc.residual -= units;
        arcs_[at(arc.mate)].residual += units;
        excess_[at(from)] -= units;
        excess_[at(arc.head)] += units;
    }

    void activate(int node) {
        if (excess_[at(node)] <= 0 || queued_[at(node)]) return;
        queued_[at(node)] = 1;
        queue_.push_back(node);
    }

    std::optional<End> refine(Price epsilon) {
        for (int v = 0; v < net_.node_count; ++v) {
            current_[at(v)] = first_[at(v)];
            for (int a = first_[at(v)]; a < first_[at(v) + 1]; ++a)
                if (Arc& arc = arcs_[at(a)]; arc.residual > 0 && reduced(arc, v) < 0) push(arc, v, arc.residual);
        }
        queue_.clear();
        queue_front_ = 0;
        for (int v = 0; v < net_.node_count; ++v) activate(v);
        relabels_ = 0;
        const std::int64_t update_every = std::max<std::int64_t>(net_.node_count, 64);
        std::int64_t next_update = update_every;
        while (queue_front_ < queue_.size()) {
            const int node = queue_[queue_front_++];
            if (queue_front_ > 65536)
                queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(queue_front_)),
                    queue_front_ = 0;
            queued_[at(node)] = 0;
            while (excess_[at(node)] > 0)
                if (!augment(node, epsilon)) return End::overflow;
            if (relabels_ >= next_update) {
                if (out_of_time_ && out_of_time_()) return End::stopped;
                update_prices(epsilon);
                next_update = relabels_ + update_every;
            }
        }
        return std::nullopt;
    }

    /// Pushes along one admissible path of at most path_arcs_max arcs from an active node. False on overflow.
    bool augment(int start, Price epsilon) {
        path_.clear();
        int tip = start;
        while (excess_[at(tip)] >= 0 && static_cast<int>(path_.size()) < path_arcs_max) {
            const int end = first_[at(tip) + 1];
            const Price price = price_[at(tip)];
            int a = current_[at(tip)];
            while (a < end && !(arcs_[at(a)].residual > 0 && arcs_[at(a)].cost + price < price_[at(arcs_[at(a)].head)]))
                ++a;
            if (a < end) {
                current_[at(tip)] = a;
                path_.push_back(a);
                tip = arcs_[at(a)].head;
                continue;
            }
            if (!relabel(tip, epsilon)) return false;
            if (!path_.empty()) {
                tip = arcs_[at(arcs_[at(path_.back())].mate)].head;
                path_.pop_back();
            }
        }
        int from = start;
        for (const int a : path_) {
            Arc& arc = arcs_[at(a)];
            push(arc, from, std::min(arc.residual, excess_[at(from)]));
            if (from != start) activate(from);
            from = arc.head;
        }
        activate(from);
        return true;
    }

    bool relabel(int node, Price epsilon) {
        Price best = std::numeric_limits<Price>::min();
        for (int a = first_[at(node)], end = first_[at(node) + 1]; a < end; ++a) {
            const Arc& arc = arcs_[at(a)];
            if (arc.residual <= 0) continue;
            best = std::max<Price>(best, price_[at(arc.head)] - arc.cost);
        }
        if (best == std::numeric_limits<Price>::min()) {  // a dead end, reached by a path that has not pushed yet
            const Arc& way_in = arcs_[at(path_.back())];
            best = price_[at(arcs_[at(way_in.mate)].head)] + way_in.cost;
        }
        price_[at(node)] = best - epsilon;
        current_[at(node)] = first_[at(node)];
        ++relabels_;
        return price_[at(node)] > -price_limit;
    }

    /// Lowers prices to the distances (in steps of epsilon) from the nodes that lack flow, so that admissible paths
    /// lead there.
    void update_prices(Price epsilon) {
        const int unreached = net_.node_count;
        rank_.assign(at(net_.node_count), unreached);
        buckets_.assign(1, {});
        int missing = 0;
        for (int v = 0; v < net_.node_count; ++v) {
            if (excess_[at(v)] < 0) rank_[at(v)] = 0, buckets_[0].push_back(v);
            if (excess_[at(v)] > 0) missing += excess_[at(v)];
        }
        int rank = 0;
        for (; rank < static_cast<int>(buckets_.size()) && missing > 0; ++rank)
            for (std::size_t i = 0; i < buckets_[at(rank)].size(); ++i) {
                const int node = buckets_[at(rank)][i];
                if (rank_[at(node)] != rank) continue;
                if (excess_[at(node)] > 0) missing -= excess_[at(node)];
                spread(node, rank, epsilon);
                if (missing == 0) break;
            }
        for (int v = 0; v < net_.node_count; ++v) {
            const int fall = std::min(rank_[at(v)], rank);
            if (fall > 0) price_[at(v)] -= static_cast<Price>(fall) * epsilon, current_[at(v)] = first_[at(v)];
        }
    }

    void spread(int node, int rank, Price epsilon) {
        for (int a = first_[at(node)], end = first_[at(node) + 1]; a < end; ++a) {
            const Arc& arc = arcs_[at(a)];
            if (rank_[at(arc.head)] <= rank || arcs_[at(arc.mate)].residual <= 0) continue;
            const Price cost = -arc.cost + price_[at(arc.head)] - price_[at(node)];
            const std::int64_t step = cost < 0 ? 0 : static_cast<std::int64_t>(cost / epsilon) + 1;
            if (rank + step >= rank_[at(arc.head)]) continue;
            const int next = rank + static_cast<int>(step);
            rank_[at(arc.head)] = next;
            if (at(next) >= buckets_.size()) buckets_.resize(at(next) + 1);
            buckets_[at(next)].push_back(arc.head);
        }
    }

    /// Label correction from the near-optimal prices; a cycle of parents is a negative cycle and is cancelled.
    End finish() {
        std::vector<int> parent(at(net_.node_count), -1);
        queue_.clear();
        queue_front_ = 0;
        std::fill(queued_.begin(), queued_.end(), 0);
        for (int v = 0; v < net_.node_count; ++v) queued_[at(v)] = 1, queue_.push_back(v);
        std::int64_t corrections = 0;
        while (queue_front_ < queue_.size()) {
            const int node = queue_[queue_front_++];
            if (queue_front_ > 65536)
                queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(queue_front_)),
                    queue_front_ = 0;
            queued_[at(node)] = 0;
            for (int a = first_[at(node)]; a < first_[at(node) + 1]; ++a) {
                const Arc& arc = arcs_[at(a)];
                if (arc.residual <= 0 || reduced(arc, node) >= 0) continue;
                price_[at(arc.head)] += reduced(arc, node);
                parent[at(arc.head)] = a;
                if (!queued_[at(arc.head)]) queued_[at(arc.head)] = 1, queue_.push_back(arc.head);
                if (++corrections % net_.node_count == 0) {
                    if (out_of_time_ && out_of_time_()) return End::stopped;
                    cancel_cycle(parent);
                }
            }
            if (price_[at(node)] < -price_limit) return End::overflow;
        }
        return End::optimal;
    }

    void cancel_cycle(std::vector<int>& parent) {
        std::vector<int> seen(at(net_.node_count), -1);
        const auto tail = [&](int v) { return arcs_[at(arcs_[at(parent[at(v)])].mate)].head; };
        for (int start = 0; start < net_.node_count; ++start) {
            int v = start;
            while (parent[at(v)] >= 0 && seen[at(v)] < 0) seen[at(v)] = start, v = tail(v);
            if (parent[at(v)] < 0 || seen[at(v)] != start) continue;
            int units = std::numeric_limits<int>::max();
            const int entry = v;
            do units = std::min(units, arcs_[at(parent[at(v)])].residual), v = tail(v);
            while (v != entry);
            do {
                Arc& arc = arcs_[at(parent[at(v)])];
                const int before = tail(v);
                push(arc, before, units);
                parent[at(v)] = -1;
                if (!queued_[at(v)]) queued_[at(v)] = 1, queue_.push_back(v);
                v = before;
            } while (v != entry);
        }
    }

    const FlowNetwork& net_;
    std::int64_t multiplier_;
    const std::function<bool()>& out_of_time_;
    const std::function<void(double)>& tick_;
    std::vector<Arc> arcs_;
    std::vector<int> first_, current_, place_, excess_, queue_, path_, rank_;
    std::vector<Price> price_;
    std::vector<char> queued_;
    std::vector<std::vector<int>> buckets_;
    std::size_t queue_front_ = 0;
    std::int64_t relabels_ = 0;
};

template <class Price>
std::optional<Flow> attempt(const FlowNetwork& network, const std::vector<std::int64_t>& unplaced_cost, int multiplier,
                            const std::function<bool()>& out_of_time, const std::function<void(double)>& tick) {
    CostScaling<Price> scaling(network, unplaced_cost, multiplier, out_of_time, tick);
    const auto end = scaling.run();
    if (end == CostScaling<Price>::End::overflow) return std::nullopt;
    return end == CostScaling<Price>::End::optimal ? scaling.result() : Flow{};
}

}  // namespace

Flow solve_flow(const FlowNetwork& network, const std::vector<std::int64_t>& unplaced_cost,
                const std::function<bool()>& out_of_time, const std::function<void(double)>& tick) {
    constexpr int multiplier = 64;
    std::int64_t largest = network.arc_cost_max;
    for (const std::int64_t cost : unplaced_cost) largest = std::max(largest, cost);
    if (largest * multiplier < std::numeric_limits<std::int32_t>::max() / 16)
        if (auto flow = attempt<std::int32_t>(network, unplaced_cost, multiplier, out_of_time, tick))
            return std::move(*flow);
    return *attempt<std::int64_t>(network, unplaced_cost, multiplier, out_of_time, tick);
}

}  // namespace tutorline::domain::matching
