#include "domain/matching/bundles.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

}  // namespace

Bundles::Bundles(const Units& units, const CandidateList& list, const Board& board, std::int64_t need_worth)
    : units_(units), list_(list), slots_(at(units.instance.slot_count)), sessions_(units.instance.sessions),
      need_worth_(need_worth), run_cost_(units.units.size() * slots_, -1), asking_(units.instance.tutors.size()),
      of_tutor_(units.instance.tutors.size()), bundle_of_(units.units.size(), -1), pays_(units.units.size(), 0),
      label_(units.units.size()) {
    std::vector<int> movable;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
        const Unit& unit = units.units[u];
        if (unit.need == 0 || unit.pin_tutor != nobody) continue;
        movable.push_back(static_cast<int>(u));
        for (const Run& run : unit.runs) run_cost_[u * slots_ + at(run.start)] = static_cast<std::int32_t>(run.cost);
        for (int c = list.first[u]; c < list.first[u + 1]; ++c)
            asking_[at(list.candidates[at(c)].tutor)].push_back({static_cast<int>(u), list.candidates[at(c)].pair_cost});
        const auto& choice = board.choice(static_cast<int>(u));
        if (!choice) continue;
        Bundle bundle{choice->tutor, unit.size(), {}};
        std::copy(choice->starts.begin(), choice->starts.end(), bundle.starts.begin());
        create(bundle);
    }
    for (const int u : movable) seat_unit(u);
}

std::int64_t Bundles::left_out_worth(int unit) const {
    return need_worth_ * units_.units[at(unit)].need;
}

std::int64_t Bundles::cost_of(int unit, std::int64_t pair_cost, const Bundle& bundle) const {
    const std::int32_t* const run = run_cost_.data() + at(unit) * slots_;
    std::int64_t cost = pair_cost;
    for (int call = 0; call < sessions_; ++call) {
        const std::int32_t one = run[bundle.starts[at(call)]];
        if (one < 0) return not_possible;
        cost += one;
    }
    return cost;
}

std::int64_t Bundles::pair_cost(int unit, int tutor) const {
    const auto begin = list_.candidates.begin() + list_.first[at(unit)], end = list_.candidates.begin() + list_.first[at(unit) + 1];
    return std::find_if(begin, end, [&](const Candidate& c) { return c.tutor == tutor; })->pair_cost;
}

int Bundles::create(const Bundle& bundle) {
    int id = static_cast<int>(entries_.size());
    if (spare_.empty())
        entries_.emplace_back();
    else
        id = spare_.back(), spare_.pop_back();
    entries_[at(id)] = {};
    entries_[at(id)].bundle = bundle;
    of_tutor_[at(bundle.tutor)].push_back(id);
    return id;
}

void Bundles::drop(int id) {
    auto& there = of_tutor_[at(entries_[at(id)].bundle.tutor)];
    there.erase(std::find(there.begin(), there.end(), id));
}

void Bundles::save_bundle(int id) {
    Entry& entry = entries_[at(id)];
    if (entry.saved == change_) return;
    entry.saved = change_;
    saved_bundles_.push_back({id, entry.owner, entry.price});
}

void Bundles::save_unit(int unit) {
    if (label_[at(unit)].saved == change_) return;
    label_[at(unit)].saved = change_;
    saved_units_.push_back({unit, bundle_of_[at(unit)], pays_[at(unit)]});
}

void Bundles::assign(int unit, int id) {
    save_unit(unit);
    save_bundle(id);
    if (bundle_of_[at(unit)] >= 0) unassign(unit);
    bundle_of_[at(unit)] = id;
    Entry& entry = entries_[at(id)];
    entry.owner = unit;
    need_ += units_.units[at(unit)].need;
    cost_ += cost_of(unit, pair_cost(unit, entry.bundle.tutor), entry.bundle);
}

void Bundles::unassign(int unit) {
    save_unit(unit);
    const int id = bundle_of_[at(unit)];
    save_bundle(id);
    Entry& entry = entries_[at(id)];
    if (entry.owner == unit) entry.owner = -1;
    bundle_of_[at(unit)] = -1;
    need_ -= units_.units[at(unit)].need;
    cost_ -= cost_of(unit, pair_cost(unit, entry.bundle.tutor), entry.bundle);
}

void Bundles::begin_search() {
    ++search_;
    heap_.clear();
    reached_units_.clear();
    reached_bundles_.clear();
}

