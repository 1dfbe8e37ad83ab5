#include "engine/texts/mastery_rows.hpp"

#include "domain/practice/answer.hpp"

#include <algorithm>
#include <array>

namespace tutorline::engine::texts {
namespace {

using namespace domain;

constexpr std::string_view weights_key = "*circumstances";
constexpr std::string_view child_key = "*child";

/// Reads the numbers of a row one after the other; 0 past its end.
class Numbers {
  public:
    explicit Numbers(const ports::ModelState& state) : numbers_(state.numbers) {}
    double next() { return at_ < numbers_.size() ? numbers_[at_++] : 0.0; }
    Belief belief() {
        Belief belief;
        belief.mean = next();
        belief.variance = next();
        return belief;
    }
    template <class Whole>
    Whole whole() { return static_cast<Whole>(next()); }

  private:
    const std::vector<double>& numbers_;
    std::size_t at_ = 0;
};

void put(std::vector<double>& numbers, const Belief& belief) {
    numbers.push_back(belief.mean);
    numbers.push_back(belief.variance);
}

MasteryWeights load_weights(Scope& scope) {
    MasteryWeights weights;
    const auto state = scope.store.difficulty(weights_key);
    if (!state) return weights;
    Numbers numbers(*state);
    for (Belief& belief : weights.circumstances) belief = numbers.belief();
    return weights;
}

void save(Scope& scope, const MasteryWeights& weights) {
    scope.store.change_difficulty(weights_key, [&](ports::ModelState& state) {
        state.numbers.clear();
        for (const Belief& belief : weights.circumstances) put(state.numbers, belief);
    });
}

std::string skill_key(Skill skill) { return "*skill:" + std::string(name(skill)); }

SkillMastery load_skill(Scope& scope, Skill skill) {
    SkillMastery row;
    const auto state = scope.store.difficulty(skill_key(skill));
    if (!state) return row;
    Numbers numbers(*state);
    for (Belief* belief : {&row.easiness, &row.per_right, &row.per_wrong, &row.last_right, &row.last_wrong, &row.unseen}) *belief = numbers.belief();
    row.answers = state->answers;
    return row;
}

void save(Scope& scope, Skill skill, const SkillMastery& row) {
    ports::ModelState state;
    for (const Belief* belief : {&row.easiness, &row.per_right, &row.per_wrong, &row.last_right, &row.last_wrong, &row.unseen}) put(state.numbers, *belief);
    state.answers = row.answers;
    scope.store.save_difficulty(skill_key(skill), std::move(state));
}

ChildMastery load_child(Scope& scope, StudentId student) {
    ChildMastery row;
    const auto state = scope.store.mastery(student, child_key);
    if (!state) return row;
    Numbers numbers(*state);
    row.ability = numbers.belief();
    row.right = numbers.whole<std::int32_t>();
    row.wrong = numbers.whole<std::int32_t>();
    row.recent = numbers.next();
    row.last_at = numbers.whole<std::int64_t>();
    row.last_skill = numbers.whole<std::int64_t>();
    row.last_item = numbers.whole<std::int64_t>();
    row.last_answer = numbers.whole<std::int8_t>();
    return row;
}

void save(Scope& scope, StudentId student, const ChildMastery& row) {
    ports::ModelState state;
    put(state.numbers, row.ability);
    for (const double number : {static_cast<double>(row.right), static_cast<double>(row.wrong), row.recent, static_cast<double>(row.last_at),
                                static_cast<double>(row.last_skill), static_cast<double>(row.last_item), static_cast<double>(row.last_answer)}) {
        state.numbers.push_back(number);
    }
    state.answers = row.right + row.wrong;
    scope.store.save_mastery(student, child_key, state, scope.now);
}

ChildSkillMastery load_child_skill(Scope& scope, StudentId student, Skill skill) {
    ChildSkillMastery row;
    const auto state = scope.store.mastery(student, name(skill));
    if (!state) return row;
    Numbers numbers(*state);
    row.ability = numbers.belief();
    row.right = numbers.whole<std::int32_t>();
    row.wrong = numbers.whole<std::int32_t>();
    row.recent_fast = numbers.next();
    row.recent_slow = numbers.next();
    row.streak = numbers.whole<std::int32_t>();
    row.history = numbers.whole<std::uint32_t>();
    row.last_at = numbers.whole<std::int64_t>();
    return row;
}

void save(Scope& scope, StudentId student, Skill skill, const ChildSkillMastery& row) {
    ports::ModelState state;
    put(state.numbers, row.ability);
    for (const double number : {static_cast<double>(row.right), static_cast<double>(row.wrong), row.recent_fast, row.recent_slow,
                                static_cast<double>(row.streak), static_cast<double>(row.history), static_cast<double>(row.last_at)}) {
        state.numbers.push_back(number);
    }
    state.answers = row.right + row.wrong;
    scope.store.save_mastery(student, name(skill), state, scope.now);
}

/// All items of one skill and set.
std::string bundle_key(Skill skill, int set) { return std::string(code(skill)) + "-p" + std::to_string(set); }

constexpr std::size_t item_numbers = 7;

/// The item of that number in its bundle; what nothing is known of yet when there is none.
ItemMastery item_in(const ports::Shared<ports::ModelState>& bundle, const Item& item) {
    ItemMastery row = item_prior(item);
    const std::size_t at = static_cast<std::size_t>(item.number - 1) * item_numbers;
    if (!bundle || bundle->numbers.size() < at + item_numbers) return row;
    const double* numbers = &bundle->numbers[at];
    row.easiness = {numbers[0], numbers[1]};
    row.after_right = {numbers[2], numbers[3]};
    row.after_wrong = {numbers[4], numbers[5]};
    row.answers = static_cast<std::int32_t>(numbers[6]);
    return row;
}

void put(ports::ModelState& bundle, int number, const ItemMastery& row) {
    double* numbers = &bundle.numbers[static_cast<std::size_t>(number - 1) * item_numbers];
    const std::array<double, item_numbers> values{row.easiness.mean,    row.easiness.variance,    row.after_right.mean, row.after_right.variance,
                                                  row.after_wrong.mean, row.after_wrong.variance, static_cast<double>(row.answers)};
    std::ranges::copy(values, numbers);
}

ports::Shared<ports::ModelState> load_bundle(Scope& scope, Skill skill, int set) { return scope.store.difficulty(bundle_key(skill, set)); }

void save_in_bundle(Scope& scope, const Item& changed, const ItemMastery& row) {
    scope.store.change_difficulty(bundle_key(changed.skill, changed.set), [&](ports::ModelState& bundle) {
        if (bundle.numbers.size() != practice_numbers * item_numbers) {
            bundle = {};
            bundle.numbers.resize(practice_numbers * item_numbers);
            for (int number = 1; number <= practice_numbers; ++number) {
                put(bundle, number, item_prior(item(changed.skill, changed.use, changed.set, number)));
            }
        }
        const double answers = bundle.numbers[static_cast<std::size_t>(changed.number) * item_numbers - 1];
        bundle.answers += row.answers - static_cast<std::int32_t>(answers);
        put(bundle, changed.number, row);
    });
}

std::int64_t unix_seconds(base::Instant at) { return at.time_since_epoch().count(); }

/// Stable numbers from 1, for 'was it the same skill, the same item?'.
std::int64_t skill_number(Skill skill) { return static_cast<std::int64_t>(skill) + 1; }
std::int64_t item_number(const Item& item) {
    return (skill_number(item.skill) * 100 + item.set) * 100 + item.number;
}

}  // namespace

double learn(Scope& scope, const ports::ItemSentRow& sent, bool right) {
    const Item* item = find_item(sent.item);
    if (item == nullptr || item->use != ItemUse::practice) return 0.5;
    MasteryWeights weights = load_weights(scope);
    SkillMastery skill = load_skill(scope, item->skill);
    ChildMastery child = load_child(scope, sent.student);
    ChildSkillMastery child_skill = load_child_skill(scope, sent.student, item->skill);
    ItemMastery item_row = item_in(load_bundle(scope, item->skill, item->set), *item);
    ChildItemMastery again{0, sent.tries, static_cast<std::int8_t>(sent.tries > 0 ? -1 : 0)};  // a right answer closes an item
    const MasteryRows rows{weights, skill, item_row, child, child_skill, &again,
                           skill_number(item->skill), item_number(*item), unix_seconds(scope.now)};
    const Prediction before = learn_answer(rows, right);
    save(scope, weights);
    save(scope, item->skill, skill);
    save(scope, sent.student, child);
    save(scope, sent.student, item->skill, child_skill);
    save_in_bundle(scope, *item, item_row);
    return before.probability;
}

ItemChoice choose(Scope& scope, const ports::StudentRow& student) {
    const Skill skill = skill_taught(student.placement);
    std::vector<Practised> history;
    for (const ports::ItemSentRow& row : scope.store.items_of(student.id)) {
        history.push_back({row.item, row.verdict == to_word(Verdict::right), !row.verdict.empty()});
    }
    ItemMasteries items;
    for (int set = 1; set <= practice_sets; ++set) {
        const auto bundle = load_bundle(scope, skill, set);
        for (int number = 1; bundle && number <= practice_numbers; ++number) {
            const Item& practice = item(skill, ItemUse::practice, set, number);
            items.of(practice) = item_in(bundle, practice);
        }
    }
    const MasteryWeights weights = load_weights(scope);
    const SkillMastery skill_row = load_skill(scope, skill);
    const ChildMastery child = load_child(scope, student.id);
    const ChildSkillMastery child_skill = load_child_skill(scope, student.id, skill);
    return choose_item({skill, student.seed, history, items, weights, skill_row, child, child_skill, unix_seconds(scope.now)});
}

}  // namespace tutorline::engine::texts
