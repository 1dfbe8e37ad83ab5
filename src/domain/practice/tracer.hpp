// Runs the mastery model over a sequence of answers and keeps its rows in memory: for files of answers and simulations.
// The service keeps the same rows in its store.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/practice/mastery.hpp"

namespace tutorline::domain {

/// One answer; user, item and skill are numbers from 1 without gaps (the reader of a file hands them out).
struct PastAnswer {
    std::int32_t user = 0;
    std::int32_t item = 0;
    std::int32_t skill = 0;
    bool right = false;
    std::int64_t at = 0;
};

class Tracer {
  public:
    /// The chance given before the answer was learned from.
    Prediction observe(const PastAnswer& answer);
    /// Forgets the children, keeps what was learned about items, skills and circumstances.
    void forget_children();
    const MasteryWeights& weights() const { return weights_; }
    /// Over all skills that the child met, weighted by answers; 0 for an unknown child. In logits.
    double ability(std::int32_t user) const;

  private:
    ChildSkillMastery& child_skill(std::int32_t user, std::int32_t skill);
    MasteryWeights weights_;
    std::vector<ItemMastery> items_;
    std::vector<SkillMastery> skills_;
    std::vector<ChildMastery> children_;
    std::unordered_map<std::uint64_t, std::size_t> child_skill_index_;  // looked up, never walked over
    std::vector<ChildSkillMastery> child_skills_;
    std::vector<std::int32_t> child_skill_next_;   // the child's row before this one, + 1; 0 ends the chain
    std::vector<std::int32_t> child_skill_first_;  // by child: where its chain begins
    std::unordered_map<std::uint64_t, std::size_t> child_item_index_;
    std::vector<ChildItemMastery> child_items_;
};

}  // namespace tutorline::domain
