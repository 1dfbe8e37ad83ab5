// The optimum by GLPK's glpsol, on a model that lists every choice of every household by brute force; nothing here is
// shared with the solvers under test.
#pragma once
#include <cstdint>
#include <string>

#include "domain/matching/problem.hpp"

namespace tutorline::test {

struct Optimum {
    std::int64_t need = 0, moved = 0, cost = 0;
    bool found = false;
    friend bool operator==(const Optimum&, const Optimum&) = default;
};

/// `name` tells the scratch files of parallel tests apart.
Optimum glpk_optimum(const domain::matching::Problem& problem, const std::string& name);

}  // namespace tutorline::test
