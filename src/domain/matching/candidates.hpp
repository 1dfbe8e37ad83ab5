// Which tutors each unit could have, and in which of its runs: the ways a coupled problem is searched and priced over.
// Above some millions of pairs only so many tutors are listed for each unit, spread over all, so that memory stays bounded.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {

/// A unit with one allowed tutor: the runs the tutor's week has room for.
struct Candidate {
    int tutor;
    std::int64_t pair_cost;
    int first_run, last_run;  ///< into CandidateList::run
};

struct CandidateList {
    std::vector<int> first;  ///< of each unit, one more than units
    std::vector<Candidate> candidates;
    std::vector<std::uint16_t> run;  ///< index into Unit::runs
    std::vector<int> room;           ///< of each tutor: students that its places and hours allow at the most
    bool whole = true;  ///< false: a large problem, some tutors are left out and a bound over the list is none
    explicit CandidateList(const Units& units);
    CandidateList() = default;  ///< empty: to be filled with a part of another (narrow.hpp)

  private:
    void add(const Unit& unit, const Instance& instance, int tutor, std::int64_t pair, const char* week);
};

}  // namespace tutorline::domain::matching
