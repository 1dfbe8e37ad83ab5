// How good predictions were, and how good the simplest ones would have been.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/practice/tracer.hpp"

namespace tutorline::domain {

/// Collects (probability, outcome) pairs.
class Score {
  public:
    void add(double probability, bool right);
    std::size_t answers() const { return pairs_.size(); }
    /// Chance that a random right answer was given a higher probability than a random wrong one; ties count half.
    /// 0.5 when there is no pair to compare.
    double auc() const;
    /// Mean of -log(probability given to what happened), probabilities kept within 1e-6 of 0 and 1.
    double log_loss() const;
    /// Expected calibration error: ten bins of equal width, weighted mean of |mean probability - share right|.
    double calibration_error() const;

  private:
    struct Pair {
        double probability;
        bool right;
    };
    std::vector<Pair> pairs_;
};

/// Online mean of a group (skill or item), shrunk to the overall mean: predicts before it learns, like the model.
class MeanBaseline {
  public:
    double observe(std::int32_t group, bool right);

  private:
    struct Counts {
        double right = 0;
        double answers = 0;
    };
    std::vector<Counts> groups_;
    Counts all_;
};

struct Evaluation {
    Score model;
    Score skill_mean;
    Score item_mean;
};

/// Learns from `before` (in its order), then predicts each of `answers` before learning from it. The numbers of users,
/// items and skills must mean the same in both.
Evaluation evaluate(Tracer& tracer, std::span<const PastAnswer> before, std::span<const PastAnswer> answers);

/// Spearman's rank correlation; ties get their mean rank. 0 for fewer than two values.
double rank_correlation(std::span<const double> left, std::span<const double> right);

}  // namespace tutorline::domain
