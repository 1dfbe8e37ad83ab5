#include "domain/matching/coupled.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"
#include "domain/matching/close.hpp"
#include "domain/matching/found.hpp"
#include "domain/matching/insert.hpp"
#include "domain/matching/neighbourhood.hpp"
#include "domain/matching/packing.hpp"
#include "domain/matching/rebuild.hpp"
#include "domain/matching/sparse.hpp"
#include "domain/matching/thorough.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t listed_choices_max = 60'000;  // up to here the whole problem goes to the exact search
constexpr int listed_units_max = 60;
constexpr std::int64_t exact_nodes_max = 4'000'000;

/// All choices of all units, beside nobody.
Neighbourhood whole_problem(const Units& units, const Board& board) {
    std::vector<int> all, tutors;
    for (std::size_t u = 0; u < units.units.size(); ++u) all.push_back(static_cast<int>(u));
    for (std::size_t t = 0; t < units.instance.tutors.size(); ++t) tutors.push_back(static_cast<int>(t));
    return Neighbourhood(units, board, all, tutors, listed_choices_max);
}

/// A quick placement that is good already: it spares the search most of its way.
Board first_placement(const Units& units, const CandidateList& list, std::uint64_t seed) {
    Board board(units, list.room);
    const Prices free{std::vector<std::int64_t>(units.instance.tutors.size() * at(units.instance.slot_count), 0),
                      std::vector<std::int64_t>(units.instance.tutors.size(), 0), 0};
    insert_by_prices(units, list, free, board);
    SolveOptions quick;
    quick.seed = seed;
    rebuild(units, list, free, board, {static_cast<std::int64_t>(units.units.size()) * 50}, 1, quick);
    return board;
}

struct Listed {
    Found found;
    bool to_the_end;  ///< false: a limit of its own stopped it, and parts of the problem may be searched further
};

/// All choices listed, when there are few enough. Where neither time nor looks are limited, it has a limit of its own.
std::optional<Listed> solve_listed(const Units& units, const CandidateList& list, const SolveOptions& options) {
    if (static_cast<int>(units.units.size()) > listed_units_max) return std::nullopt;
    Board board = first_placement(units, list, options.seed);
    const Neighbourhood whole = whole_problem(units, board);
    if (whole.truncated()) return std::nullopt;
    tick(options, "exact", 0, 0);
    std::int64_t own_looks = options.exact_looks_max;
    const bool limited = options.looks || options.out_of_time;
    const PackingResult result = whole.solve(exact_nodes_max, options.out_of_time, limited ? options.looks : &own_looks);
    whole.apply(result, board);
    return Listed{{std::move(board), result.need_bound, result.cost_bound}, limited || !result.stopped};
}

/// The better placement of the two with what is known of either: a cost that so much need takes at the least, more need takes too.
Found best_of(Found a, Found b) {
    const auto better = [](const Found& one, const Found& other) {
        return one.board.need() > other.board.need() || (one.board.need() == other.board.need() && one.board.cost() < other.board.cost());
    };
    const std::int64_t need_bound = std::min(a.need_bound, b.need_bound);
    if (better(b, a)) std::swap(a, b);
    a.cost_bound = std::max(a.cost_bound, b.cost_bound);
    a.need_bound = need_bound;
    return a;
}

}  // namespace

std::optional<bool> needed_for_most(const Problem& problem, int student, std::int64_t& looks) {
    const Instance instance(problem);
    const Units units(instance);
    if (static_cast<int>(units.units.size()) > listed_units_max) return std::nullopt;
    const CandidateList list(units);
    const Board board = first_placement(units, list, 1);
    const Neighbourhood whole = whole_problem(units, board);
    if (whole.truncated()) return std::nullopt;
    // Need that is placed now is a start; each step above it is tried with everybody, the last without the household.
    const int household = instance.students[at(student)].household;
    const auto less = whole.reaches_need(board.need(), household, looks);
    if (!less) return std::nullopt;
    if (!*less) return true;
    const std::int64_t most = whole.most_need(looks);
    if (most < 0) return std::nullopt;
    const auto without = whole.reaches_need(most, household, looks);
    return without ? std::optional(!*without) : std::nullopt;
}

Solution solve_coupled(const Instance& instance, const SolveOptions& options) {
    const Units units(instance);
    const CandidateList list(units);
    std::optional<Listed> listed = solve_listed(units, list, options);
    if (listed && listed->to_the_end) return solution_of(units, listed->found);
    Found found = is_sparse(units, list, options) ? search_sparsely(units, list, options) : search_thoroughly(units, list, options);
    if (listed) found = best_of(std::move(found), std::move(listed->found));
    const bool small = std::ssize(units.units) <= closed_units_max && std::ssize(instance.tutors) <= closed_tutors_max && list.whole;
    if (!listed && small && options.work_max == 0) close_gap(units, list, found, options);
    return solution_of(units, found);
}

Solution improve_coupled(const Instance& instance, const Solution& start, std::int64_t need_bound, const SolveOptions& options) {
    const Units units(instance);
    const CandidateList list(units);
    Found found{board_of(units, list, start), std::numeric_limits<std::int64_t>::max() / 4, std::numeric_limits<std::int64_t>::min() / 4};
    improve(units, list, nullptr, found.board, found.need_bound, options);
    Solution solution = solution_of(units, found);
    solution.bound = {need_bound, 0, 0};
    solution.optimal = false;
    return solution;
}

}  // namespace tutorline::domain::matching
