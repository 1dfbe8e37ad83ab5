#include "domain/matching/insert.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

}  // namespace

void insert_by_prices(const Units& units, const CandidateList& list, const Prices& prices, Board& board, bool households_first) {
    std::vector<int> order(units.units.size());
    for (std::size_t u = 0; u < order.size(); ++u) order[u] = static_cast<int>(u);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        if (households_first && (units.units[at(a)].size() > 1) != (units.units[at(b)].size() > 1)) return units.units[at(a)].size() > 1;
        return units.units[at(a)].need * units.units[at(b)].size() >
               units.units[at(b)].need * units.units[at(a)].size();
    });
    const auto slots = at(units.instance.slot_count);
    Prices open = prices;
    constexpr std::int64_t taken = std::int64_t{1} << 50;
    std::vector<int> starts;
    for (const int u : order) {
        if (board.choice(u)) continue;
        const Unit& unit = units.units[at(u)];
        if (unit.need == 0) continue;
        std::int64_t least = taken / 2;
        Choice pick{u, nobody, {}, 0};
        for (int c = list.first[at(u)]; c < list.first[at(u) + 1]; ++c) {
            const Candidate& candidate = list.candidates[at(c)];
            if (board.room(candidate.tutor) < unit.size()) continue;
            const std::int64_t fixed =
                candidate.pair_cost * price_one + prices.tutor[at(candidate.tutor)] * unit.size();
            if (fixed >= least && units.move_weight == 0) continue;
            const std::int64_t cost = fixed + cheapest_runs(units, u, candidate, list, open, price_one, &starts);
            if (cost < least) least = cost, pick = {u, candidate.tutor, starts, candidate.pair_cost};
        }
        if (pick.tutor == nobody) continue;
        for (const Run& run : unit.runs_with(pick.tutor))
            if (std::count(pick.starts.begin(), pick.starts.end(), run.start)) pick.cost += run.cost;
        board.place(pick);
        for (const int start : pick.starts)
            for (int i = 0; i < unit.size(); ++i) open.seat[at(pick.tutor) * slots + at(start + i)] = taken;
    }
}

}  // namespace tutorline::domain::matching
