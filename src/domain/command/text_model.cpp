#include "domain/command/text_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tutorline::domain {
namespace {

constexpr int epochs = 25;
constexpr float rate_start = 0.35f;
constexpr float decay = 1e-3f;

std::uint64_t mix(std::uint64_t hash, std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    return hash;
}

std::uint32_t bucket(std::uint64_t hash) {
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9ull;
    return static_cast<std::uint32_t>((hash ^ (hash >> 32)) & (TextModel::bucket_count - 1));
}

void add_letter_groups(std::string_view key, std::vector<std::uint32_t>& out) {
    for (const std::size_t group : {3u, 5u}) {
        for (std::size_t i = 0; i + group <= key.size(); ++i) {
            const std::uint64_t place = i == 0 ? 1 : i + group == key.size() ? 2 : 3;
            out.push_back(bucket(mix((group * 16 + place) * 0x9e3779b97f4a7c15ull, key.substr(i, group))));
        }
    }
}

/// The order of an epoch: a full-period linear congruential walk, the same on every machine.
std::vector<std::uint32_t> shuffled(std::size_t count, std::uint64_t seed) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    std::uint64_t state = seed * 2862933555777941757ull + 3037000493ull;
    for (std::size_t i = count; i > 1; --i) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        std::swap(order[i - 1], order[(state >> 33) % i]);
    }
    return order;
}

void softmax(TextModel::Scores& scores) {
    const float top = *std::max_element(scores.begin(), scores.end());
    float sum = 0;
    for (float& score : scores) sum += score = std::exp(score - top);
    for (float& score : scores) score /= sum;
}

}  // namespace

std::vector<std::uint32_t> TextModel::features(const WordSequence& text) {
    std::vector<std::uint32_t> out;
    out.reserve(text.words.size() * 6 + 2);
    std::string_view before = "^";
    for (const auto& word : text.words) {
        if (word.key == before) continue;  // 'y y y y' says no more than 'y'
        out.push_back(bucket(mix(0x11, word.key)));
        out.push_back(bucket(mix(mix(0x22, before) * 31, word.key)));
        add_letter_groups(word.key, out);
        before = word.key;
        if (out.size() >= features_max) break;
    }
    out.push_back(bucket(mix(mix(0x22, before) * 31, "$")));
    const std::size_t words = text.distinct();
    if (words <= 1) out.push_back(bucket(mix(0x33, "one")));
    if (words >= 8) out.push_back(bucket(mix(0x33, "long")));
    return out;
}

TextModel::Scores TextModel::scores(const std::vector<std::uint32_t>& features) const {
    Scores total = bias_;
    if (weights_.empty() || features.empty()) return total;
    // Each text's features weigh one together (square root: longer texts may say more), as in training.
    const float scale = 1.0f / std::sqrt(static_cast<float>(features.size()));
    Scores sum{};
    for (const std::uint32_t feature : features) {
        const float* row = &weights_[feature * class_count];
        for (std::size_t c = 0; c < class_count; ++c) sum[c] += row[c];
    }
    for (std::size_t c = 0; c < class_count; ++c) total[c] += sum[c] * scale;
    return total;
}

void TextModel::train(const std::vector<Example>& examples) {
    weights_.assign(bucket_count * class_count, 0.0f);
    bias_ = {};
    for (int epoch = 0; epoch < epochs; ++epoch) {
        const float rate = rate_start / (1.0f + 0.35f * static_cast<float>(epoch));
        for (const std::uint32_t index : shuffled(examples.size(), static_cast<std::uint64_t>(epoch) + 1)) {
            const Example& example = examples[index];
            Scores error = scores(example.features);
            softmax(error);
            error[static_cast<std::size_t>(example.cls)] -= 1.0f;
            const float step = rate * 4.0f / std::sqrt(static_cast<float>(example.features.size()) + 1.0f);
            for (const std::uint32_t feature : example.features) {
                float* row = &weights_[feature * class_count];
                for (std::size_t c = 0; c < class_count; ++c) row[c] -= step * (error[c] + decay * row[c]);
            }
            for (std::size_t c = 0; c < class_count; ++c) bias_[c] -= rate * 0.05f * error[c];
        }
    }
}

}  // namespace tutorline::domain
