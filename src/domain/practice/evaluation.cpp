#include "domain/practice/evaluation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "domain/practice/portable_math.hpp"

namespace tutorline::domain {
namespace {

constexpr double held_back_answers = 4.0;  // a group's mean counts fully only after several answers
constexpr double probability_margin = 1e-6;
constexpr std::size_t bins = 10;

std::vector<double> mean_ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t from = 0; from < order.size();) {
        std::size_t to = from;
        while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
        for (std::size_t i = from; i < to; ++i) ranks[order[i]] = static_cast<double>(from + to - 1) / 2.0;
        from = to;
    }
    return ranks;
}

}  // namespace

void Score::add(double probability, bool right) { pairs_.push_back({probability, right}); }

double Score::auc() const {
    std::vector<Pair> sorted{pairs_};
    std::ranges::sort(sorted, [](const Pair& a, const Pair& b) { return a.probability < b.probability; });
    double wrong_below = 0, wins = 0, right_all = 0;
    for (std::size_t from = 0; from < sorted.size();) {
        std::size_t to = from;
        double right = 0;
        for (; to < sorted.size() && sorted[to].probability == sorted[from].probability; ++to) right += sorted[to].right ? 1 : 0;
        const double wrong = static_cast<double>(to - from) - right;
        wins += right * (wrong_below + wrong / 2);
        wrong_below += wrong;
        right_all += right;
        from = to;
    }
    return right_all > 0 && wrong_below > 0 ? wins / (right_all * wrong_below) : 0.5;
}

double Score::log_loss() const {
    double sum = 0;
    for (const Pair& pair : pairs_) {
        const double p = std::clamp(pair.probability, probability_margin, 1.0 - probability_margin);
        sum -= portable_log(pair.right ? p : 1.0 - p);
    }
    return pairs_.empty() ? 0.0 : sum / static_cast<double>(pairs_.size());
}

double Score::calibration_error() const {
    struct Bin {
        double probability = 0, right = 0;
    };
    std::array<Bin, bins> all{};
    for (const Pair& pair : pairs_) {
        Bin& bin = all[std::min(static_cast<std::size_t>(pair.probability * bins), bins - 1)];
        bin.probability += pair.probability;
        bin.right += pair.right ? 1 : 0;
    }
    double sum = 0;
    for (const Bin& bin : all) sum += std::abs(bin.probability - bin.right);
    return pairs_.empty() ? 0.0 : sum / static_cast<double>(pairs_.size());
}

double MeanBaseline::observe(std::int32_t group, bool right) {
    const auto place = static_cast<std::size_t>(group);
    if (groups_.size() <= place) groups_.resize(place + 1);
    Counts& counts = groups_[place];
    const double overall = (all_.right + 1) / (all_.answers + 2);
    const double before = (counts.right + held_back_answers * overall) / (counts.answers + held_back_answers);
    for (Counts* each : {&counts, &all_}) {
        each->right += right ? 1 : 0;
        each->answers += 1;
    }
    return before;
}

Evaluation evaluate(Tracer& tracer, std::span<const PastAnswer> before, std::span<const PastAnswer> answers) {
    MeanBaseline by_skill, by_item;
    for (const PastAnswer& answer : before) {
        tracer.observe(answer);
        by_skill.observe(answer.skill, answer.right);
        by_item.observe(answer.item, answer.right);
    }
    Evaluation result;
    for (const PastAnswer& answer : answers) {
        result.model.add(tracer.observe(answer).probability, answer.right);
        result.skill_mean.add(by_skill.observe(answer.skill, answer.right), answer.right);
        result.item_mean.add(by_item.observe(answer.item, answer.right), answer.right);
    }
    return result;
}

double rank_correlation(std::span<const double> left, std::span<const double> right) {
    if (left.size() != right.size() || left.size() < 2) return 0.0;
    const std::vector<double> a = mean_ranks(left), b = mean_ranks(right);
    const double middle = static_cast<double>(left.size() - 1) / 2.0;
    double both = 0, only_a = 0, only_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - middle) * (b[i] - middle);
        only_a += (a[i] - middle) * (a[i] - middle);
        only_b += (b[i] - middle) * (b[i] - middle);
    }
    return only_a > 0 && only_b > 0 ? both / std::sqrt(only_a * only_b) : 0.0;
}

}  // namespace tutorline::domain
