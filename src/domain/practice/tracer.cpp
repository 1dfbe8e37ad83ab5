#include "domain/practice/tracer.hpp"

namespace tutorline::domain {
namespace {

template <class Row>
Row& grown(std::vector<Row>& rows, std::int32_t number) {
    const auto place = static_cast<std::size_t>(number);
    if (rows.size() <= place) rows.resize(place + 1);
    return rows[place];
}

/// The place of a pair's row; a new pair gets the next place.
std::size_t pair_row(std::unordered_map<std::uint64_t, std::size_t>& index, std::int32_t user, std::int32_t other) {
    const std::uint64_t key = static_cast<std::uint64_t>(user) << 32 | static_cast<std::uint32_t>(other);
    return index.try_emplace(key, index.size()).first->second;
}

}  // namespace

ChildSkillMastery& Tracer::child_skill(std::int32_t user, std::int32_t skill) {
    const std::size_t row = pair_row(child_skill_index_, user, skill);
    if (row == child_skills_.size()) {
        child_skills_.emplace_back();
        std::int32_t& first = grown(child_skill_first_, user);
        child_skill_next_.push_back(first);
        first = static_cast<std::int32_t>(row) + 1;
    }
    return child_skills_[row];
}

Prediction Tracer::observe(const PastAnswer& answer) {
    const std::size_t child_item = pair_row(child_item_index_, answer.user, answer.item);
    if (child_item == child_items_.size()) child_items_.emplace_back();
    const MasteryRows rows{weights_, grown(skills_, answer.skill), grown(items_, answer.item), grown(children_, answer.user), child_skill(answer.user, answer.skill),
                           &child_items_[child_item], answer.skill, answer.item, answer.at};
    return learn_answer(rows, answer.right);
}

void Tracer::forget_children() {
    children_.clear();
    child_skill_index_.clear();
    child_skills_.clear();
    child_skill_next_.clear();
    child_skill_first_.clear();
    child_item_index_.clear();
    child_items_.clear();
}

double Tracer::ability(std::int32_t user) const {
    const auto child = static_cast<std::size_t>(user);
    if (child >= children_.size()) return 0.0;
    double weighted = 0.0;
    double answers = 0.0;
    for (std::int32_t next = child_skill_first_[child]; next > 0; next = child_skill_next_[static_cast<std::size_t>(next) - 1]) {
        const ChildSkillMastery& row = child_skills_[static_cast<std::size_t>(next) - 1];
        const double n = row.right + row.wrong;
        weighted += n * row.ability.mean;
        answers += n;
    }
    return child_level(weights_, children_[child]) + (answers > 0 ? weighted / answers : 0.0);
}

}  // namespace tutorline::domain
