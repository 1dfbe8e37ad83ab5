// What a re-match changes against what families were promised: who moves, where to, why, and who must be told. To be
// read before it is applied.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/matching/sentence.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

struct Move {
    enum class Why {
        joined,       ///< had no place before
        tutor_gone,   ///< the tutor is not in the problem any more
        tutor_hours,  ///< the tutor does not offer the promised hours any more
        own_hours,    ///< the family does not offer them any more
        unsuited,     ///< the pair is not allowed any more: language, level or wish on gender
        pinned,       ///< the coordinator fixed another place
        places,       ///< the tutor takes fewer students than before
        wishes_apart, ///< siblings, who share a tutor, wish different genders
        with_sibling, ///< siblings go together, and `because_of`, one of them, cannot be there
        makes_room,   ///< for `because_of`, who comes to the promised tutor or hour
    };
    int student = 0;                   ///< index into Problem::students
    std::optional<Promise> from;       ///< empty: joined
    std::optional<Placement> to;       ///< empty: without a place now
    Why why = Why::joined;
    int because_of = -1;               ///< with_sibling, makes_room: a student of the problem, -1: nobody in particular
    std::vector<std::string> texts;    ///< who is told: "family", then ids of tutors, the old one first, also when gone
};

/// Everybody whose place is not the promised one, in the order of the problem. A student without a promise and without a
/// place is no move.
std::vector<Move> moves_of(const Problem& problem, const Solution& solution);

/// Who, from where to where, why, and who gets a text.
std::string sentence(const Move& move, const Problem& problem, const WeekWords& words);

}  // namespace tutorline::domain::matching
