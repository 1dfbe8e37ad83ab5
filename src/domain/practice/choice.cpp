#include "domain/practice/choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tutorline::domain {
namespace {

constexpr std::array<double, item_bands> band_easiness{0.8, 0.3, -0.3, -0.9};  // logits
constexpr double band_variance = 0.4;
constexpr int answers_to_tell = 6;
constexpr double mostly_missed = 0.4;
constexpr double mastered = 0.9;

/// What a child has had, looked up once: items by their place in the bank.
class History {
  public:
    explicit History(std::span<const Practised> practised) : had_(item_bank().size()) {
        for (const Practised& each : practised) {
            const Item* item = find_item(each.item_id);
            if (item == nullptr) continue;
            had_[bank_place(*item)] = true;
            if (item->use == ItemUse::practice) entries_.push_back({item, each.right || !each.answered});
        }
    }

    bool had(const Item& item) const { return had_[bank_place(item)]; }

    /// The oldest miss of the skill whose time has come, that no later problem of the shape has made good.
    const Item* due_return(Skill skill) const {
        for (std::size_t i = 0; i + return_after < entries_.size(); ++i)
            if (!entries_[i].fine && entries_[i].item->skill == skill && last_of_shape(*entries_[i].item, entries_.size()) == i) return entries_[i].item;
        return nullptr;
    }

    /// True when the last problem was itself a return.
    bool just_returned() const {
        if (entries_.empty()) return false;
        const std::size_t last = entries_.size() - 1;
        return last_of_shape(*entries_[last].item, last) < last;
    }

  private:
    struct Entry {
        const Item* item;
        bool fine;  ///< nothing to return to
    };

    /// The place of the last problem of this shape before `end`; `end` when there is none.
    std::size_t last_of_shape(const Item& item, std::size_t end) const {
        for (std::size_t i = end; i > 0; --i)
            if (entries_[i - 1].item->skill == item.skill && entries_[i - 1].item->number == item.number) return i - 1;
        return end;
    }

    std::vector<bool> had_;
    std::vector<Entry> entries_;
};

/// A problem of the same shape from another set that the child has not had.
const Item* parallel(const Item& missed, const History& history, std::uint64_t child_seed) {
    for (int step = 0; step < practice_sets; ++step) {
        const int set = 1 + static_cast<int>((child_seed % practice_sets + static_cast<std::uint64_t>(missed.set + step)) % practice_sets);
        const Item& other = item(missed.skill, ItemUse::practice, set, missed.number);
        if (!history.had(other)) return &other;
    }
    return nullptr;
}

std::vector<double> chances(std::span<const Item* const> candidates, const ChoiceInput& input) {
    std::vector<ItemMastery> items;
    items.reserve(candidates.size());
    for (const Item* candidate : candidates) items.push_back(input.items.of(*candidate));
    // predict_items takes rows it could learn into: these copies are thrown away.
    MasteryWeights weights{input.weights};
    SkillMastery skill{input.skill_mastery};
    ItemMastery unused;
    ChildMastery child{input.child};
    ChildSkillMastery child_skill{input.child_skill};
    return predict_items({weights, skill, unused, child, child_skill, nullptr, static_cast<std::int64_t>(input.skill) + 1, 0, input.at}, items);
}

}  // namespace

ItemMastery item_prior(const Item& item) {
    ItemMastery prior;
    prior.easiness = {band_easiness[static_cast<std::size_t>(item.band)], band_variance};
    return prior;
}

ItemMasteries::ItemMasteries() {
    rows_.reserve(item_bank().size());
    for (const Item& item : item_bank()) rows_.push_back(item_prior(item));
}

ItemMastery& ItemMasteries::of(const Item& item) { return rows_[bank_place(item)]; }

const ItemMastery& ItemMasteries::of(const Item& item) const { return rows_[bank_place(item)]; }

ItemChoice choose_item(const ChoiceInput& input) {
    const History history{input.history};
    if (!history.just_returned())
        if (const Item* missed = history.due_return(input.skill); missed != nullptr)
            if (const Item* again = parallel(*missed, history, input.child_seed); again != nullptr)
                return {again, chances(std::span{&again, 1}, input).front(), true};
    std::vector<const Item*> fresh = practice_order(input.skill, input.child_seed);
    std::erase_if(fresh, [&](const Item* item) { return history.had(*item); });
    const std::vector<double> all = chances(fresh, input);
    ItemChoice best;
    for (std::size_t i = 0; i < fresh.size(); ++i)
        if (best.item == nullptr || std::abs(all[i] - chance_wanted) < std::abs(best.chance - chance_wanted)) best = {fresh[i], all[i], false};
    return best;
}

std::optional<Disagreement> disagreement(const Placement& placement, Skill skill, double mastery, const ChildSkillMastery& child_skill) {
    if (child_skill.right + child_skill.wrong < answers_to_tell) return std::nullopt;
    const bool passed = rank(placement.mastered).value_or(0) >= rank(level_of(skill)).value_or(0);
    if (passed && mastery < mostly_missed) return Disagreement::ladder_ahead;
    if (!passed && skill == skill_taught(placement) && mastery > mastered) return Disagreement::ladder_behind;
    return std::nullopt;
}

}  // namespace tutorline::domain
