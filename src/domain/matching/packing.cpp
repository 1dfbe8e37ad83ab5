#include "domain/matching/packing.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/index.hpp"
#include "base/random.hpp"

namespace tutorline::domain::matching {
namespace {

constexpr std::int64_t one = 1024;  // fixed point: prices are in 1/1024 of a cost (or need) unit
constexpr std::int64_t theta_one = 256;
constexpr std::uint64_t search_price_below = 16;         // first prices of a long search are below this
constexpr std::int64_t looks_each_step = 60;              // what a step of prices costs beside looking at choices
constexpr std::int64_t quick_nodes = 100;  // with no more nodes than these a search is a step of a longer one

using base::at;

/// What is still open: units and, for each, the options that neither collide nor are struck out.
struct Node {
    std::vector<int> units;
    std::vector<int> first;  ///< into `alive`, one more than units
    std::vector<int> alive;
};

/// One pass: most need (goal need), or least cost among packings that reach a need (goal cost). Both minimise.
class Search {
  public:
    Search(const Packing& packing, bool for_cost, std::int64_t need_wanted, std::vector<int> incumbent,
           std::int64_t nodes_max, const std::function<bool()>& out_of_time, std::int64_t* looks)
        : p_(packing),
          for_cost_(for_cost),
          need_wanted_(need_wanted),
          best_(std::move(incumbent)),
          nodes_left_(nodes_max),
          thorough_(nodes_max > quick_nodes),
          out_of_time_(out_of_time),
          looks_(looks),
          seat_price_(at(packing.seat_count), 0),
          seat_load_(seat_price_.size(), 0),
          seat_used_(seat_price_.size(), 0),
          tutor_price_(packing.room.size(), 0),
          tutor_load_(packing.room.size(), 0),
          room_(packing.room),
          chosen_(packing.need.size(), -1) {
        best_value_ = value_of(best_);
        for (const auto& option : p_.options) cost_most_ = std::max(cost_most_, option.cost);
        if (for_cost_) lambda_ = (cost_most_ + 1) * one;
        if (p_.need_price > 0) begin_at_known();
    }

    /// Only packings of more need than that are of interest.
    void aim_above(std::int64_t need) { best_value_ = -need; }

    void run() {
        Node root;
        root.units.resize(p_.need.size());
        std::iota(root.units.begin(), root.units.end(), 0);
        root.alive.resize(p_.options.size());
        std::iota(root.alive.begin(), root.alive.end(), 0);
        root.first.assign(1, 0);
        std::size_t i = 0;
        for (const int u : root.units) {
            while (i < p_.options.size() && p_.options[i].unit == u) ++i;
            root.first.push_back(static_cast<int>(i));
        }
        if (thorough_)  // without prices all would ask for the first of equals
            for (std::size_t s = 0; s < seat_price_.size(); ++s) seat_price_[s] = static_cast<std::int64_t>(base::mix(s) % search_price_below);
        explore(std::move(root), true);
        if (!stopped_) root_bound_ = best_value_;
    }

    const std::vector<int>& best() const { return best_; }
    bool stopped() const { return stopped_; }
    bool found() const {
        return std::any_of(best_.begin(), best_.end(), [](int option) { return option >= 0; });
    }
    std::int64_t bound() const { return std::min(root_bound_, best_value_); }

  private:
    void begin_at_known() {
        if (for_cost_) lambda_ = p_.need_price;
        const auto worth = [&](std::int64_t price) { return for_cost_ ? price : price * one / p_.need_price; };
        for (std::size_t s = 0; s < seat_price_.size(); ++s) seat_price_[s] = worth(p_.seat_price[s]);
        for (std::size_t t = 0; t < tutor_price_.size(); ++t) tutor_price_[t] = worth(p_.tutor_price[t]);
    }

    std::int64_t value_of(const std::vector<int>& chosen) const {
        std::int64_t value = 0;
        for (std::size_t u = 0; u < chosen.size(); ++u)
            if (chosen[u] >= 0) value += for_cost_ ? p_.options[at(chosen[u])].cost : -p_.need[u];
        return value;
    }
    std::int64_t option_cost(int option) const { return for_cost_ ? p_.options[at(option)].cost * one : 0; }
    std::int64_t worth(int unit) const { return for_cost_ ? lambda_ * p_.need[at(unit)] : p_.need[at(unit)] * one; }
    std::int64_t priced(int option) const {
        const auto& o = p_.options[at(option)];
        std::int64_t sum = option_cost(option) + tutor_price_[at(o.tutor)] * p_.size[at(o.unit)];
        for (const int seat : o.seats) sum += seat_price_[at(seat)];
        return sum;
    }
    /// Values are integers: only what may reach best_value_ - 1 is of interest.
    bool hopeless(std::int64_t bound) const { return bound > (best_value_ - 1) * one; }

