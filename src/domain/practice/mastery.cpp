#include "domain/practice/mastery.hpp"

#include <algorithm>
#include <utility>

#include "domain/practice/portable_math.hpp"

namespace tutorline::domain {
namespace {

// Priors and drifts, tuned on simulated programmes of several kinds (bench figures in the folder's README).
constexpr double child_drift = 0.0003;
constexpr double child_variance_max = 0.7;
constexpr double child_skill_drift = 0.002;
constexpr double child_skill_variance_max = 0.5;
constexpr double weight_prior = 0.03;
constexpr double bias_prior = 4.0;
constexpr double level_max = 2.0;  // a slope never multiplies more than this
constexpr std::int64_t short_gap = 60;
constexpr std::int64_t long_gap = 24 * 3600;
constexpr std::uint32_t history_bits = 0x1FFF;

enum Feature {
    bias, child_right, child_wrong, child_recent, skill_right, skill_wrong, skill_recent_fast, skill_recent_slow,
    last_in_skill, second_last_in_skill, third_last_in_skill, first_in_skill, streak_right, streak_wrong,
    item_right, item_wrong, item_last_right, item_last_wrong, same_item_right, same_item_wrong,
    same_skill_right, same_skill_wrong, other_skill_right, other_skill_wrong, first_of_child,
    gap_short_right, gap_short_wrong, gap_long, gap_skill_long, item_new, skill_new, skill_share, child_share,
    attempts_1, attempts_2, attempts_3, attempts_5, attempts_8, attempts_13, all_right, all_wrong, child_share_square,
    recent_gain, gap_length, gap_length_signed, feature_count,
};
static_assert(feature_count <= mastery_features);

constexpr std::array<std::string_view, feature_count> feature_names{
    "bias", "child_right", "child_wrong", "child_recent", "skill_right", "skill_wrong", "skill_recent_fast", "skill_recent_slow",
    "last_in_skill", "second_last_in_skill", "third_last_in_skill", "first_in_skill", "streak_right", "streak_wrong",
    "item_right", "item_wrong", "item_last_right", "item_last_wrong", "same_item_right", "same_item_wrong",
    "same_skill_right", "same_skill_wrong", "other_skill_right", "other_skill_wrong", "first_of_child",
    "gap_short_right", "gap_short_wrong", "gap_long", "gap_skill_long", "item_new", "skill_new", "skill_share", "child_share",
    "attempts_1", "attempts_2", "attempts_3", "attempts_5", "attempts_8", "attempts_13", "all_right", "all_wrong", "child_share_square",
    "recent_gain", "gap_length", "gap_length_signed"};

/// -1..1: right less wrong over all, held back while there are few.
double share(int right, int wrong) { return static_cast<double>(right - wrong) / (right + wrong + 4); }

/// What a child's record over all skills counts for.
std::array<std::pair<Feature, double>, 5> record_of(const ChildMastery& child) {
    const double of_all = share(child.right, child.wrong);
    return {{{child_right, log_count(child.right) * 0.5},
             {child_wrong, log_count(child.wrong) * 0.5},
             {child_recent, child.recent},
             {child_share, of_all},
             {child_share_square, of_all * of_all}}};
}

/// The beliefs an answer depends on, in a fixed order.
class Terms {
  public:
    explicit Terms(const MasteryRows& rows) : rows_(rows) {
        people_and_problems();
        counts();
        order_in_skill();
        same_again();
        time_gaps();
        without_item_ = used_;
        about(rows.item);
    }
    std::span<const Term> all() const { return {terms_.data(), used_}; }
    std::span<const Term> without_item() const { return {terms_.data(), without_item_}; }
    /// The terms of another item in place of the row's.
    std::span<const Term> of_item(ItemMastery& item) {
        used_ = without_item_;
        about(item);
        return all().subspan(without_item_);
    }

  private:
    void add(Belief& belief, double weight = 1.0) { terms_[used_++] = {&belief, weight}; }
    void add(Feature feature, double value) {
        if (value != 0.0) add(rows_.weights.circumstances[feature], value);
    }

