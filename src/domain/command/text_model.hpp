// A small linear model over words and letter groups, trained from the packs' example texts when they are loaded.
// It speaks where no phrase decides. Deterministic: same examples, same weights; every weight can be listed.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "domain/command/phrase_index.hpp"
#include "domain/command/reading.hpp"

namespace tutorline::domain {

class TextModel {
  public:
    using Scores = std::array<float, class_count>;

    struct Example {
        std::vector<std::uint32_t> features;
        Class cls;
    };
    /// Hashed features of a text: words, neighbours, groups of three and of five letters. At most features_max.
    static std::vector<std::uint32_t> features(const WordSequence& text);
    /// Multinomial logistic regression by stochastic gradient descent in a fixed order.
    void train(const std::vector<Example>& examples);
    /// Unnormalised log-probabilities; all zero before training.
    Scores scores(const std::vector<std::uint32_t>& features) const;

    static constexpr std::size_t bucket_count = 1u << 16;
    static constexpr std::size_t features_max = 2400;

  private:
    std::vector<float> weights_;  ///< bucket-major: the class_count weights of a feature lie side by side
    Scores bias_{};
};

}  // namespace tutorline::domain
