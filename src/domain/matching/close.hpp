// The last stretch of a small coupled problem with too many choices to list: all units at once, each with few runs of a
// day, searched exactly round after round with other runs; then what the bound leaves, to the end.
#pragma once
#include "domain/matching/candidates.hpp"
#include "domain/matching/found.hpp"
#include "domain/matching/units.hpp"

namespace tutorline::domain::matching {

inline constexpr int closed_units_max = 60;  ///< units and tutors: beyond, parts of a problem are searched instead
inline constexpr int closed_tutors_max = 12;

/// Never leaves `found` worse. The list is of all candidates. Work is counted, so the result repeats exactly.
void close_gap(const Units& units, const CandidateList& list, Found& found, const SolveOptions& options);

}  // namespace tutorline::domain::matching
