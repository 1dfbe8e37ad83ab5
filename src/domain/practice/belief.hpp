// A number that is believed, not known: mean and variance. Learning from a right or wrong answer moves each belief in
// proportion to how unsure it is, and makes it surer: steps shrink by themselves (the extended Kalman filter for a
// logistic answer with independent beliefs; the same idea as Glicko and TrueSkill).
#pragma once
#include <span>

namespace tutorline::domain {

struct Belief {
    double mean = 0.0;
    double variance = 0.0;
};

/// One part of a sum: belief times how much it counts here.
struct Term {
    Belief* belief = nullptr;
    double weight = 1.0;
};

struct Prediction {
    double score = 0.0;        ///< sum of the means, in logits
    double variance = 0.0;     ///< of that sum
    double probability = 0.5;  ///< of a right answer, the unsureness taken in (MacKay 1992), in (0, 1)
};

Prediction predict(std::span<const Term> terms);

/// The prediction of both sums of terms together.
Prediction together(const Prediction& left, const Prediction& right);

/// Moves every belief by the answer, once per term. `prediction` must come from the same terms.
void learn(std::span<const Term> terms, const Prediction& prediction, bool right);

/// A belief about something that changes grows unsure with time, up to its prior.
void loosen(Belief& belief, double by, double variance_max);

}  // namespace tutorline::domain
