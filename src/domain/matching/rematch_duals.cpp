// The duals of the promised seats: each node's cheapest way to a free place. Every cycle of the network moves somebody from
// the promised seat, at a cost above nothing, so there is one solution only to "a node's dual is the least over its arcs of
// the arc's cost and the dual of its head": whatever is guessed, what comes out is the same to the last digit.
#include <algorithm>
#include <map>
#include <queue>

#include "domain/matching/rematch.hpp"

namespace tutorline::domain::matching {

/// The least over the arcs with room, or only over those to later nodes.
std::int64_t Rematch::least_way(int node, bool forward_only) const {
    std::int64_t least = far;
    for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a) {
        const Arc& arc = arcs_[index(a)];
        if (arc.residual <= 0 || (forward_only && arc.head < node)) continue;
        least = std::min(least, arc.cost + dual_[index(arc.head)]);
    }
    return least >= far / 2 ? far : least;
}

int Rematch::find_seat(int tutor, int slot) const {
    const auto begin = seats_.begin() + first_seats_[index(tutor)], end = seats_.begin() + first_seats_[index(tutor) + 1];
    const auto found = std::lower_bound(begin, end, slot, [&](int seat, int s) { return network_.seat(seat).second < s; });
    return found == end || network_.seat(*found).second != slot ? -1 : *found;
}

/// The student who sits there, as a node; -1: nobody.
int Rematch::sitting(int seat) const {
    for (int a = first_[index(seat)]; a < first_[index(seat) + 1]; ++a)
        if (arcs_[index(a)].head < static_cast<int>(keep_arc_.size()) && arcs_[index(a)].residual > 0) return arcs_[index(a)].head;
    return -1;
}

void Rematch::guess(const KeptPrices& known) {
    const std::int64_t moved_max = far / 8 / move_weight_, cost_weight_max = move_weight_;
    std::vector<std::int64_t> worth;  // of who would be left out; -1: is not there any more
    for (const auto& [tutor, slot] : known.leaving) {
        const int seat = tutor < 0 ? -1 : find_seat(tutor, slot), student = seat < 0 ? -1 : sitting(seat);
        worth.push_back(student < 0 ? -1 : rank_[index(student)] * need_weight_);
    }
    for (std::size_t tutor = 0; tutor < known.seats.size(); ++tutor)
        for (const auto& [slot, price] : known.seats[tutor]) {
            const int seat = find_seat(static_cast<int>(tutor), slot);
            if (seat < 0 || sitting(seat) < 0) continue;
            if (price.moved < 0 || price.moved > moved_max || price.cost < -cost_weight_max || price.cost > cost_weight_max || price.left_out >= static_cast<int>(worth.size())) continue;
            const std::int64_t leaves = price.left_out < 0 ? 0 : worth[index(price.left_out)];
            if (leaves >= 0) dual_[index(seat)] = leaves + price.moved * move_weight_ + price.cost;
        }
}

/// From the sink back: all that the guesses say. Then seats and tutors are looked at again; who does not agree is in doubt.
std::vector<int> Rematch::spread_guesses() {
    for (int node = network_.sink() - 1; node >= network_.first_seat; --node)
        if (!network_.is_seat(node) || sitting(node) < 0) dual_[index(node)] = least_way(node, false);
    for (int node = network_.first_seat - 1; node >= 0; --node) dual_[index(node)] = least_way(node, true);
    std::vector<int> doubted;
    for (int node = network_.first_seat; node < network_.sink(); ++node)
        if (dual_[index(node)] != least_way(node, false)) doubted.push_back(node);
    return doubted;
}

/// Adds those whose every cheapest way leads to somebody in doubt.
void Rematch::spread_doubts(std::vector<int>& doubted) const {
    std::vector<char> in_doubt(dual_.size(), 0);
    for (const int node : doubted) in_doubt[index(node)] = 1;
    const auto stands = [&](int node) {
        for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a) {
            const Arc& arc = arcs_[index(a)];
            if (arc.residual > 0 && !in_doubt[index(arc.head)] && arc.cost + dual_[index(arc.head)] == dual_[index(node)]) return true;
        }
        return false;
    };
    for (std::size_t i = 0; i < doubted.size(); ++i) {
        const int node = doubted[i];
        if (dual_[index(node)] == far) continue;  // nobody stands on it
        for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a) {
            const Arc& back = arcs_[index(arcs_[index(a)].mate)];
            const int before = arcs_[index(a)].head;
            if (back.residual <= 0 || before == network_.sink() || in_doubt[index(before)]) continue;
            if (dual_[index(before)] != back.cost + dual_[index(node)] || stands(before)) continue;
            in_doubt[index(before)] = 1;
            doubted.push_back(before);
        }
    }
}

