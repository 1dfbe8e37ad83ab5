#include "domain/practice/answer_simulation.hpp"

#include <array>

#include "base/random.hpp"
#include "domain/practice/item.hpp"
#include "domain/practice/portable_math.hpp"

namespace tutorline::domain {
namespace {

constexpr double strength_spread = 0.5;    // of a child's skills around its ability, in logits
constexpr double item_spread = 0.7;        // of items around their band
constexpr double band_step = 0.7;          // a band is that much harder than the one before
constexpr double skill_step = 0.35;        // a skill is that much harder than the one before it on the ladder
constexpr double gain_per_answer = 0.015;  // practice makes better
constexpr double guess = 0.03;
constexpr double slip = 0.04;
constexpr std::int64_t seconds_between = 3 * 24 * 3600;

struct Child {
    double ability = 0;
    std::array<double, all_skills.size()> strength{};
    std::array<int, all_skills.size()> practised{};
};

std::vector<const Item*> practice_items() {
    std::vector<const Item*> items;
    for (const Item& item : item_bank())
        if (item.use == ItemUse::practice) items.push_back(&item);
    return items;
}

double chance(const Child& child, const Item& item, double item_offset) {
    const auto skill = static_cast<std::size_t>(item.skill);
    const double hard = band_step * (item.band - 1) + skill_step * (static_cast<double>(skill) - 2.0) + item_offset;
    const double knows = sigmoid(0.6 + child.ability + child.strength[skill] + gain_per_answer * child.practised[skill] - hard);
    return guess + (1.0 - guess - slip) * knows;
}

}  // namespace

AnswerSimulation simulate_answers(int children, int answers, std::uint64_t seed) {
    const base::Random root{seed};
    base::Random people = root.fork("people"), problems = root.fork("problems"), luck = root.fork("luck");
    const auto items = practice_items();
    std::vector<double> offsets;
    for (std::size_t i = 0; i < items.size(); ++i) offsets.push_back(item_spread * problems.normal());
    AnswerSimulation result;
    result.abilities.push_back(0.0);
    std::vector<Child> all(static_cast<std::size_t>(children));
    for (Child& child : all) {
        child.ability = people.normal();
        for (double& strength : child.strength) strength = strength_spread * people.normal();
        result.abilities.push_back(child.ability);
    }
    for (int n = 0; n < answers; ++n) {
        const auto who = static_cast<std::size_t>(n % children);
        const auto which = luck.below(items.size());
        Child& child = all[who];
        const bool right = luck.chance(chance(child, *items[which], offsets[which]));
        const auto skill = static_cast<std::size_t>(items[which]->skill);
        ++child.practised[skill];
        result.answers.push_back({static_cast<std::int32_t>(who) + 1, static_cast<std::int32_t>(which) + 1, static_cast<std::int32_t>(skill) + 1, right,
                                  n / children * seconds_between + static_cast<std::int64_t>(who)});
    }
    return result;
}

}  // namespace tutorline::domain
