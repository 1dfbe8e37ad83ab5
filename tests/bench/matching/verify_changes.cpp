#include "verify_changes.hpp"

#include <algorithm>
#include <iostream>

#include "domain/matching/reasons.hpp"
#include "scarce.hpp"

namespace tutorline::bench {

using namespace domain::matching;

void verify_changes(int wanted) {
    int unplaced = 0, with_change = 0, held = 0;
    for (std::uint64_t seed = 1; unplaced < wanted; ++seed) {
        ScarceOptions options;
        options.students = 3000;
        options.tutors = 300;
        options.seed = seed;
        const Problem problem = scarce_problem(options);
        const Solution solution = solve(problem);
        for (const Unplaced& one : explain_unplaced(problem, solution)) {
            if (unplaced == wanted) break;
            ++unplaced;
            if (!one.change) continue;
            ++with_change;
            const Solution again = solve(apply(problem, *one.change));
            held += std::binary_search(again.unplaced.begin(), again.unplaced.end(), one.student) ? 0 : 1;
        }
    }
    std::cout << "smallest changes of " << unplaced << " unplaced students (3,000/300): " << with_change << " found, "
              << held << " place the student when the whole problem is solved with them" << std::endl;
}

}  // namespace tutorline::bench
