// Re-match with one call a week: need first, then the fewest promised calls moved, then cost, to the optimum.
// Everybody who can stay sits on the promised seat to begin with, which is optimal for those students: any other
// arrangement moves somebody. Each of the others then enters along one cheapest path (successive shortest paths), which
// keeps the whole optimal. Duals (each node's cheapest way to a free place) steer the search, so that a tutor's ten students
// find their way in well under a millisecond each; those kept with the last match (kept_prices.hpp) spare most of finding them.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "domain/matching/flow_network.hpp"
#include "domain/matching/kept_prices.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

class Rematch {
  public:
    static constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 4;  ///< no way

    /// The instance must have promises and not couple slots. Everybody not on a promised seat waits for settle(). `known`:
    /// prices of an earlier match; whatever they are, nothing but the time depends on them.
    explicit Rematch(const Instance& instance, const KeptPrices* known = nullptr);
    /// The network as a solution of this instance left it, for questions of the form "what if" (what_if.hpp).
    Rematch(const Instance& instance, const Solution& solution);
    /// Too large numbers for exact 64-bit arithmetic in three levels; nothing else may be called then.
    bool overflows() const { return overflows_; }
    /// The duals of the seats as promised, as the constructor finds them (in a bench, once more).
    void find_duals(const KeptPrices* known = nullptr);
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
    /// Of the seats as promised: before drop_tutor() and settle().
    KeptPrices prices() const;
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
    void number_seats();
    /// `seat[node]`: the seat a student node begins with, {nobody, 0} for none.
    void build(const std::vector<std::pair<int, int>>& seat);
    std::vector<FlowArc> own_arcs(const std::vector<std::pair<int, int>>& seat);
    void seat_promised();
    void guess(const KeptPrices& known);
    std::vector<int> spread_guesses();
    void spread_doubts(std::vector<int>& doubted) const;
    void find_anew(const std::vector<int>& doubted);
    std::int64_t least_way(int node, bool forward_only) const;
    int find_seat(int tutor, int slot) const;
    int sitting(int seat) const;
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
    std::vector<int> first_seats_, seats_;  ///< seat nodes by tutor, then slot; where each tutor's begin
    std::vector<int> first_, keep_arc_, out_arc_;  ///< per student node: arc to the promised seat (-1), arc to the sink
    std::vector<std::int64_t> dual_;  ///< cost of the cheapest way to the sink, a lower bound after changes
    std::vector<int> waiting_;
    std::vector<std::int64_t> distance_;  ///< scratch of enter(), reset after use
    std::vector<int> way_, touched_;
};

}  // namespace tutorline::domain::matching