    /// Evaluates the Lagrangean at the present prices; fills the loads and each unit's best option.
    std::int64_t evaluate(const Node& node) {
        std::fill(seat_load_.begin(), seat_load_.end(), 0);
        std::fill(tutor_load_.begin(), tutor_load_.end(), 0);
        if (looks_) *looks_ -= std::ssize(node.alive) + std::ssize(seat_price_) / 4 + looks_each_step;
        pick_.assign(node.units.size(), -1);
        gain_.assign(node.units.size(), 0);
        std::int64_t value = fixed_value_ * one;
        need_left_ = need_wanted_ - fixed_need_;
        if (for_cost_) value += lambda_ * need_left_;
        for (std::size_t i = 0; i < node.units.size(); ++i) {
            std::int64_t best = 0;
            const std::int64_t worth_here = worth(node.units[i]);
            for (int a = node.first[i]; a < node.first[i + 1]; ++a) {
                const std::int64_t gain = priced(node.alive[at(a)]) - worth_here;
                if (gain < best) best = gain, pick_[i] = node.alive[at(a)];
            }
            gain_[i] = best;
            value += best;
            if (pick_[i] < 0) continue;
            const auto& option = p_.options[at(pick_[i])];
            for (const int seat : option.seats) ++seat_load_[at(seat)];
            tutor_load_[at(option.tutor)] += p_.size[at(option.unit)];
            need_left_ -= p_.need[at(option.unit)];
        }
        for (std::size_t s = 0; s < seat_price_.size(); ++s)
            if (!seat_used_[s]) value -= seat_price_[s];
        for (std::size_t t = 0; t < tutor_price_.size(); ++t) value -= tutor_price_[t] * room_[t];
        return value;
    }

    /// Moves the prices along the subgradient with Polyak's step towards the incumbent. False when nothing is violated.
    bool step(std::int64_t value, std::int64_t theta) {
        std::int64_t norm = for_cost_ ? need_left_ * need_left_ : 0;
        const auto seat_gap = [&](std::size_t s) { return seat_used_[s] ? 0 : seat_load_[s] - 1; };
        for (std::size_t s = 0; s < seat_price_.size(); ++s)
            if (const int gap = seat_gap(s); gap > 0 || (gap < 0 && seat_price_[s] > 0)) norm += gap * gap;
        for (std::size_t t = 0; t < tutor_price_.size(); ++t)
            if (const int gap = tutor_load_[t] - room_[t]; gap > 0 || (gap < 0 && tutor_price_[t] > 0))
                norm += std::int64_t{gap} * gap;
        if (norm == 0) return false;
        const std::int64_t distance = std::max<std::int64_t>(best_value_ * one - value, one / 4) * theta / theta_one;
        const auto move = [&](std::int64_t& price, std::int64_t gap) {
            price = std::max<std::int64_t>(0, price + gap * distance / norm);
        };
        for (std::size_t s = 0; s < seat_price_.size(); ++s)
            if (!seat_used_[s]) move(seat_price_[s], seat_gap(s));
        for (std::size_t t = 0; t < tutor_price_.size(); ++t) move(tutor_price_[t], tutor_load_[t] - room_[t]);
        if (for_cost_) move(lambda_, need_left_);
        return true;
    }

    /// The best bound found in some steps; the prices that gave it are in place afterwards.
    std::int64_t bound_node(const Node& node, bool at_root) {
        std::int64_t best = std::numeric_limits<std::int64_t>::min(), theta = theta_one;
        int stale = 0;
        const int steps = !at_root ? 30 : thorough_ ? 3000 : p_.need_price > 0 ? 150 : 400;
        for (int i = 0; i < steps; ++i) {
            if (looks_ && *looks_ < 0) stopped_ = true;
            if (stopped_ && i > 0) break;
            const std::int64_t value = evaluate(node);
            if (value > best) {
                stale = value > best + one / 64 ? 0 : stale + 1;
                best = value;
                best_seat_price_ = seat_price_, best_tutor_price_ = tutor_price_, best_lambda_ = lambda_;
                if (hopeless(best)) return best;
            } else if (++stale % (at_root && thorough_ ? 40 : 8) == 0) {
                theta /= 2;
                seat_price_ = best_seat_price_, tutor_price_ = best_tutor_price_, lambda_ = best_lambda_;
                evaluate(node);
            }
            if (i % 16 == 0) round_off(node);
            if (theta == 0 || !step(value, theta)) break;
        }
        seat_price_ = best_seat_price_, tutor_price_ = best_tutor_price_, lambda_ = best_lambda_;
        return best;
    }

