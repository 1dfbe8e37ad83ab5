#include "drop_out.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>

#include "base/random.hpp"
#include "domain/matching/kept_prices.hpp"
#include "domain/matching/rematch.hpp"
#include "domain/matching/solve.hpp"
#include "measure.hpp"
#include "scarce.hpp"

namespace tutorline::bench {
namespace {

using namespace domain::matching;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// The cohort that found a place, with its promises; the others wait for the next wave. Every tutor then offers
/// so many percent more places and hours than are in use (parts of a place add up over the tutors): whoever must move
/// finds few free hours.
Problem running_cohort(const Problem& problem, const Solution& solution, int reserve_percent) {
    Problem running = problem;
    running.students.clear();
    std::vector<std::vector<int>> used(problem.tutors.size());
    for (const Placement& placement : solution.placed) {
        running.students.push_back(problem.students[static_cast<std::size_t>(placement.student)]);
        // From now on this is the tutor they had: another one is a change.
        running.students.back().previous_tutor = problem.tutors[static_cast<std::size_t>(placement.tutor)].id;
        running.current.push_back({running.students.back().id,
                                   problem.tutors[static_cast<std::size_t>(placement.tutor)].id, placement.slots});
        for (const int slot : placement.slots) used[static_cast<std::size_t>(placement.tutor)].push_back(slot);
    }
    base::Random random = base::Random(1).fork("spare hours");
    int spare = 0, places = 0;
    for (std::size_t t = 0; t < used.size(); ++t) {
        const int load = static_cast<int>(used[t].size());
        places += load;
        const int extra = places * reserve_percent / 100 - spare;
        spare += extra;
        Tutor& tutor = running.tutors[t];
        tutor.students_max = load + extra;
        std::vector<int> free;
        for (const int slot : tutor.slots)
            if (std::find(used[t].begin(), used[t].end(), slot) == used[t].end()) free.push_back(slot);
        tutor.slots = used[t];
        for (int n = 0; n < extra && !free.empty(); ++n) {
            const auto pick = free.begin() + static_cast<std::ptrdiff_t>(random.below(free.size()));
            tutor.slots.push_back(*pick);
            free.erase(pick);
        }
        std::sort(tutor.slots.begin(), tutor.slots.end());
    }
    return running;
}

bool same_places(const Solution& a, const Solution& b) {
    return std::equal(a.placed.begin(), a.placed.end(), b.placed.begin(), b.placed.end(),
                      [](const Placement& x, const Placement& y) { return x.student == y.student && x.tutor == y.tutor && x.slots == y.slots; });
}

/// As a service does it: newer sheets without the tutor, and of the match that runs only its places and the text of its prices.
void from_kept_prices(const Problem& running, const std::vector<int>& leaving, double full_solve_seconds, int reserve_percent) {
    auto begun = Clock::now();
    const std::string kept = keep_prices(running);
    const double keeping = since(begun);
    std::vector<double> cold, warm, reading, duals_cold, duals_warm;
    bool same = true, proven = true;
    for (const int tutor : leaving) {
        Problem sheets = running;
        sheets.tutors.erase(sheets.tutors.begin() + tutor);
        SolveOptions from_prices;
        from_prices.prices = kept;
        begun = Clock::now();
        const Solution without = solve(sheets);
        cold.push_back(since(begun));
        begun = Clock::now();
        const Solution with = solve(sheets, from_prices);
        warm.push_back(since(begun));
        same = same && same_places(with, without);
        proven = proven && with.optimal;
        begun = Clock::now();
        const KeptPrices prices = read_prices(kept, sheets);
        reading.push_back(since(begun));
        const Instance instance(sheets);
        Rematch rematch(instance);
        begun = Clock::now();
        rematch.find_duals();
        duals_cold.push_back(since(begun));
        begun = Clock::now();
        rematch.find_duals(&prices);
        duals_warm.push_back(since(begun));
    }
    const double taken = median(warm);
    std::cout << "  newer sheets without the tutor, " << leaving.size() << " of them, from prices kept with the match (" << kept.size() / 1000 << " kB, written in "
              << keeping * 1000 << " ms): " << taken * 1000 << " ms = 1/" << full_solve_seconds / taken << " of a full solve, without the prices "
              << median(cold) / taken << " times as long\n    the duals alone: " << median(duals_warm) * 1000 << " ms and " << median(reading) * 1000
              << " ms for reading, without " << median(duals_cold) / (median(duals_warm) + median(reading)) << " times as long; with " << reserve_percent
              << " % to spare the same places " << (same ? "yes" : "NO") << ", proven " << (proven ? "yes" : "NO") << std::endl;
}

void drop_outs_with(int students, int tutors, double full_solve_seconds, int reserve_percent) {
    ScarceOptions options;
    options.students = students;
    options.tutors = tutors;
    const Problem problem = scarce_problem(options);
    const Problem running = running_cohort(problem, solve(problem), reserve_percent);
    const Instance instance(running);
    auto begun = Clock::now();
    const Rematch base(instance);
    const double prepared = since(begun);
    std::vector<int> load(running.tutors.size(), 0);
    std::map<std::string, int> tutor_index;
    for (std::size_t t = 0; t < running.tutors.size(); ++t) tutor_index[running.tutors[t].id] = static_cast<int>(t);
    for (const Promise& promise : running.current) ++load[static_cast<std::size_t>(tutor_index[promise.tutor])];

    std::vector<double> seconds;
    std::int64_t displaced = 0, others = 0, left_out = 0;
    bool all_proven = true;
    for (int t = 0; t < tutors && seconds.size() < 50; ++t) {
        if (load[static_cast<std::size_t>(t)] != 10) continue;
        Rematch now = base;
        begun = Clock::now();
        now.drop_tutor(t);
        now.settle();
        const Rematch::Changes changes = now.changes();
        seconds.push_back(since(begun));
        all_proven = all_proven && now.proven();
        displaced += 10;
        left_out += static_cast<std::int64_t>(changes.left_out.size());
        others += static_cast<std::int64_t>(changes.moved.size() + changes.left_out.size()) - 10;
    }
    if (seconds.empty()) return;
    const double drop = median(seconds);
    std::cout << "drop-out of a tutor with 10 students, " << seconds.size()
              << " of them, " << reserve_percent << " % spare places and hours: " << drop * 1000 << " ms each = 1/" << full_solve_seconds / drop
              << " of a full solve (state with its duals prepared in " << prepared * 1000 << " ms, "
              << prepared / drop << " times as long as from duals that stay in memory), proven "
              << (all_proven ? "yes" : "NO") << "\n  others moved per displaced student: "
              << static_cast<double>(others) / static_cast<double>(displaced) << ", left without a place: " << left_out
              << " of " << displaced << '\n';

    std::vector<int> leaving;
    for (int t = 0; t < tutors && leaving.size() < 15; ++t)
        if (load[static_cast<std::size_t>(t)] == 10) leaving.push_back(t);
    from_kept_prices(running, leaving, full_solve_seconds, reserve_percent);

    for (int t = 0; t < tutors; ++t) {  // beside it, for one of them, the full re-plan
        if (load[static_cast<std::size_t>(t)] != 10) continue;
        Rematch now = base;
        now.drop_tutor(t);
        now.settle();
        const Solution least_moved = now.solution();
        Problem replan = running;
        replan.current.clear();
        replan.tutors[static_cast<std::size_t>(t)].slots.clear();
        const Solution full = solve(replan);
        std::int64_t moved = 0;
        const Instance promised(running);
        for (const Placement& p : full.placed) moved += promised.calls_moved(p.student, p.tutor, p.slots);
        std::cout << "  beside it, the full re-plan: need " << full.need_placed << " (re-match "
                  << least_moved.need_placed << "), cost " << full.cost << " (re-match " << least_moved.cost
                  << "), calls moved " << moved << " (re-match " << least_moved.calls_moved << ")" << std::endl;
        return;
    }
}

}  // namespace

void drop_outs(int students, int tutors, double full_solve_seconds) {
    for (const int reserve_percent : {10, 2, 0}) drop_outs_with(students, tutors, full_solve_seconds, reserve_percent);
}

}  // namespace tutorline::bench
