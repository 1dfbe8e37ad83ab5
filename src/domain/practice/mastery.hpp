// The mastery model: per child and skill, updated in constant time by each answer, replayable from the facts bit for bit.
//
// The chance of a right answer is the logistic of a sum of beliefs (belief.hpp):
//   child + child in this skill + skill + item + what happened just before, learned across all children
// An item's and a skill's easiness are learned across children; a child's ability is unsure at first and drifts, so
// recent answers count more. The parts 'what happened before' are those of performance factor analysis (Pavlik 2009) and
// of Gervet et al. 2020 (counts of right and wrong by child, skill and item), with recency.
//
// Each struct below is one database row. The ladder and the checkpoint rule (level.hpp) decide the level; this model
// chooses problems within it and warns when the two disagree (choice.hpp).
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "domain/practice/belief.hpp"

namespace tutorline::domain {

/// What is known of an item across children. The default is the belief before any answer.
struct ItemMastery {
    Belief easiness{0.0, 0.7};
    Belief after_right{0.0, 0.04};  ///< more, when the child's answer just before was right
    Belief after_wrong{0.0, 0.04};
    Belief slope{0.0, 0.01};        ///< how much more than usual the child's ability counts
    std::int32_t answers = 0;
};

/// What is known of a skill across children.
struct SkillMastery {
    Belief easiness{0.0, 1.0};
    Belief per_right{0.0, 0.05};   ///< per log(1 + right answers of the child in the skill)
    Belief per_wrong{0.0, 0.05};
    Belief last_right{0.0, 0.08};  ///< when the child's last answer in the skill was right
    Belief last_wrong{0.0, 0.08};
    Belief unseen{0.0, 0.08};      ///< when it is the child's first
    Belief slope{0.0, 0.02};       ///< how much more than usual the child's ability counts
    std::int32_t answers = 0;
};

/// A child over all skills.
struct ChildMastery {
    Belief ability{0.0, 0.7};
    std::int32_t right = 0;
    std::int32_t wrong = 0;
    double recent = 0.0;            ///< running mean of +1 right, -1 wrong, that fades by a tenth with each answer
    std::int64_t last_at = 0;       ///< seconds, any origin
    std::int64_t last_skill = 0;    ///< the caller's number for a skill; 0 = none
    std::int64_t last_item = 0;
    std::int8_t last_answer = 0;    ///< +1 right, -1 wrong, 0 none yet
};

/// A child in one skill.
struct ChildSkillMastery {
    Belief ability{0.0, 0.5};
    std::int32_t right = 0;
    std::int32_t wrong = 0;
    double recent_fast = 0.0;    ///< running means as above, fading by a half and a fifth
    double recent_slow = 0.0;
    std::int32_t streak = 0;     ///< > 0 right answers in a row, < 0 wrong ones
    std::uint32_t history = 1;   ///< the last answers as bits (1 = right) behind a leading 1
    std::int64_t last_at = 0;
};

/// A child and one item: only for items that come again (retries, files of other programmes).
struct ChildItemMastery {
    std::int32_t right = 0;
    std::int32_t wrong = 0;
    std::int8_t last_answer = 0;
};

constexpr int mastery_features = 46;

/// What was learned across all children about circumstances: one row for the programme.
struct MasteryWeights {
    std::array<Belief, mastery_features> circumstances;
    MasteryWeights();
};
/// What a weight is for: "bias", "skill_right", ...; for people who inspect the model.
std::string_view feature_name(int feature);

/// The rows that one answer touches, and when it came. `child_item` may be null: never seen before.
struct MasteryRows {
    MasteryWeights& weights;
    SkillMastery& skill;
    ItemMastery& item;
    ChildMastery& child;
    ChildSkillMastery& child_skill;
    ChildItemMastery* child_item = nullptr;
    std::int64_t skill_number = 0;  ///< > 0, stable for the skill, to tell whether the last answer was in the same
    std::int64_t item_number = 0;
    std::int64_t at = 0;            ///< seconds
};

/// The chance that this child answers this item right now. Changes nothing.
Prediction predict_answer(const MasteryRows& rows);

/// The chances of the same child, now, with each of these items; rows.item is not looked at.
std::vector<double> predict_items(const MasteryRows& rows, std::span<const ItemMastery> items);

/// The same as predict_answer, and then learns from the answer: constant time, no randomness, order of answers matters.
Prediction learn_answer(const MasteryRows& rows, bool right);

/// How well the child masters the skill: the chance on a typical item of it, in [0, 1], from the beliefs about child and
/// skill alone. A right answer never lowers it, a wrong one never raises it.
double mastery(const MasteryWeights& weights, const SkillMastery& skill, const ChildMastery& child, const ChildSkillMastery& child_skill);

/// A child's standing over all skills in logits: the belief about it and what its record of right and wrong says.
double child_level(const MasteryWeights& weights, const ChildMastery& child);

}  // namespace tutorline::domain