    /// A packing from the present prices: units that gain most first, each with its cheapest option that still fits.
    void round_off(const Node& node) {
        std::vector<std::size_t> order(node.units.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return gain_[a] < gain_[b]; });
        std::vector<int> trial = chosen_;
        std::vector<char> used = seat_used_;
        std::vector<int> room = room_;
        std::int64_t need = fixed_need_;
        for (const std::size_t i : order) {
            int pick = -1;
            std::int64_t least = 0;
            for (int a = node.first[i]; a < node.first[i + 1]; ++a) {
                const auto& option = p_.options[at(node.alive[at(a)])];
                if (room[at(option.tutor)] < p_.size[at(option.unit)]) continue;
                if (std::any_of(option.seats.begin(), option.seats.end(), [&](int s) { return used[at(s)] != 0; }))
                    continue;
                const std::int64_t cost = priced(node.alive[at(a)]);
                if (pick < 0 || cost < least) pick = node.alive[at(a)], least = cost;
            }
            if (pick < 0) continue;
            const auto& option = p_.options[at(pick)];
            if (for_cost_ && p_.need[at(option.unit)] == 0) continue;
            trial[at(option.unit)] = pick;
            need += p_.need[at(option.unit)];
            room[at(option.tutor)] -= p_.size[at(option.unit)];
            for (const int s : option.seats) used[at(s)] = 1;
        }
        offer(trial, need);
    }

    void offer(const std::vector<int>& trial, std::int64_t need) {
        if (for_cost_ && need < need_wanted_) return;
        const std::int64_t value = value_of(trial);
        if (value < best_value_) best_value_ = value, best_ = trial;
    }

    void explore(Node node, bool at_root) {
        if (stopped_) return;
        if (--nodes_left_ < 0 || (out_of_time_ && out_of_time_())) stopped_ = true;
        const std::int64_t bound = bound_node(node, at_root);
        if (at_root) root_bound_ = bound >= 0 ? (bound + one - 1) / one : -((-bound) / one);
        if (stopped_ && !at_root) return;
        if (hopeless(bound)) return;
        evaluate(node);
        strike(node, bound);
        if (node.units.empty()) {
            offer(chosen_, fixed_need_);
            return;
        }
        if (stopped_) return;
        branch(node, bound);
    }

    /// Removes options that cannot be part of anything better than the incumbent.
    void strike(Node& node, std::int64_t bound) const {
        Node kept;
        kept.first.push_back(0);
        for (std::size_t i = 0; i < node.units.size(); ++i) {
            const int before = static_cast<int>(kept.alive.size());
            for (int a = node.first[i]; a < node.first[i + 1]; ++a)
                if (!hopeless(bound + priced(node.alive[at(a)]) - worth(node.units[i]) - gain_[i]))
                    kept.alive.push_back(node.alive[at(a)]);
            if (before == static_cast<int>(kept.alive.size()) && !hopeless(bound - gain_[i]))
                continue;  // stays out for good
            kept.units.push_back(node.units[i]);
            kept.first.push_back(static_cast<int>(kept.alive.size()));
        }
        node = std::move(kept);
    }

    void branch(const Node& node, std::int64_t bound) {
        std::size_t narrow = 0;
        for (std::size_t i = 1; i < node.units.size(); ++i)
            if (node.first[i + 1] - node.first[i] < node.first[narrow + 1] - node.first[narrow]) narrow = i;
        const int unit = node.units[narrow];
        std::vector<std::pair<std::int64_t, int>> ways;  // (value above the best way of this unit, option)
        std::int64_t best = 0;
        for (int a = node.first[narrow]; a < node.first[narrow + 1]; ++a) {
            ways.emplace_back(priced(node.alive[at(a)]) - worth(unit), node.alive[at(a)]);
            best = std::min(best, ways.back().first);
        }
        ways.emplace_back(0, -1);
        std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        const auto seat_price = seat_price_;
        const auto tutor_price = tutor_price_;
        const std::int64_t lambda = lambda_;
        for (const auto& [value, option] : ways) {
            if (stopped_) return;
            if (hopeless(bound + value - best)) break;
            seat_price_ = seat_price, tutor_price_ = tutor_price, lambda_ = lambda;
            fix(unit, option, +1);
            Node child = without(node, narrow, option);
            if (!for_cost_ || reachable(child)) explore(std::move(child), false);
            fix(unit, option, -1);
        }
    }

