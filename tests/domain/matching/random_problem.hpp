// Small random problems of each kind, for comparison with an oracle.
#pragma once
#include <cstdint>
#include <string>

#include "domain/matching/problem.hpp"

namespace tutorline::test {

/// Kinds: "one_call", "two_calls", "siblings", "two_calls_siblings", "pins", "gender", "scarce", "rich"; "rematch" and, as
/// "rematch_siblings", each of these with promises. The problem has no faults.
domain::matching::Problem random_problem(const std::string& name, std::uint64_t seed);

}  // namespace tutorline::test
