#include "domain/practice/belief.hpp"

#include <algorithm>
#include <cmath>

#include "domain/practice/portable_math.hpp"

namespace tutorline::domain {

namespace {
constexpr double pi_eighths = 0.39269908169872414;
double probability(const Prediction& sum) { return sigmoid(sum.score / std::sqrt(1.0 + pi_eighths * sum.variance)); }
constexpr double information_min = 0.02;  // an answer that was almost certain still tells a little: no step explodes
}  // namespace

Prediction predict(std::span<const Term> terms) {
    Prediction result;
    for (const Term& term : terms) {
        result.score += term.weight * term.belief->mean;
        result.variance += term.weight * term.weight * term.belief->variance;
    }
    result.probability = probability(result);
    return result;
}

Prediction together(const Prediction& left, const Prediction& right) {
    Prediction result{left.score + right.score, left.variance + right.variance, 0.0};
    result.probability = probability(result);
    return result;
}

void learn(std::span<const Term> terms, const Prediction& prediction, bool right) {
    const double p = prediction.probability;
    const double information = std::max(p * (1.0 - p), information_min);
    const double surprise = (right ? 1.0 : 0.0) - p;
    const double shared = 1.0 + information * prediction.variance;
    for (const Term& term : terms) {
        const double pull = term.belief->variance * term.weight;
        term.belief->mean += pull * surprise / shared;
        term.belief->variance -= pull * pull * information / shared;
    }
}

void loosen(Belief& belief, double by, double variance_max) {
    belief.variance = std::min(belief.variance + by, std::max(variance_max, belief.variance));
}

}  // namespace tutorline::domain
