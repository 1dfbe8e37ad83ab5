// Re-match with one call a week: need first, then the fewest promised calls moved, then cost, to the optimum.
// Everybody who can stay sits on the promised seat to begin with, which is optimal for those students: any other
// arrangement moves somebody. Each of the others then enters along one cheapest path (successive shortest paths), which
// keeps the whole optimal. Stored duals (each node's cheapest way to a free place) steer the search, so that a tutor's
// ten students find their way in well under a millisecond each.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/matching/flow_network.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

class Rematch {
  public:
    /// The instance must have promises and not couple slots. Everybody not on a promised seat waits for settle().
    explicit Rematch(const Instance& instance);
    /// The network as a solution of this instance left it, for questions of the form "what if" (what_if.hpp).
    Rematch(const Instance& instance, const Solution& solution);
    /// Too large numbers for exact 64-bit arithmetic in three levels; nothing else may be called then.
    bool overflows() const { return overflows_; }
    /// The tutor's students wait for a place; nobody can be placed there any more.
    void drop_tutor(int tutor);
    /// Places those who wait (or leaves them, or others with less need, out).
    void settle();
    /// What changed against the promises since the beginning: new places of students, and students left out.
    struct Changes {
        std::vector<Placement> moved;  ///< students with a promise, now elsewhere, by student
        std::vector<Placement> joined;
        std::vector<int> left_out;  ///< had a promise
    };
    Changes changes() const;
    Solution solution() const;
    /// Every arc keeps the duals' condition: the proof that the solution is optimal.
    bool proven() const;

    struct Arc {
        int head, mate, residual;
        std::int64_t cost;
    };
    const FlowNetwork& network() const { return network_; }
    const std::vector<Arc>& arcs() const { return arcs_; }
    const std::vector<int>& first_arcs() const { return first_; }
    std::int64_t need_weight() const { return need_weight_; }
    std::int64_t move_weight() const { return instance_->has_promises ? move_weight_ : 0; }
    std::int64_t out_cost(int node) const { return arcs_[index(out_arc_[index(node)])].cost; }
    bool is_out(int node) const { return arcs_[index(out_arc_[index(node)])].residual == 0; }

  private:
    void weigh();
    /// `seat[node]`: the seat a student node begins with, {nobody, 0} for none.
    void build(const std::vector<std::pair<int, int>>& seat);
    void seat_promised();
    void find_duals();
    void take_up(int node);
    void enter(int node);
    std::int64_t reduced(const Arc& arc, int from) const {
        return arc.cost + dual_[index(arc.head)] - dual_[index(from)];
    }
    static std::size_t index(int value) { return static_cast<std::size_t>(value); }
    std::vector<Placement> placements(const std::vector<int>& nodes) const;

    const Instance* instance_;
    FlowNetwork network_;
    bool overflows_ = false;
    std::int64_t move_weight_ = 0, need_weight_ = 0;
    std::vector<int> rank_;
    std::vector<Arc> arcs_;
    std::vector<int> first_, keep_arc_, out_arc_;  ///< per student node: arc to the promised seat (-1), arc to the sink
    std::vector<std::int64_t> dual_;  ///< cost of the cheapest way to the sink, a lower bound after changes
    std::vector<int> waiting_;
    std::vector<std::int64_t> distance_;  ///< scratch of enter(), reset after use
    std::vector<int> way_, touched_;
};

}  // namespace tutorline::domain::matching
