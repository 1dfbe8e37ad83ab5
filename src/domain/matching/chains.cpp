#include "domain/matching/chains.hpp"

#include <algorithm>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t tries_first = 60, tries_further = 6;  // plans carried out for who comes, and for each who moves
constexpr std::size_t closes_in = 6;                        // plans of a length that did it, before no more are tried

bool is_in(const std::vector<int>& units, int unit) { return std::find(units.begin(), units.end(), unit) != units.end(); }

}  // namespace

Chains::Chains(const Units& units, const CandidateList& list, Board& board, std::int64_t looks)
    : units_(units), list_(list), board_(board), looks_(looks), settled_(units.units.size(), 0) {
    forget();
}

void Chains::forget() {
    for (auto& of_links : gives_way_) of_links.assign(units_.units.size(), {});
}

/// What is reckoned with those tutors. What leans on it at second hand stays: the board decides anyway.
void Chains::forget(const std::vector<int>& tutors) {
    for (auto& of_links : gives_way_)
        for (std::size_t u = 0; u < of_links.size(); ++u) {
            const auto& now = board_.choice(static_cast<int>(u));
            if (is_in(tutors, of_links[u].to) || (now && is_in(tutors, now->tutor))) of_links[u].known = false;
        }
}

int Chains::size(int unit) const { return units_.units[at(unit)].size(); }

std::int64_t Chains::price_of_leaving(const std::vector<int>& units, int links) {
    std::int64_t sum = 0;
    for (const int unit : units) sum = std::min(never, sum + gives_way(unit, links).tutor);
    return sum;
}

/// The run's cost and what those who sit there would pay; `lost_start`: the unit's own run that is another's from now on.
std::int64_t Chains::price_of_run(int unit, const Candidate& with, const Run& run, int links, const std::vector<int>& leaving, int lost_start) {
    std::int64_t price = run.cost;
    int last = -1;
    for (int seat = run.start; seat < run.start + size(unit); ++seat) {
        const int owner = board_.owner(with.tutor, seat);
        if (owner == unit && lost_start >= 0 && seat >= lost_start && seat < lost_start + size(unit)) return never;
        if (owner < 0 || owner == unit || owner == last || is_in(leaving, owner)) continue;
        if (links == 0 || is_closed(owner)) return never;
        const auto& starts = board_.choice(owner)->starts;
        const auto hit = std::find_if(starts.begin(), starts.end(), [&](int start) { return seat >= start && seat < start + size(owner); });
        const std::int64_t adds = gives_way(owner, links - 1).run[static_cast<std::size_t>(hit - starts.begin())];
        if (adds >= never) return never;
        price += adds;
        last = owner;
    }
    return price;
}

/// The cheapest runs on different days with this tutor, the units in `leaving` gone.
Chains::Plan Chains::plan_with(int unit, const Candidate& with, int links, std::vector<int> leaving, int lost_start) {
    struct Best {
        std::int64_t price = never;
        int start = 0;
    };
    std::array<Best, days_a_week> of_day;
    Plan plan;
    std::int64_t cost = leaving.empty() ? 0 : price_of_leaving(leaving, links - 1);
    if (cost >= never) return plan;
    const auto& runs = units_.units[at(unit)].runs_with(with.tutor);
    for (int r = with.first_run; r < with.last_run; ++r) {
        const Run& run = runs[list_.run[at(r)]];
        Best& best = of_day[at(units_.instance.day(run.start))];
        if (run.cost >= best.price) continue;
        const std::int64_t price = price_of_run(unit, with, run, links, leaving, lost_start);
        if (price < best.price) best = {price, run.start};
    }
    looks_ -= with.last_run - with.first_run;
    std::stable_sort(of_day.begin(), of_day.end(), [](const Best& a, const Best& b) { return a.price < b.price; });
    for (int call = 0; call < units_.instance.sessions; ++call) {
        if (of_day[at(call)].price >= never) return plan;
        cost += of_day[at(call)].price;
        plan.starts[at(call)] = of_day[at(call)].start;
    }
    plan.cost = cost + with.pair_cost;
    plan.with = &with;
    plan.leaving = std::move(leaving);
    return plan;
}

/// All plans with the tutor; where there are not places enough, one for each who could leave.
template <class Take>
void Chains::each_plan(int unit, const Candidate& with, int links, int lost_start, const Take& take) {
    const auto& now = board_.choice(unit);
    const bool stays = now && now->tutor == with.tutor;
    const int missing = stays ? 0 : size(unit) - board_.room(with.tutor);
    if (missing <= 0) return take(plan_with(unit, with, links, {}, lost_start));
    if (links == 0) return;
    std::vector<std::pair<std::int64_t, int>> small;
    for (const int other : board_.units_of(with.tutor)) {
        if (is_closed(other)) continue;
        if (size(other) >= missing)
            take(plan_with(unit, with, links, {other}, lost_start));
        else if (const std::int64_t price = gives_way(other, links - 1).tutor; price < never)
            small.emplace_back(price, other);
    }
    std::stable_sort(small.begin(), small.end());
    std::vector<int> leaving;
    int places = 0;
    for (std::size_t n = 0; n < small.size() && places < missing; ++n) places += size(small[n].second), leaving.push_back(small[n].second);
    if (places >= missing) take(plan_with(unit, with, links, std::move(leaving), lost_start));
}

