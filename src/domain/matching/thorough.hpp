// Coupled slots of some hundreds to a few thousand students, where the bound may look at every way of everybody many times.
#pragma once
#include "domain/matching/candidates.hpp"
#include "domain/matching/found.hpp"
#include "domain/matching/solve.hpp"

namespace tutorline::domain::matching {

/// Bounds by prices, a placement along the prices, improved in rounds and small exact parts.
Found search_thoroughly(const Units& units, const CandidateList& list, const SolveOptions& options);

}  // namespace tutorline::domain::matching