bool Bundles::reach(Entry& entry, std::int64_t distance) {
    if (entry.seen == search_ && entry.distance <= distance) return false;
    if (entry.seen != search_) reached_bundles_.push_back(static_cast<int>(&entry - entries_.data()));
    entry.seen = search_;
    entry.distance = distance;
    return true;
}

/// The cheapest way to seat a unit that has no bundle, others moving on if need be, or to leave one out: forward along
/// what each would pay more. Returns how much dearer everything becomes.
std::int64_t Bundles::seat_unit(int unit) {
    begin_search();
    const auto label = [&](int u, std::int64_t distance) {
        label_[at(u)].seen = search_;
        label_[at(u)].distance = distance;
        reached_units_.push_back(u);
        heap_.emplace_back(distance, u);
        std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    };
    std::int64_t nearest = not_possible;
    int last_bundle = -1, last_unit = -1;
    label(unit, 0);
    while (!heap_.empty()) {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        const auto [distance, u] = heap_.back();
        heap_.pop_back();
        if (distance >= nearest) break;
        if (label_[at(u)].distance != distance) continue;
        const std::int64_t pays = pays_[at(u)];
        if (const std::int64_t out = distance + left_out_worth(u) - pays; out < nearest) nearest = out, last_unit = u, last_bundle = -1;
        const int size = units_.units[at(u)].size();
        for (int c = list_.first[at(u)]; c < list_.first[at(u) + 1]; ++c) {
            const Candidate& candidate = list_.candidates[at(c)];
            const std::int64_t before = distance - pays + candidate.pair_cost;
            if (before >= nearest) continue;
            looks_ += std::ssize(of_tutor_[at(candidate.tutor)]);
            for (const int id : of_tutor_[at(candidate.tutor)]) {
                Entry& entry = entries_[at(id)];
                if (entry.bundle.size != size || before + entry.price >= nearest || entry.owner == u) continue;
                const std::int64_t cost = cost_of(u, before + entry.price, entry.bundle);
                if (cost >= nearest || !reach(entry, cost)) continue;
                entry.from = u;
                if (entry.owner < 0)
                    nearest = cost, last_bundle = id;
                else
                    label(entry.owner, cost);
            }
        }
    }
    for (const int u : reached_units_) {
        UnitLabel& reached = label_[at(u)];
        if (reached.distance >= nearest) continue;
        save_unit(u);
        pays_[at(u)] += nearest - reached.distance;
        reached.distance = nearest;  // reached twice, raised once
    }
    for (const int id : reached_bundles_) {
        Entry& entry = entries_[at(id)];
        if (entry.distance >= nearest) continue;
        save_bundle(id);
        entry.price += nearest - entry.distance;
    }
    int next = last_bundle;
    if (next < 0) {
        next = bundle_of_[at(last_unit)];
        if (last_unit != unit) unassign(last_unit);
        if (last_unit == unit) return nearest;
    }
    while (true) {  // from the end of the path to its begin: each takes the bundle that it reached
        const int u = entries_[at(next)].from;
        const int left = bundle_of_[at(u)];
        assign(u, next);
        if (u == unit) return nearest;
        next = left;
    }
}

/// A bundle that nobody holds has no price in an optimum: somebody takes it, whose own is taken in turn, until one ends
/// that is worth nothing or one comes who was left out. Returns how much less is gained than the price said.
std::int64_t Bundles::sell_bundle(int id) {
    begin_search();
    const auto label = [&](int b) {
        heap_.emplace_back(entries_[at(b)].distance, b);
        std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    };
    std::int64_t nearest = not_possible;
    int last_bundle = -1, last_unit = -1;
    reach(entries_[at(id)], 0);
    label(id);
    while (!heap_.empty()) {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        const auto [distance, b] = heap_.back();
        heap_.pop_back();
        if (distance >= nearest) break;
        const Entry& entry = entries_[at(b)];
        if (entry.distance != distance) continue;
        if (distance + entry.price < nearest) nearest = distance + entry.price, last_bundle = b, last_unit = -1;
        looks_ += std::ssize(asking_[at(entry.bundle.tutor)]);
        for (const Asking& asking : asking_[at(entry.bundle.tutor)]) {
            const int u = asking.unit;
            const std::int64_t before = distance + entry.price - pays_[at(u)] + asking.pair_cost;
            if (before >= nearest || bundle_of_[at(u)] == b || units_.units[at(u)].size() != entry.bundle.size) continue;
            const std::int64_t cost = cost_of(u, before, entry.bundle);
            UnitLabel& reached = label_[at(u)];
            if (cost >= nearest || (reached.seen == search_ && reached.distance <= cost)) continue;
            if (reached.seen != search_) reached_units_.push_back(u);
            reached.seen = search_;
            reached.distance = cost;
            reached.from = b;
            const int own = bundle_of_[at(u)];
            if (own < 0)
                nearest = cost, last_unit = u, last_bundle = -1;
            else if (reach(entries_[at(own)], cost))
                label(own);
        }
    }
    for (const int u : reached_units_) {
        if (label_[at(u)].distance >= nearest) continue;
        save_unit(u);
        pays_[at(u)] -= nearest - label_[at(u)].distance;
    }
    for (const int b : reached_bundles_) {
        Entry& entry = entries_[at(b)];
        if (entry.distance >= nearest) continue;
        save_bundle(b);
        entry.price -= nearest - entry.distance;
    }
    if (last_bundle == id) return nearest;
    int u = last_unit >= 0 ? last_unit : entries_[at(last_bundle)].owner;
    while (true) {
        const int next = label_[at(u)].from;
        const int ousted = entries_[at(next)].owner;
        assign(u, next);
        if (next == id) return nearest;
        u = ousted;
    }
}

