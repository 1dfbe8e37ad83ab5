// Coupled slots at bench size: the certified gaps.
#pragma once

namespace tutorline::bench {

void coupled_gaps(int students, int tutors);

}  // namespace tutorline::bench
