// Room for who would stay without a place in a match that runs, where calls hang together: two or three calls a week, or
// brothers and sisters with one tutor. Others move over, as few promised calls as are found; who has a place keeps one.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// Counted, so that the same problem gives the same answer everywhere.
struct RoomWork {
    std::size_t listed_max = 20'000;             ///< ways in all up to which the whole problem is searched to the end
    std::int64_t exact_looks_max = 25'000'000;   ///< and in how many looks; a third of a second or so
    std::int64_t chain_looks_max = 60'000'000;   ///< runs looked at for chains of moves; some seconds
    int again = 30;                              ///< times that some of those who came are placed anew
};

/// `problem` has no pins on anybody who may move. `solution` is valid for it, and `keeps` says by student who of those placed
/// may not lose the place (one of a household is enough); the others may, where more need is met. Most need, then the
/// fewest promised calls moved, then the least cost: proven (bound.moved == calls_moved) where the problem is small enough to
/// be searched whole; else each who waits, most need first, finds a place through the cheapest chain of moves, and what the
/// moves left is put right by exact search over the tutors they touched. Never less need than `solution`, which comes back as
/// it is when nothing is gained. need_total and unplaced are those of the problem.
Solution make_room_together(const Problem& problem, const Solution& solution, const std::vector<bool>& keeps, const RoomWork& work = {});

}  // namespace tutorline::domain::matching
