#include "domain/matching/coupled.hpp"

#include <algorithm>
#include <limits>

#include "domain/matching/board.hpp"
#include "domain/matching/coupled_bound.hpp"
#include "domain/matching/neighbourhood.hpp"
#include "domain/matching/packing.hpp"

namespace tutorline::domain::matching {
namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

constexpr std::size_t listed_choices_max = 20'000;  // up to here the whole problem goes to the exact search
constexpr int listed_units_max = 60;
constexpr std::int64_t exact_nodes_max = 4'000'000;

struct Found {
    Board board;
    std::int64_t need_bound;  ///< in the units' need (with pin_worth)
    std::int64_t cost_bound;  ///< in the choices' cost (with move_weight)
};

bool tick(const SolveOptions& options, std::string_view stage, std::int64_t done, std::int64_t total) {
    if (options.progress) options.progress({stage, done, total});
    return options.out_of_time && options.out_of_time();
}

/// A first board: units in order of need, each at its cheapest choice, prices included.
void insert_by_prices(const Units& units, const CandidateList& list, const Prices& prices, Board& board) {
    std::vector<int> order(units.units.size());
    for (std::size_t u = 0; u < order.size(); ++u) order[u] = static_cast<int>(u);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
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

/// All choices listed, when there are few enough.
std::optional<Found> solve_listed(const Units& units, const SolveOptions& options) {
    if (static_cast<int>(units.units.size()) > listed_units_max) return std::nullopt;
    std::vector<int> all, tutors;
    for (std::size_t u = 0; u < units.units.size(); ++u) all.push_back(static_cast<int>(u));
    for (std::size_t t = 0; t < units.instance.tutors.size(); ++t) tutors.push_back(static_cast<int>(t));
    Board board(units);
    Neighbourhood whole(units, board, all, tutors, listed_choices_max);
    if (whole.truncated()) return std::nullopt;
    tick(options, "exact", 0, 0);
    const PackingResult result = whole.solve(exact_nodes_max, options.out_of_time);
    whole.apply(result, board);
    return Found{std::move(board), result.need_bound, result.cost_bound};
}

/// Steps of a bound: each looks at all runs of all candidates, and a bound may take a tenth of the work.
int bound_steps(int wanted, const CandidateList& list, const SolveOptions& options) {
    if (options.work_max == 0) return wanted;
    const auto each = static_cast<std::int64_t>(list.run.size()) + 1;
    return static_cast<int>(std::clamp<std::int64_t>(options.work_max / 10 / each, 1, wanted));
}

Found solve_large(const Units& units, const SolveOptions& options) {
    Board board(units);
    const CandidateList list(units);
    std::int64_t need_all = 0;
    for (const Unit& unit : units.units) need_all += unit.need;
    Prices prices{std::vector<std::int64_t>(units.instance.tutors.size() * at(units.instance.slot_count), 0),
                  std::vector<std::int64_t>(units.instance.tutors.size(), 0), 0};
    Prices for_need = prices;
    insert_by_prices(units, list, prices, board);
    std::int64_t need_bound = need_all, cost_bound = std::numeric_limits<std::int64_t>::min() / 4;
    if (!tick(options, "bound", 0, 2) && board.need() < need_all)
        need_bound = std::min(need_bound,
                              coupled_bound(units, list, false, 0, board.need(), bound_steps(400, list, options), for_need, options.out_of_time));
    std::int64_t cost_most = 1;
    for (const Candidate& candidate : list.candidates) cost_most = std::max(cost_most, candidate.pair_cost);
    prices.need = cost_most * price_one;
    if (!tick(options, "bound", 1, 2))
        coupled_bound(units, list, true, board.need(), board.cost(), bound_steps(300, list, options), prices, options.out_of_time);
    Board priced(units);
    insert_by_prices(units, list, prices, priced);
    if (priced.need() > board.need() || (priced.need() == board.need() && priced.cost() < board.cost()))
        board = std::move(priced);
    improve(units, list, board, need_bound, options);
    if (!(options.out_of_time && options.out_of_time())) {
        const std::int64_t value =
            coupled_bound(units, list, true, board.need(), board.cost(), bound_steps(200, list, options), prices, options.out_of_time);
        cost_bound = std::max(cost_bound, value);
    }
    return Found{std::move(board), need_bound, cost_bound};
}

}  // namespace

Solution solve_coupled(const Instance& instance, const SolveOptions& options) {
    const Units units(instance);
    std::optional<Found> found = solve_listed(units, options);
    if (!found) found = solve_large(units, options);
    Solution solution;
    std::int64_t pins_placed = 0;
    std::int64_t promised = 0;
    for (const auto& student : instance.students) promised += static_cast<std::int64_t>(student.promise_slots.size());
    const std::int64_t all_promised = promised;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const auto& choice = found->board.choice(static_cast<int>(u));
        if (!choice) continue;
        pins_placed += units.units[u].pin_tutor != nobody ? 1 : 0;
        for (const Placement& placement : units.placements(*choice)) {
            solution.cost += placement.cost;
            solution.need_placed += instance.students[at(placement.student)].need;
            solution.calls_moved += instance.calls_moved(placement.student, placement.tutor, placement.slots);
            promised -= instance.calls_promised(placement.student);
            solution.placed.push_back(placement);
        }
    }
    solution.calls_moved += promised;  // those of students who lost their place
    std::sort(solution.placed.begin(), solution.placed.end(),
              [](const Placement& a, const Placement& b) { return a.student < b.student; });
    solution.bound.need = found->need_bound - pins_placed * units.pin_worth;
    // Choice costs are cost - kept calls * move_weight, lexicographic because move_weight is above all costs together.
    std::int64_t cost_bound = found->cost_bound;
    if (units.move_weight > 0) {
        cost_bound = std::max<std::int64_t>(0, cost_bound + all_promised * units.move_weight);
        solution.bound.moved = cost_bound / units.move_weight;
        cost_bound = solution.bound.moved == solution.calls_moved ? cost_bound % units.move_weight : 0;
    }
    solution.bound.cost = std::max<std::int64_t>(0, cost_bound);
    solution.optimal = solution.bound.need == solution.need_placed && solution.bound.moved == solution.calls_moved &&
                       solution.bound.cost == solution.cost;
    return solution;
}

}  // namespace tutorline::domain::matching