    bool reachable(const Node& node) const {
        std::int64_t need = fixed_need_;
        for (std::size_t i = 0; i < node.units.size(); ++i)
            if (node.first[i] < node.first[i + 1]) need += p_.need[at(node.units[i])];
        return need >= need_wanted_;
    }

    void fix(int unit, int option, int sign) {
        if (option < 0) return;
        const auto& o = p_.options[at(option)];
        chosen_[at(unit)] = sign > 0 ? option : -1;
        room_[at(o.tutor)] -= sign * p_.size[at(unit)];
        for (const int seat : o.seats) seat_used_[at(seat)] = sign > 0;
        fixed_need_ += sign * p_.need[at(unit)];
        fixed_value_ += sign * (for_cost_ ? o.cost : -p_.need[at(unit)]);
    }

    Node without(const Node& node, std::size_t removed, int option) const {
        Node child;
        child.first.push_back(0);
        child.alive.reserve(node.alive.size());
        for (std::size_t i = 0; i < node.units.size(); ++i) {
            if (i == removed) continue;
            for (int a = node.first[i]; a < node.first[i + 1]; ++a) {
                const int other = node.alive[at(a)];
                if (option >= 0) {
                    const auto& o = p_.options[at(other)];
                    if (o.tutor == p_.options[at(option)].tutor &&
                        (room_[at(o.tutor)] < p_.size[at(o.unit)] ||
                         std::any_of(o.seats.begin(), o.seats.end(), [&](int s) { return seat_used_[at(s)] != 0; })))
                        continue;
                }
                child.alive.push_back(other);
            }
            child.units.push_back(node.units[i]);
            child.first.push_back(static_cast<int>(child.alive.size()));
        }
        return child;
    }

    const Packing& p_;
    bool for_cost_;
    std::int64_t need_wanted_;
    std::vector<int> best_;
    std::int64_t best_value_ = 0;
    std::int64_t root_bound_ = 0;
    std::int64_t nodes_left_;
    bool thorough_;  ///< the root's bound is worth many steps
    const std::function<bool()>& out_of_time_;
    std::int64_t* looks_;  ///< left, nullptr: as many as it takes
    bool stopped_ = false;
    std::vector<std::int64_t> seat_price_, best_seat_price_;
    std::vector<int> seat_load_;
    std::vector<char> seat_used_;
    std::vector<std::int64_t> tutor_price_, best_tutor_price_;
    std::vector<int> tutor_load_, room_, chosen_;
    std::vector<int> pick_;
    std::vector<std::int64_t> gain_;
    std::int64_t lambda_ = 0, best_lambda_ = 0, need_left_ = 0, fixed_need_ = 0, fixed_value_ = 0, cost_most_ = 0;
};

const std::function<bool()> never_out;

}  // namespace

PackingResult solve_packing(const Packing& packing, const std::vector<int>& start, std::int64_t nodes_max,
                            const std::function<bool()>& out_of_time, std::int64_t* looks) {
    PackingResult result;
    const std::vector<int> empty(packing.need.size(), -1);
    Search need(packing, false, 0, start.empty() ? empty : start, nodes_max, out_of_time, looks);
    need.run();
    result.chosen = need.best();
    result.need_bound = -need.bound();
    result.stopped = need.stopped();
    for (std::size_t u = 0; u < packing.need.size(); ++u)
        if (result.chosen[u] >= 0) result.need += packing.need[u];
    for (std::size_t u = 0; u < packing.need.size(); ++u)  // what brings no need only costs
        if (packing.need[u] == 0) result.chosen[u] = -1;

    Search cost(packing, true, result.need, result.chosen, nodes_max, out_of_time, looks);
    cost.run();
    result.chosen = cost.best();
    result.cost_bound = cost.bound();
    result.stopped = result.stopped || cost.stopped();
    for (const int option : result.chosen)
        if (option >= 0) result.cost += packing.options[at(option)].cost;
    return result;
}

std::int64_t most_need(const Packing& packing, const std::vector<int>& start, std::int64_t& looks) {
    Search search(packing, false, 0, start, std::numeric_limits<std::int64_t>::max(), never_out, &looks);
    search.run();
    return search.stopped() ? -1 : -search.bound();
}

std::optional<bool> reaches_need(const Packing& packing, std::int64_t need, std::int64_t& looks) {
    if (need <= 0) return true;
    Search search(packing, false, 0, std::vector<int>(packing.need.size(), -1), std::numeric_limits<std::int64_t>::max(), never_out, &looks);
    search.aim_above(need - 1);
    search.run();
    if (search.found()) return true;
    return search.stopped() ? std::nullopt : std::optional(false);
}

}  // namespace tutorline::domain::matching
