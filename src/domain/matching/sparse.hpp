// Coupled slots of thousands of students: the search and the ascent of the bound look at few ways of each unit, the
// cheapest at the prices so far; only now and then are all ways looked at, for a bound that is certain and for new ones.
#pragma once
#include "domain/matching/candidates.hpp"
#include "domain/matching/found.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// Whether a problem is too large, or too little work is allowed, for a thorough search (thorough.hpp).
bool is_sparse(const Units& units, const CandidateList& list, const SolveOptions& options);

/// The work is counted, not timed: `options.work_max` looks, or some for each unit. With a time limit every stage has a
/// share of it.
Found search_sparsely(const Units& units, const CandidateList& list, const SolveOptions& options);

}  // namespace tutorline::domain::matching
