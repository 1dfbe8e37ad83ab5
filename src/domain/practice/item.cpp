#include "domain/practice/item.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/random.hpp"
#include "domain/practice/item_shapes.hpp"

namespace tutorline::domain {
namespace {

// Never change it, nor the shapes: ids in stores and answers on their way would mean other problems.
constexpr std::uint64_t bank_seed = 20260301;
constexpr int checkpoint_band = 2;  // like 34 + 47, 83 - 45, 36 x 2, 68 : 5

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string item_id(Skill skill, ItemUse use, int set, int number) {
    const std::string head = std::string{code(skill)} + "-";
    switch (use) {
        case ItemUse::practice: return head + "p" + std::to_string(set) + "-" + two_digits(number);
        case ItemUse::checkpoint: return head + "c" + std::to_string(set) + "-" + std::to_string(number);
        case ItemUse::diagnostic: return head + "d" + std::to_string(set) + "-" + std::to_string(number);
    }
    return head;
}

template <class Value>
void shuffle(std::vector<Value>& values, base::Random random) {
    for (std::size_t left = values.size(); left > 1; --left) std::swap(values[left - 1], values[random.below(left)]);
}

/// Deals the problems of one skill out to all its sets; no problem is dealt twice.
class Dealer {
  public:
    explicit Dealer(Skill skill) : skill_(skill) {
        for (int band = 0; band < item_bands; ++band) {
            auto& deck = decks_[static_cast<std::size_t>(band)];
            deck = shapes(skill, band);
            shuffle(deck, base::Random{bank_seed}.fork(name(skill), static_cast<std::uint64_t>(band)));
        }
    }
    Item deal(ItemUse use, int set, int number, int band) {
        auto& deck = decks_[static_cast<std::size_t>(band)];
        Item item;
        item.id = item_id(skill_, use, set, number);
        item.skill = skill_;
        item.use = use;
        item.set = set;
        item.number = number;
        item.band = band;
        item.operands = std::move(deck.back());
        deck.pop_back();
        word(item);
        return item;
    }

  private:
    Skill skill_;
    std::array<std::vector<Operands>, item_bands> decks_;
};

void deal_skill(Skill skill, std::vector<Item>& bank) {
    Dealer dealer{skill};
    for (int set = 1; set <= checkpoint_sets; ++set) bank.push_back(dealer.deal(ItemUse::checkpoint, set, 1, checkpoint_band));
    for (int set = 1; set <= diagnostic_sets; ++set)
        for (int number = 1; number <= diagnostic_numbers; ++number)
            bank.push_back(dealer.deal(ItemUse::diagnostic, set, number, number == 1 ? 1 : checkpoint_band));
    const int per_band = practice_numbers / item_bands;
    for (int set = 1; set <= practice_sets; ++set)
        for (int number = 1; number <= practice_numbers; ++number)
            bank.push_back(dealer.deal(ItemUse::practice, set, number, (number - 1) / per_band));
}

std::vector<Item> make_bank() {
    std::vector<Item> bank;
    for (const Skill skill : all_skills) deal_skill(skill, bank);
    std::ranges::sort(bank, {}, &Item::id);
    return bank;
}

/// The practice items of each skill, in the order of the bank.
std::array<std::vector<const Item*>, all_skills.size()> practice_items_by_skill() {
    std::array<std::vector<const Item*>, all_skills.size()> items;
    for (const Item& item : item_bank())
        if (item.use == ItemUse::practice) items[static_cast<std::size_t>(item.skill)].push_back(&item);
    return items;
}

base::Random child_order(std::uint64_t child_seed, Skill skill, ItemUse use) {
    return base::Random{child_seed}.fork(name(skill), static_cast<std::uint64_t>(use));
}

/// The n-th of 0..count-1 in the child's own order.
int nth_of_child(int count, int n, base::Random random) {
    std::vector<int> order(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) order[static_cast<std::size_t>(i)] = i;
    shuffle(order, random);
    return order[static_cast<std::size_t>(std::max(n, 0) % count)];
}

}  // namespace

const std::vector<Item>& item_bank() {
    static const std::vector<Item> bank = make_bank();
    return bank;
}

const Item* find_item(std::string_view id) {
    static const std::unordered_map<std::string_view, const Item*> by_id = [] {
        std::unordered_map<std::string_view, const Item*> items;
        for (const Item& item : item_bank()) items.emplace(item.id, &item);
        return items;
    }();
    const auto found = by_id.find(id);
    return found != by_id.end() ? found->second : nullptr;
}

std::size_t bank_place(const Item& item) { return static_cast<std::size_t>(&item - item_bank().data()); }

const Item& item(Skill skill, ItemUse use, int set, int number) {
    if (use != ItemUse::practice) return *find_item(item_id(skill, use, set, number));
    static const auto by_skill = practice_items_by_skill();  // as sorted by id: set after set, number after number
    return *by_skill[static_cast<std::size_t>(skill)][static_cast<std::size_t>((set - 1) * practice_numbers + number - 1)];
}

const Item& checkpoint_item(Skill skill, std::uint64_t child_seed, int n) {
    return item(skill, ItemUse::checkpoint, 1 + nth_of_child(checkpoint_sets, n, child_order(child_seed, skill, ItemUse::checkpoint)), 1);
}

const Item& diagnostic_item(Skill skill, std::uint64_t child_seed, int n) {
    const int place = nth_of_child(diagnostic_sets * diagnostic_numbers, n, child_order(child_seed, skill, ItemUse::diagnostic));
    return item(skill, ItemUse::diagnostic, 1 + place / diagnostic_numbers, 1 + place % diagnostic_numbers);
}

std::vector<const Item*> practice_order(Skill skill, std::uint64_t child_seed) {
    static const auto by_skill = practice_items_by_skill();
    std::vector<const Item*> order{by_skill[static_cast<std::size_t>(skill)]};
    shuffle(order, child_order(child_seed, skill, ItemUse::practice));
    return order;
}

const Item* next_unused(Skill skill, std::uint64_t child_seed, std::span<const std::string> used) {
    for (const Item* candidate : practice_order(skill, child_seed))
        if (std::ranges::find(used, candidate->id) == used.end()) return candidate;
    return nullptr;
}

std::string item_text(const Item& item, const Catalog& catalog, std::span<const std::string> languages) {
    return render(catalog, languages, item.text_key, item.text_arguments);
}

}  // namespace tutorline::domain
