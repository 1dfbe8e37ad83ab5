#include "domain/matching/replan.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "domain/matching/coupled.hpp"
#include "domain/matching/instance.hpp"

namespace tutorline::domain::matching {
namespace {

constexpr int passes = 2;  // more of them found nothing more in trials
constexpr std::int64_t pass_work = 2'000'000'000;  // looks: some seconds where thousands are matched

bool proven(const Solution& solution) {
    return solution.bound.need == solution.need_placed && solution.bound.moved == solution.calls_moved && solution.bound.cost == solution.cost;
}

/// Places fixed by the coordinator come before all need.
std::pair<std::int64_t, std::int64_t> most(const Problem& problem, const Solution& solution) {
    const auto fixed = std::count_if(solution.placed.begin(), solution.placed.end(),
                                     [&](const Placement& placement) { return problem.students[static_cast<std::size_t>(placement.student)].pin.has_value(); });
    return {fixed, solution.need_placed};
}

/// What a search over the solution's placements does not tell: who is left out, all need, the seed.
void complete(Solution& solution, const Solution& like, const Problem& problem) {
    std::vector<bool> placed(problem.students.size(), false);
    for (const Placement& placement : solution.placed) placed[static_cast<std::size_t>(placement.student)] = true;
    for (std::size_t s = 0; s < placed.size(); ++s)
        if (!placed[s]) solution.unplaced.push_back(static_cast<int>(s));
    solution.need_total = like.need_total;
    solution.seed = like.seed;
}

/// Promises forgotten: the same places as a solution of the problem without them.
Solution forgetting(Solution solution, const Bound& known) {
    solution.calls_moved = 0;
    solution.bound = {std::min(known.need, solution.bound.need), 0, known.need == solution.need_placed ? known.cost : 0};
    solution.optimal = proven(solution);
    return solution;
}

/// The need of the re-plan with fewer calls moved: on from what was kept, which lies nearer to the promises but may not reach
/// it, and back from the re-plan, which does.
Solution with_that_need(const Problem& problem, const Replan& both, std::int64_t need_bound, const SolveOptions& options) {
    const Instance instance(problem);
    const auto better = [&](const Solution& a, const Solution& b) {
        const auto most_a = most(problem, a), most_b = most(problem, b);
        return most_a != most_b ? most_a > most_b : std::tie(a.calls_moved, a.cost) < std::tie(b.calls_moved, b.cost);
    };
    std::optional<Solution> best;
    for (const Solution* start : {&both.kept, &both.anew}) {
        Solution walked = *start;
        SolveOptions pass = options;
        if (pass.work_max == 0) pass.work_max = pass_work;
        for (int n = 0; n < passes; ++n, ++pass.seed) walked = improve_coupled(instance, walked, need_bound, pass);
        if (!best || better(walked, *best)) best = std::move(walked);
    }
    complete(*best, both.anew, problem);
    return std::move(*best);
}

}  // namespace

Replan replan(const Problem& problem, const SolveOptions& options) {
    Replan both{solve(problem, options), {}};
    if (problem.current.empty()) return both.anew = both.kept, both;
    Problem without = problem;
    without.current.clear();
    both.anew = solve(without, options);
    const auto kept = most(problem, both.kept), anew = most(problem, both.anew);
    if (kept.first == anew.first) both.kept.bound.need = both.anew.bound.need = std::min(both.kept.bound.need, both.anew.bound.need);
    if (anew > kept) both.kept = with_that_need(problem, both, both.anew.bound.need, options);
    both.kept.optimal = proven(both.kept);
    const auto reached = most(problem, both.kept);
    if (reached > anew || (reached == anew && both.kept.cost < both.anew.cost)) both.anew = forgetting(both.kept, both.anew.bound);
    return both;
}

}  // namespace tutorline::domain::matching