const Chains::GivesWay& Chains::gives_way(int unit, int links) {
    GivesWay& known = gives_way_[at(links)][at(unit)];
    if (known.known || out_of_looks()) return known;
    const Choice now = *board_.choice(unit);
    GivesWay found;
    found.known = true;
    found.run.fill(never);
    const Candidate* here = nullptr;
    for (int c = list_.first[at(unit)]; c < list_.first[at(unit) + 1]; ++c) {
        const Candidate& with = list_.candidates[at(c)];
        if (with.tutor == now.tutor)
            here = &with;
        else
            each_plan(unit, with, links, -1, [&](const Plan& plan) {
                if (plan.cost < found.tutor) found.tutor = plan.cost, found.to = with.tutor;
            });
    }
    if (found.tutor < never) found.tutor -= now.cost;
    for (std::size_t call = 0; call < now.starts.size(); ++call) {
        found.run[call] = found.tutor;
        if (here)
            each_plan(unit, *here, links, now.starts[call], [&](const Plan& plan) {
                if (plan.cost < never) found.run[call] = std::min(found.run[call], plan.cost - now.cost);
            });
    }
    return known = found;
}

std::vector<Chains::Plan> Chains::plans(int unit, int links, std::size_t most) {
    std::vector<Plan> all;
    for (int c = list_.first[at(unit)]; c < list_.first[at(unit) + 1]; ++c)
        each_plan(unit, list_.candidates[at(c)], links, -1, [&](Plan plan) {
            if (plan.cost < never) all.push_back(std::move(plan));
        });
    std::stable_sort(all.begin(), all.end(), [](const Plan& a, const Plan& b) { return a.cost < b.cost; });
    if (all.size() > most) all.resize(most);
    return all;
}

void Chains::take_off(int unit) {
    log_.emplace_back(unit, board_.choice(unit));
    board_.remove(unit);
}

void Chains::undo(std::size_t mark) {
    for (; log_.size() > mark; log_.pop_back()) {
        const auto& [unit, before] = log_.back();
        board_.remove(unit);
        settled_[at(unit)] = 0;
        if (before) board_.place(*before);
    }
}

/// Seats the unit by the plan and everybody whom that puts out; what all of it adds, or nothing and an unchanged board.
std::optional<std::int64_t> Chains::carry_out(int unit, const Plan& plan, int links, std::int64_t below) {
    const std::size_t mark = log_.size();
    Choice choice{unit, plan.with->tutor, {plan.starts.begin(), plan.starts.begin() + units_.instance.sessions}, plan.with->pair_cost};
    std::sort(choice.starts.begin(), choice.starts.end());
    for (const Run& run : units_.units[at(unit)].runs_with(choice.tutor))
        if (std::binary_search(choice.starts.begin(), choice.starts.end(), run.start)) choice.cost += run.cost;
    std::vector<Choice> put_out;
    const auto leaves = [&](int other) {
        put_out.push_back(*board_.choice(other));
        take_off(other);
    };
    for (const int other : plan.leaving) leaves(other);
    for (const int start : choice.starts)
        for (int i = 0; i < size(unit); ++i)
            if (const int owner = board_.owner(choice.tutor, start + i); owner >= 0) leaves(owner);
    if (!board_.fits(choice)) return undo(mark), std::nullopt;
    log_.emplace_back(unit, std::nullopt);
    board_.place(choice);
    settled_[at(unit)] = 1;
    std::int64_t adds = choice.cost;
    std::stable_sort(put_out.begin(), put_out.end(), [&](const Choice& a, const Choice& b) { return size(a.unit) > size(b.unit); });
    for (const Choice& before : put_out) {
        const auto more = settle(before.unit, links - 1, below - adds + before.cost, tries_further);
        if (!more) return undo(mark), std::nullopt;
        adds += *more - before.cost;
    }
    if (adds >= below) return undo(mark), std::nullopt;
    return adds;
}

/// A place for a unit that is not on the board, for less than `below`; the first plan that can be carried out.
std::optional<std::int64_t> Chains::settle(int unit, int links, std::int64_t below, std::size_t tries) {
    if (out_of_looks()) return std::nullopt;
    for (const Plan& plan : plans(unit, links, tries)) {
        if (plan.cost >= below) break;
        if (const auto adds = carry_out(unit, plan, links, below)) return adds;
    }
    return std::nullopt;
}

bool Chains::place(int unit, int links) {
    std::vector<std::pair<int, Choice>> best;
    std::int64_t below = never;
    std::size_t done = 0;
    for (const Plan& plan : plans(unit, links, links == 0 ? 1 : tries_first)) {
        if (plan.cost >= below || done >= closes_in || out_of_looks()) break;
        const auto adds = carry_out(unit, plan, links, below);
        if (!adds) continue;
        ++done;
        below = *adds;
        best.clear();
        for (const auto& [other, before] : log_)
            if (std::none_of(best.begin(), best.end(), [&, moved = other](const auto& place) { return place.first == moved; })) best.emplace_back(other, *board_.choice(other));
        undo(0);
    }
    if (best.empty()) return false;
    moved_.clear();
    std::vector<int> tutors;
    for (const auto& [other, choice] : best) {
        if (board_.choice(other)) tutors.push_back(board_.choice(other)->tutor);
        tutors.push_back(choice.tutor);
        board_.remove(other);
        moved_.push_back(other);
    }
    for (const auto& [other, choice] : best) board_.place(choice);
    forget(tutors);
    return true;
}

}  // namespace tutorline::domain::matching
