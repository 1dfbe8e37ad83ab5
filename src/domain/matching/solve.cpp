#include "domain/matching/solve.hpp"

#include <optional>

#include "domain/matching/coupled.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/one_call.hpp"
#include "domain/matching/rematch.hpp"

namespace tutorline::domain::matching {

namespace {

std::optional<Solution> solve_rematch(const Problem& problem, const Instance& instance, std::string_view prices) {
    const KeptPrices kept = read_prices(prices, problem);
    Rematch rematch(instance, &kept);
    if (rematch.overflows()) return std::nullopt;
    rematch.settle();
    return rematch.solution();
}

}  // namespace

Solution solve(const Problem& problem, const SolveOptions& options) {
    const Instance instance(problem);
    std::optional<Solution> solution;
    if (instance.couples_slots())
        solution = solve_coupled(instance, options);
    else if (instance.has_promises)
        solution = solve_rematch(problem, instance, options.prices);
    else if (solution = solve_one_call(instance, options); !solution)
        solution = place_in_order(instance);                     // out of time
    if (!solution) solution = solve_coupled(instance, options);  // numbers too large for the re-match's three levels
    solution->seed = options.seed;
    std::size_t next = 0;
    for (std::size_t s = 0; s < problem.students.size(); ++s) {
        solution->need_total += problem.students[s].need;
        if (next < solution->placed.size() && solution->placed[next].student == static_cast<int>(s))
            ++next;
        else
            solution->unplaced.push_back(static_cast<int>(s));
    }
    return std::move(*solution);
}

}  // namespace tutorline::domain::matching
