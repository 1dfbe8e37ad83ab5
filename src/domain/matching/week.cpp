#include "domain/matching/week.hpp"

#include <algorithm>
#include <numeric>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::int64_t loss_first = price_one / 8;  ///< searched first, then half as much again
constexpr std::int64_t shrink_one = 1024;

}  // namespace

std::int64_t WeekSearch::reduced(const Week& week, const std::vector<std::int64_t>& worth, std::size_t way) const {
    const Week::Way& w = week.ways[way];
    const int size = week.size[at(w.unit)];
    std::int64_t left = worth[way] - week.place_price * size;
    for (std::uint32_t s = w.seat; s < w.seat + static_cast<std::uint32_t>(size * sessions_); ++s) left -= week.seat_price[week.seats[s]];
    return left;
}

void WeekSearch::lower_prices(Week& week, const std::vector<std::int64_t>& worth, int steps) {
    // The subgradient with a stride that shrinks: a start is known, and only a little is to be won.
    std::vector<std::int64_t> best_seat = week.seat_price, unit_best(week.units.size());
    std::vector<int> pick(week.units.size()), load(week.slots.size());
    std::int64_t best = 0, best_place = week.place_price, stride = shrink_one;
    for (int step = 0; step < steps; ++step) {
        std::fill(unit_best.begin(), unit_best.end(), 0);
        std::fill(pick.begin(), pick.end(), -1);
        for (std::size_t w = 0; w < week.ways.size(); ++w)
            if (const std::int64_t left = reduced(week, worth, w); left > unit_best[at(week.ways[w].unit)])
                unit_best[at(week.ways[w].unit)] = left, pick[at(week.ways[w].unit)] = static_cast<int>(w);
        std::int64_t value = week.place_price * week.room;
        for (const std::int64_t price : week.seat_price) value += price;
        for (const std::int64_t left : unit_best) value += left;
        if (step == 0 || value < best)
            best = value, best_seat = week.seat_price, best_place = week.place_price;
        else
            stride = stride * 7 / 8;
        std::fill(load.begin(), load.end(), 0);
        std::int64_t places = -week.room;
        for (std::size_t i = 0; i < pick.size(); ++i) {
            if (pick[i] < 0) continue;
            const Week::Way& way = week.ways[at(pick[i])];
            for (std::uint32_t s = way.seat; s < way.seat + static_cast<std::uint32_t>(week.size[i] * sessions_); ++s) ++load[week.seats[s]];
            places += week.size[i];
        }
        std::int64_t norm = places > 0 || week.place_price > 0 ? places * places : 0;
        for (std::size_t s = 0; s < load.size(); ++s)
            if (load[s] > 1 || (load[s] == 0 && week.seat_price[s] > 0)) norm += (load[s] - 1) * (load[s] - 1);
        if (norm == 0) break;
        const std::int64_t reach = std::max<std::int64_t>(price_one / 16, value / 64) * stride / shrink_one;
        for (std::size_t s = 0; s < load.size(); ++s)
            week.seat_price[s] = std::max<std::int64_t>(0, week.seat_price[s] + reach * (load[s] - 1) / norm);
        week.place_price = std::max<std::int64_t>(0, week.place_price + reach * places / norm);
    }
    week.seat_price = std::move(best_seat);
    week.place_price = best_place;
}

/// Everything as items with a price: seats, and units that are worth more than their seats. A way loses what the prices
/// of its items exceed its worth by, an item that is left loses its price, and the least loss of all is sought.
void WeekSearch::list(const Week& week, const std::vector<std::int64_t>& worth) {
    const std::size_t seats = week.slots.size();
    price_.assign(seats + week.units.size(), 0);
    std::copy(week.seat_price.begin(), week.seat_price.end(), price_.begin());
    place_price_ = week.place_price;
    listed_.clear();
    items_.clear();
    for (std::size_t w = 0; w < week.ways.size(); ++w) {
        const Week::Way& way = week.ways[w];
        const int size = week.size[at(way.unit)];
        const std::int64_t left = reduced(week, worth, w);
        std::int64_t& price = price_[seats + at(way.unit)];
        price = std::max(price, left);
        listed_.push_back({-left, static_cast<int>(w), static_cast<std::uint32_t>(items_.size()), static_cast<std::uint32_t>(size * sessions_ + 1), size});
        items_.insert(items_.end(), week.seats.begin() + way.seat, week.seats.begin() + way.seat + size * sessions_);
        items_.push_back(static_cast<std::uint16_t>(seats + at(way.unit)));
    }
    for (Listed& one : listed_) one.loss += price_[items_[one.item + one.items - 1]];
    std::stable_sort(listed_.begin(), listed_.end(), [](const Listed& a, const Listed& b) { return a.loss < b.loss; });
    way_of_first_.assign(price_.size() + 1, 0);
    for (const std::uint16_t item : items_) ++way_of_first_[item + std::size_t{1}];
    std::partial_sum(way_of_first_.begin(), way_of_first_.end(), way_of_first_.begin());
    way_of_.resize(items_.size());
    std::vector<int> filled(way_of_first_.begin(), way_of_first_.end() - 1);
    for (std::size_t l = 0; l < listed_.size(); ++l)
        for (std::uint32_t i = listed_[l].item; i < listed_[l].item + listed_[l].items; ++i) way_of_[at(filled[items_[i]]++)] = static_cast<int>(l);
    // Where places have a price, free seats too must be decided: a way over them alone would fill a place.
    order_.clear();
    for (std::size_t i = 0; i < price_.size(); ++i)
        if (price_[i] > 0 || (place_price_ > 0 && i < seats)) order_.push_back(static_cast<std::uint16_t>(i));
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint16_t a, std::uint16_t b) { return price_[a] > price_[b]; });
    settled_.assign(price_.size(), 0);
}