std::int64_t Bundles::asked_price(const Bundle& bundle) const {
    std::int64_t most = 0;
    looks_ += std::ssize(asking_[at(bundle.tutor)]);
    for (const Asking& asking : asking_[at(bundle.tutor)]) {
        if (pays_[at(asking.unit)] - asking.pair_cost <= most || units_.units[at(asking.unit)].size() != bundle.size) continue;
        const std::int64_t cost = cost_of(asking.unit, asking.pair_cost, bundle);
        most = std::max(most, pays_[at(asking.unit)] - cost);
    }
    return most;
}

bool Bundles::replace(const std::vector<int>& removed, const std::vector<Bundle>& added, std::int64_t worse_max) {
    std::int64_t worse = 0;  // never less than this: the prices bound the assignment from below
    for (const int id : removed) worse += entries_[at(id)].price;
    ++change_;
    saved_bundles_.clear(), saved_units_.clear(), exposed_.clear(), created_.clear();
    std::vector<std::int64_t> prices;
    for (const Bundle& bundle : added) {
        prices.push_back(asked_price(bundle));
        worse -= prices.back();
    }
    if (worse > worse_max) return false;
    for (const int id : removed) {
        if (const int owner = entries_[at(id)].owner; owner >= 0) {
            unassign(owner);
            exposed_.push_back(owner);
        }
        drop(id);
    }
    for (std::size_t i = 0; i < added.size(); ++i) {
        created_.push_back(create(added[i]));
        entries_[at(created_.back())].price = prices[i];
        entries_[at(created_.back())].saved = change_;
    }
    for (const int unit : exposed_)
        if (worse <= worse_max) worse += seat_unit(unit);
    for (const int id : created_)
        if (worse <= worse_max && entries_[at(id)].owner < 0 && entries_[at(id)].price > 0) worse += sell_bundle(id);
    if (worse > worse_max) {
        undo(created_, removed);
        return false;
    }
    spare_.insert(spare_.end(), removed.begin(), removed.end());
    return true;
}

void Bundles::undo(const std::vector<int>& created, const std::vector<int>& removed) {
    for (const SavedUnit& saved : saved_units_)
        if (bundle_of_[at(saved.unit)] >= 0) unassign(saved.unit);
    for (const int id : created) drop(id), spare_.push_back(id);
    for (const int id : removed) of_tutor_[at(entries_[at(id)].bundle.tutor)].push_back(id);
    for (const SavedBundle& saved : saved_bundles_) entries_[at(saved.id)].owner = saved.owner, entries_[at(saved.id)].price = saved.price;
    for (const SavedUnit& saved : saved_units_) {
        pays_[at(saved.unit)] = saved.pays;
        if (saved.bundle >= 0) assign(saved.unit, saved.bundle);
    }
}

std::vector<Choice> Bundles::choices() const {
    std::vector<Choice> choices;
    for (std::size_t u = 0; u < bundle_of_.size(); ++u) {
        if (bundle_of_[u] < 0) continue;
        const Bundle& bundle = entries_[at(bundle_of_[u])].bundle;
        const int unit = static_cast<int>(u);
        choices.push_back({unit, bundle.tutor, {bundle.starts.begin(), bundle.starts.begin() + sessions_},
                           cost_of(unit, pair_cost(unit, bundle.tutor), bundle)});
    }
    return choices;
}

}  // namespace tutorline::domain::matching