    void people_and_problems() {
        add(rows_.skill.easiness);
        add(rows_.child.ability);
        add(rows_.child_skill.ability);
        add(bias, 1.0);
        add(rows_.skill.slope, level());
    }

    void about(ItemMastery& item) {
        add(item.easiness);
        add(item.slope, level());
        if (rows_.child.last_answer > 0) add(item.after_right);
        if (rows_.child.last_answer < 0) add(item.after_wrong);
        add(item_new, item.answers == 0 ? 1.0 : 0.0);
    }

    double level() const { return std::clamp(rows_.child.ability.mean + rows_.child_skill.ability.mean, -level_max, level_max); }

    void counts() {
        const auto& child = rows_.child;
        const auto& skill = rows_.child_skill;
        for (const auto& [feature, value] : record_of(child)) add(feature, value);
        add(skill_right, log_count(skill.right));
        add(skill_wrong, log_count(skill.wrong));
        if (skill.right > 0) add(rows_.skill.per_right, log_count(skill.right));
        if (skill.wrong > 0) add(rows_.skill.per_wrong, log_count(skill.wrong));
        add(skill_share, share(skill.right, skill.wrong));
        add(skill_new, rows_.skill.answers == 0 ? 1.0 : 0.0);
    }

    void order_in_skill() {
        const auto& skill = rows_.child_skill;
        const int attempts = skill.right + skill.wrong;
        add(skill_recent_fast, skill.recent_fast);
        add(skill_recent_slow, skill.recent_slow);
        add(last_in_skill, bit(0));
        add(second_last_in_skill, bit(1));
        add(third_last_in_skill, bit(2));
        add(first_in_skill, attempts == 0 ? 1.0 : 0.0);
        if (attempts == 0) add(rows_.skill.unseen);
        if (attempts > 0) add(bit(0) > 0 ? rows_.skill.last_right : rows_.skill.last_wrong);
        add(streak_right, skill.streak > 0 ? log_count(skill.streak) : 0.0);
        add(streak_wrong, skill.streak < 0 ? log_count(-skill.streak) : 0.0);
        add(all_right, attempts > 0 && skill.wrong == 0 ? 1.0 : 0.0);
        add(all_wrong, attempts > 0 && skill.right == 0 ? 1.0 : 0.0);
        add(recent_gain, skill.recent_fast - share(skill.right, skill.wrong));
        const Feature bins[] = {attempts_1, attempts_2, attempts_3, attempts_5, attempts_8, attempts_13};
        const int bounds[] = {1, 2, 3, 5, 8, 13};
        for (int i = 0; i < 6; ++i) add(bins[i], attempts >= bounds[i] ? 0.5 : 0.0);
    }

    void same_again() {
        const auto& child = rows_.child;
        const bool was_right = child.last_answer > 0;
        if (child.last_answer == 0) return add(first_of_child, 1.0);
        const bool same_skill = child.last_skill == rows_.skill_number;
        if (child.last_item == rows_.item_number) add(was_right ? same_item_right : same_item_wrong, 1.0);
        if (same_skill) add(was_right ? same_skill_right : same_skill_wrong, 1.0);
        if (!same_skill) add(was_right ? other_skill_right : other_skill_wrong, 1.0);
        if (rows_.child_item == nullptr || rows_.child_item->last_answer == 0) return;
        add(item_right, log_count(rows_.child_item->right));
        add(item_wrong, log_count(rows_.child_item->wrong));
        add(rows_.child_item->last_answer > 0 ? item_last_right : item_last_wrong, 1.0);
    }

    void time_gaps() {
        const auto& child = rows_.child;
        if (child.last_answer == 0) return;
        const std::int64_t gap = rows_.at - child.last_at;
        if (gap > 0 && gap < short_gap) add(child.last_answer > 0 ? gap_short_right : gap_short_wrong, 1.0);
        if (gap >= long_gap) add(gap_long, 1.0);
        const double length = gap > 0 ? portable_log(1.0 + static_cast<double>(gap)) * 0.1 : 0.0;
        add(gap_length, length);
        add(gap_length_signed, child.last_answer > 0 ? length : -length);
        const bool seen = rows_.child_skill.right + rows_.child_skill.wrong > 0;
        if (seen && rows_.at - rows_.child_skill.last_at >= long_gap) add(gap_skill_long, 1.0);
    }

