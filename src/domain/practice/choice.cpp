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

namespace {

/// What is known of every item before anybody answered, in the order of the bank.
const std::vector<ItemMastery>& priors() {
    static const std::vector<ItemMastery> rows = [] {
        std::vector<ItemMastery> made;
        for (const Item& item : item_bank()) made.push_back(item_prior(item));
        return made;
    }();
    return rows;
}

/// Where the items of a skill stand in the bank: sorted by id, they stand together.
struct Places {
    std::size_t first = 0;
    std::size_t end = 0;
};
const Places& places_of(Skill skill) {
    static const auto places = [] {
        std::array<Places, all_skills.size()> made;
        for (const Item& item : item_bank()) {
            Places& skill_places = made[static_cast<std::size_t>(item.skill)];
            if (skill_places.end == 0) skill_places.first = bank_place(item);
            skill_places.end = bank_place(item) + 1;
        }
        return made;
    }();
    return places[static_cast<std::size_t>(skill)];
}

}  // namespace

ItemMastery& ItemMasteries::of(const Item& item) {
    const Places& places = places_of(item.skill);
    std::vector<ItemMastery>& rows = rows_[static_cast<std::size_t>(item.skill)];
    if (rows.empty()) {
        rows.assign(priors().begin() + static_cast<std::ptrdiff_t>(places.first), priors().begin() + static_cast<std::ptrdiff_t>(places.end));
    }
    return rows[bank_place(item) - places.first];
}

const ItemMastery& ItemMasteries::of(const Item& item) const {
    const std::vector<ItemMastery>& rows = rows_[static_cast<std::size_t>(item.skill)];
    return rows.empty() ? priors()[bank_place(item)] : rows[bank_place(item) - places_of(item.skill).first];
}

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
