// The smallest changes of unplaced students, each verified by solving the whole problem with it.
#pragma once

namespace tutorline::bench {

void verify_changes(int wanted);

}  // namespace tutorline::bench