    /// +1 right, -1 wrong, 0 none: the answer in this skill `back` answers ago.
    double bit(int back) const {
        const std::uint32_t history = rows_.child_skill.history;
        if ((history >> (back + 1)) == 0) return 0.0;
        return (history >> back & 1u) != 0 ? 1.0 : -1.0;
    }

    const MasteryRows& rows_;
    std::array<Term, mastery_features + 16> terms_;
    std::size_t used_ = 0;
    std::size_t without_item_ = 0;
};

void count(ChildItemMastery& row, bool right) {
    (right ? row.right : row.wrong) += 1;
    row.last_answer = right ? 1 : -1;
}

void count(ChildSkillMastery& row, bool right, std::int64_t at) {
    const double sign = right ? 1.0 : -1.0;
    (right ? row.right : row.wrong) += 1;
    row.recent_fast += (sign - row.recent_fast) * 0.5;
    row.recent_slow += (sign - row.recent_slow) * 0.2;
    row.streak = right ? std::max(row.streak, 0) + 1 : std::min(row.streak, 0) - 1;
    const std::uint32_t shifted = row.history << 1 | (right ? 1u : 0u);
    row.history = shifted > history_bits ? (shifted & (history_bits >> 1)) | (history_bits + 1) >> 1 : shifted;
    row.last_at = at;
}

void count(ChildMastery& row, const MasteryRows& rows, bool right) {
    (right ? row.right : row.wrong) += 1;
    row.recent += ((right ? 1.0 : -1.0) - row.recent) * 0.1;
    row.last_answer = right ? 1 : -1;
    row.last_at = rows.at;
    row.last_skill = rows.skill_number;
    row.last_item = rows.item_number;
}

}  // namespace

MasteryWeights::MasteryWeights() {
    circumstances.fill({0.0, weight_prior});
    circumstances[bias] = {0.0, bias_prior};
}

std::string_view feature_name(int feature) { return feature < feature_count ? feature_names[static_cast<std::size_t>(feature)] : std::string_view{}; }

Prediction predict_answer(const MasteryRows& rows) { return predict(Terms{rows}.all()); }

std::vector<double> predict_items(const MasteryRows& rows, std::span<const ItemMastery> items) {
    Terms terms{rows};
    const Prediction child = predict(terms.without_item());
    std::vector<double> chances;
    chances.reserve(items.size());
    for (const ItemMastery& item : items) {
        ItemMastery copy{item};
        chances.push_back(together(child, predict(terms.of_item(copy))).probability);
    }
    return chances;
}

Prediction learn_answer(const MasteryRows& rows, bool right) {
    loosen(rows.child.ability, child_drift, child_variance_max);
    loosen(rows.child_skill.ability, child_skill_drift, child_skill_variance_max);
    const Terms terms{rows};
    const Prediction before = predict(terms.all());
    learn(terms.all(), before, right);
    rows.item.answers += 1;
    rows.skill.answers += 1;
    if (rows.child_item != nullptr) count(*rows.child_item, right);
    count(rows.child_skill, right, rows.at);
    count(rows.child, rows, right);
    return before;
}

double mastery(const MasteryWeights& weights, const SkillMastery& skill, const ChildMastery& child, const ChildSkillMastery& child_skill) {
    return sigmoid(weights.circumstances[bias].mean + skill.easiness.mean + child.ability.mean + child_skill.ability.mean);
}

double child_level(const MasteryWeights& weights, const ChildMastery& child) {
    double level = child.ability.mean;
    for (const auto& [feature, value] : record_of(child)) level += weights.circumstances[feature].mean * value;
    return level;
}

}  // namespace tutorline::domain
