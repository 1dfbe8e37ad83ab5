// Tutors who drop out of a matched instance, one at a time.
#pragma once

namespace tutorline::bench {

/// Prints time per drop-out as a share of `full_solve_seconds`, others moved per displaced student with 10 % spare
/// places, and what a full re-plan would gain in cost and would move.
void drop_outs(int students, int tutors, double full_solve_seconds);

}  // namespace tutorline::bench
