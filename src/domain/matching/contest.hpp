// Who else would come for what a change adds to a match, where others may move over for them: a place opened for one child
// goes to another in more need when a match is made anew.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

struct Contest {
    bool seats = false;    ///< the household finds a place, perhaps with others moving over
    int in_more_need = 0;  ///< households that wait, one of which would sit there instead; the count ends at the first
    int in_as_much = 0;    ///< the same where the need is equal: cost or order decide
};

/// `changed`: the problem with the change made. `before`: a solution of the problem without it, in which the household of
/// `members` has no place. Found by chains of moves (chains.hpp), each rival alone; `looks` are counted down, and where none
/// are left what was found so far is told.
Contest contest_for(const Problem& changed, const Solution& before, const std::vector<int>& members, std::int64_t& looks);

}  // namespace tutorline::domain::matching
