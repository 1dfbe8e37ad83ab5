#include "coupled.hpp"

#include <chrono>
#include <iostream>

#include "domain/matching/solve.hpp"
#include "scarce.hpp"

namespace tutorline::bench {

using namespace domain::matching;
using Clock = std::chrono::steady_clock;

void coupled_gaps(int students, int tutors) {
    const struct {
        const char* name;
        int sessions, siblings;
    } kinds[] = {{"two calls a week", 2, 0}, {"siblings", 1, 15}, {"two calls and siblings", 2, 15}};
    for (const auto& kind : kinds) {
        ScarceOptions options;
        options.students = students;
        options.tutors = tutors;
        options.sessions_per_week = kind.sessions;
        options.siblings_percent = kind.siblings;
        const Problem problem = scarce_problem(options);
        const auto begun = Clock::now();
        const Solution solution = solve(problem);
        const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        const double need_gap = 100.0 * static_cast<double>(solution.bound.need - solution.need_placed) /
                                static_cast<double>(solution.bound.need);
        const double cost_gap =
            100.0 * static_cast<double>(solution.cost - solution.bound.cost) / static_cast<double>(solution.cost);
        std::cout << students << "/" << tutors << " " << kind.name << ": need " << solution.need_placed
                  << " of at most " << solution.bound.need << " (gap " << need_gap << " %), cost " << solution.cost
                  << " of at least " << solution.bound.cost << " (gap " << cost_gap << " %), " << seconds << " s"
                  << (violation(problem, solution).empty() ? "" : " NOT VALID") << std::endl;
    }
}

}  // namespace tutorline::bench