/// Dijkstra's search backwards from those that stand. A seated student's dual is taken less the cost of the seat, so that no
/// way costs less than nothing.
void Rematch::find_anew(const std::vector<int>& doubted) {
    std::vector<std::int64_t> base(index(network_.node_count), 0);
    for (std::size_t node = 0; node < keep_arc_.size(); ++node)
        if (keep_arc_[node] >= 0 && arcs_[index(keep_arc_[node])].residual == 0) base[node] = arcs_[index(keep_arc_[node])].cost;
    using Found = std::pair<std::int64_t, int>;
    std::priority_queue<Found, std::vector<Found>, std::greater<>> heap;
    for (const int node : doubted) dual_[index(node)] = far;
    std::vector<std::int64_t> first_found;
    for (const int node : doubted) first_found.push_back(least_way(node, false));
    for (std::size_t i = 0; i < doubted.size(); ++i) {
        dual_[index(doubted[i])] = first_found[i];
        if (first_found[i] < far) heap.emplace(first_found[i] - base[index(doubted[i])], doubted[i]);
    }
    while (!heap.empty()) {
        const auto [so_far, node] = heap.top();
        heap.pop();
        if (so_far > dual_[index(node)] - base[index(node)]) continue;
        for (int a = first_[index(node)]; a < first_[index(node) + 1]; ++a) {
            const Arc& arc = arcs_[index(a)];
            const Arc& back = arcs_[index(arc.mate)];
            if (back.residual <= 0) continue;
            const std::int64_t next = dual_[index(node)] + back.cost;
            if (next >= dual_[index(arc.head)]) continue;
            dual_[index(arc.head)] = next;
            heap.emplace(next - base[index(arc.head)], arc.head);
        }
    }
}

/// Then those left out stay out unless they can do better.
void Rematch::find_duals(const KeptPrices* known) {
    dual_.assign(index(network_.node_count), far);
    dual_[index(network_.sink())] = 0;
    if (known) guess(*known);
    std::vector<int> doubted = spread_guesses();
    spread_doubts(doubted);
    find_anew(doubted);
    for (std::int64_t& dual : dual_)
        if (dual >= far / 2) dual = far / 2;
    std::erase_if(waiting_, [&](int node) {
        Arc& out = arcs_[index(out_arc_[index(node)])];
        if (dual_[index(node)] < out.cost) return false;
        --out.residual, ++arcs_[index(out.mate)].residual;
        return true;
    });
    distance_.assign(dual_.size(), far);
    way_.assign(dual_.size(), -1);
}

KeptPrices Rematch::prices() const {
    KeptPrices prices;
    prices.seats.resize(instance_->tutors.size());
    std::map<int, int> leaving;  // rank -> into prices.leaving
    std::map<int, int> seat_of_rank;
    for (const int seat : seats_)
        if (const int student = sitting(seat); student >= 0) seat_of_rank.emplace(rank_[index(student)], seat);
    for (const int seat : seats_) {
        if (sitting(seat) < 0 || dual_[index(seat)] == far / 2) continue;
        const auto nearest = [](std::int64_t value, std::int64_t unit) { return (value + unit / 2) / unit; };
        KeptPrices::Price price;
        const std::int64_t rank = nearest(dual_[index(seat)], need_weight_), rest = dual_[index(seat)] - rank * need_weight_;
        price.moved = nearest(rest, move_weight_);
        price.cost = rest - price.moved * move_weight_;
        if (rank > 0) {
            const auto somebody_like = seat_of_rank.find(static_cast<int>(rank));
            if (somebody_like == seat_of_rank.end()) continue;
            const auto [place, is_new] = leaving.emplace(static_cast<int>(rank), static_cast<int>(prices.leaving.size()));
            if (is_new) prices.leaving.push_back(network_.seat(somebody_like->second));
            price.left_out = place->second;
        }
        const auto [tutor, slot] = network_.seat(seat);
        prices.seats[index(tutor)].push_back({slot, price});
    }
    return prices;
}

}  // namespace tutorline::domain::matching
