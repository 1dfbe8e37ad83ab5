// Simulated children with known abilities who answer practice items: to see whether the mastery model finds the
// abilities again. The children follow another law than the model: each has an ability, strengths by skill, a guessing
// and a slipping rate, and learns by practising.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/practice/tracer.hpp"

namespace tutorline::domain {

struct AnswerSimulation {
    std::vector<double> abilities;  ///< of child 1.. in logits; [0] is unused
    std::vector<PastAnswer> answers;    ///< in the order they came; items number the practice items of the bank from 1, skills from 1
};

/// The same seed gives the same bytes. Precondition: children > 0, answers >= 0.
AnswerSimulation simulate_answers(int children, int answers, std::uint64_t seed);

}  // namespace tutorline::domain