/// Ways of little loss first. Returns what is lost.
std::int64_t WeekSearch::greedy(const Week& week, std::vector<int>& ways) {
    std::int64_t loss = 0;
    for (const std::int64_t price : price_) loss += price;
    int left = week.room;
    for (const Listed& one : listed_) {
        std::int64_t gain = place_price_ * one.size - one.loss;
        bool open = one.size <= left;
        for (std::uint32_t i = one.item; i < one.item + one.items && open; ++i) open = settled_[items_[i]] == 0, gain += price_[items_[i]];
        if (!open || gain <= 0) continue;
        for (std::uint32_t i = one.item; i < one.item + one.items; ++i) settled_[items_[i]] = 1;
        loss += place_price_ * one.size - gain;
        left -= one.size;
        ways.push_back(one.way);
    }
    std::fill(settled_.begin(), settled_.end(), 0);
    return loss + place_price_ * left;
}

/// The dearest item that is not settled goes to one of its ways, or is left.
void WeekSearch::search(std::size_t next, std::int64_t loss, int left) {
    if (loss >= limit_ || --nodes_left_ < 0) return;
    while (next < order_.size() && settled_[order_[next]]) ++next;
    if (next == order_.size()) {
        loss += place_price_ * left;
        if (loss < limit_) limit_ = loss, best_ = chosen_, found_ = true;
        return;
    }
    const std::uint16_t item = order_[next];
    settled_[item] = 1;
    bool left_open = false;
    for (int k = way_of_first_[item]; k < way_of_first_[item + std::size_t{1}]; ++k) {
        const Listed& one = listed_[at(way_of_[at(k)])];
        if (!left_open && one.loss > price_[item]) left_open = true, search(next + 1, loss + price_[item], left);
        if (loss + one.loss >= limit_) break;
        if (one.size > left) continue;
        bool open = true;
        for (std::uint32_t i = one.item; i < one.item + one.items && open; ++i) open = items_[i] == item || settled_[items_[i]] == 0;
        if (!open) continue;
        for (std::uint32_t i = one.item; i < one.item + one.items; ++i) settled_[items_[i]] = 1;
        chosen_.push_back(one.way);
        search(next + 1, loss + one.loss, left - one.size);
        chosen_.pop_back();
        for (std::uint32_t i = one.item; i < one.item + one.items; ++i) settled_[items_[i]] = items_[i] == item;
    }
    if (!left_open) search(next + 1, loss + price_[item], left);
    settled_[item] = 0;
}

WeekSearch::Best WeekSearch::best(const Week& week, const std::vector<std::int64_t>& worth, std::int64_t loss_max, std::int64_t nodes_max) {
    Best best;
    list(week, worth);
    std::int64_t top = week.place_price * week.room;
    for (const std::int64_t price : price_) top += price;
    std::int64_t least = greedy(week, best.ways);  // of what is found; `proven`: nothing loses less
    std::int64_t proven = 0;
    nodes_left_ = nodes_max;
    for (std::int64_t limit = loss_first; proven < least; limit += limit / 2) {
        limit_ = std::min(least, limit);
        const bool last = limit_ == least;
        found_ = false;
        chosen_.clear();
        search(0, 0, week.room);
        if (found_) least = limit_, best.ways = best_;
        if (nodes_left_ < 0) break;
        proven = limit_;
        if (found_ || last || limit >= loss_max) break;
    }
    best.most = top - std::min(proven, loss_max);
    for (const int way : best.ways) best.worth += worth[at(way)];
    return best;
}

}  // namespace tutorline::domain::matching
