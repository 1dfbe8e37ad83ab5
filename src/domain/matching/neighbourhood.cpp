#include "domain/matching/neighbourhood.hpp"

#include <algorithm>
#include <limits>

#include "base/index.hpp"
#include "base/random.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

}  // namespace

void Neighbourhood::take_places(const Units& units, const Board& board, const std::vector<int>& tutors) {
    packing_.seat_count = units.instance.slot_count * static_cast<int>(tutors.size());
    for (const int t : tutors) packing_.room.push_back(board.room(t));
    start_.assign(free_units_.size(), -1);
    for (const int u : free_units_) {
        packing_.need.push_back(units.units[at(u)].need);
        packing_.size.push_back(units.units[at(u)].size());
        const auto& now = board.choice(u);
        if (!now) continue;
        need_now_ += units.units[at(u)].need;
        cost_now_ += now->cost;
        const auto tutor = std::lower_bound(tutors.begin(), tutors.end(), now->tutor) - tutors.begin();
        packing_.room[static_cast<std::size_t>(tutor)] += units.units[at(u)].size();
    }
}

/// The choices listed since `from`, as options of the i-th unit.
void Neighbourhood::add_options(const Units& units, const Board& board, std::size_t i, int tutor_number, std::size_t from) {
    const auto& now = board.choice(free_units_[i]);
    for (std::size_t c = from; c < choices_.size(); ++c) {
        const Choice& choice = choices_[c];
        Packing::Option option{static_cast<int>(i), tutor_number, choice.cost, {}};
        for (const int start : choice.starts)
            for (int k = 0; k < packing_.size[i]; ++k) option.seats.push_back(tutor_number * units.instance.slot_count + start + k);
        if (now && now->tutor == choice.tutor && now->starts == choice.starts)
            start_[i] = static_cast<int>(packing_.options.size());
        packing_.options.push_back(std::move(option));
    }
}

Neighbourhood::Neighbourhood(const Units& units, const Board& board, const std::vector<int>& free_units,
                             const std::vector<int>& tutors, std::size_t choices_max)
    : free_units_(free_units) {
    take_places(units, board, tutors);
    for (std::size_t i = 0; i < free_units.size(); ++i)
        for (std::size_t t = 0; t < tutors.size(); ++t) {
            const std::size_t before = choices_.size();
            const auto open = [&](int slot) {
                const int owner = board.owner(tutors[t], slot);
                return owner < 0 || std::binary_search(free_units.begin(), free_units.end(), owner);
            };
            units.each_choice(free_units[i], tutors[t], open, choices_, choices_max);
            add_options(units, board, i, static_cast<int>(t), before);
        }
    truncated_ = choices_.size() >= choices_max;
}

Neighbourhood::Neighbourhood(const Units& units, const Board& board, const CandidateList& list, const Prices& prices,
                             const std::vector<int>& free_units, const std::vector<int>& tutors, std::size_t choices_max)
    : free_units_(free_units) {
    take_places(units, board, tutors);
    const auto slots = at(units.instance.slot_count);
    constexpr std::int64_t coarser = price_one / 1024;
    for (const int t : tutors) {
        for (std::size_t s = 0; s < slots; ++s) packing_.seat_price.push_back(prices.seat[at(t) * slots + s] / coarser);
        packing_.tutor_price.push_back(prices.tutor[at(t)] / coarser);
    }
    packing_.need_price = prices.need / coarser;
    std::vector<Run> runs;
    for (std::size_t i = 0; i < free_units.size(); ++i) {
        const Unit& unit = units.units[at(free_units[i])];
        for (int c = list.first[at(free_units[i])]; c < list.first[at(free_units[i]) + 1]; ++c) {
            const Candidate& candidate = list.candidates[at(c)];
            const auto place = std::lower_bound(tutors.begin(), tutors.end(), candidate.tutor);
            if (place == tutors.end() || *place != candidate.tutor) continue;
            runs.clear();
            for (int r = candidate.first_run; r < candidate.last_run; ++r) {
                const Run& run = unit.runs_with(candidate.tutor)[list.run[at(r)]];
                bool open = true;
                for (int k = 0; k < unit.size() && open; ++k) {
                    const int owner = board.owner(candidate.tutor, run.start + k);
                    open = owner < 0 || std::binary_search(free_units.begin(), free_units.end(), owner);
                }
                if (open) runs.push_back(run);
            }
            const std::size_t before = choices_.size();
            units.each_choice_of(free_units[i], candidate.tutor, candidate.pair_cost, runs, choices_, choices_max);
            add_options(units, board, i, static_cast<int>(place - tutors.begin()), before);
        }
    }
    truncated_ = choices_.size() >= choices_max;
}

PackingResult Neighbourhood::solve(std::int64_t nodes_max, const std::function<bool()>& out_of_time, std::int64_t* looks) const {
    return solve_packing(packing_, start_, nodes_max, out_of_time, looks);
}

std::int64_t Neighbourhood::most_need(std::int64_t& looks) const {
    return matching::most_need(packing_, start_, looks);
}

std::optional<bool> Neighbourhood::reaches_need(std::int64_t need, int without, std::int64_t& looks) const {
    Packing packing = packing_;
    const auto left_out = std::find(free_units_.begin(), free_units_.end(), without) - free_units_.begin();
    std::erase_if(packing.options, [&](const Packing::Option& option) { return option.unit == left_out; });
    return matching::reaches_need(packing, need, looks);
}

void Neighbourhood::apply(const PackingResult& result, Board& board) const {
    for (const int u : free_units_) board.remove(u);
    for (const int option : result.chosen)
        if (option >= 0) board.place(choices_[at(option)]);
}

namespace {

/// Draws parts of the problem that hang together: some tutors, who sits with them, some who wait for them.
class Improving {
  public:
    Improving(const Units& units, const CandidateList& list, const Prices* prices, Board& board, std::uint64_t seed)
        : units_(units), list_(list), prices_(prices), board_(board), random_(base::Random(seed).fork("neighbourhoods")) {}

    /// Looks anew who is left out, now and then.
    void find_left_out() {
        left_out_.clear();
        waiting_.assign(units_.instance.tutors.size(), {});
        for (int u = 0; u < static_cast<int>(units_.units.size()); ++u) {
            if (board_.choice(u) || ways(u) == 0 || units_.units[at(u)].need == 0) continue;
            left_out_.push_back(u);
            for (int c = list_.first[at(u)]; c < list_.first[at(u) + 1]; ++c) waiting_[at(list_.candidates[at(c)].tutor)].push_back(u);
        }
    }

    /// One part around a unit; returns how many choices were looked at.
    std::int64_t round(bool for_need) {
        const int focus = for_need && !left_out_.empty() ? left_out_[random_.below(left_out_.size())]
                                                         : static_cast<int>(random_.below(units_.units.size()));
        if (ways(focus) == 0) return 0;
        tutors_.clear();
        free_units_.assign(1, focus);
        if (board_.choice(focus)) tutors_.push_back(board_.choice(focus)->tutor);
        prices_ ? draw_chained(focus) : draw_around(focus);
        std::sort(tutors_.begin(), tutors_.end());
        tutors_.erase(std::unique(tutors_.begin(), tutors_.end()), tutors_.end());
        for (const int t : tutors_) join(board_.units_of(t));
        std::sort(free_units_.begin(), free_units_.end());
        free_units_.erase(std::unique(free_units_.begin(), free_units_.end()), free_units_.end());
        std::erase_if(free_units_, [&](int u) {
            return board_.choice(u) && !std::binary_search(tutors_.begin(), tutors_.end(), board_.choice(u)->tutor);
        });
        const Neighbourhood part = prices_ ? Neighbourhood(units_, board_, list_, *prices_, free_units_, tutors_, choices_max)
                                           : Neighbourhood(units_, board_, free_units_, tutors_, choices_max);
        if (part.truncated()) return static_cast<std::int64_t>(part.choices());
        const PackingResult result = part.solve(nodes_max, {});
        if (result.need > part.need_now() || (result.need == part.need_now() && result.cost < part.cost_now()))
            part.apply(result, board_);
        return static_cast<std::int64_t>(part.choices());
    }

  private:
    static constexpr int tutors_around = 4, tutors_chained = 6, waiting_each = 4, nodes_max = 12;
    static constexpr std::size_t choices_max = 4000;

    int ways(int unit) const { return list_.first[at(unit) + 1] - list_.first[at(unit)]; }
    int any_tutor(int unit) {
        return list_.candidates[at(list_.first[at(unit)]) + random_.below(static_cast<std::uint64_t>(ways(unit)))].tutor;
    }
    void join(const std::vector<int>& more) { free_units_.insert(free_units_.end(), more.begin(), more.end()); }
    void join_some(const std::vector<int>& from) {
        for (int i = 0; i < waiting_each && !from.empty(); ++i) free_units_.push_back(from[random_.below(from.size())]);
    }

    /// Tutors of the one unit.
    void draw_around(int focus) {
        for (int i = 0; i < tutors_around; ++i) tutors_.push_back(any_tutor(focus));
        join_some(left_out_);
    }

    /// Few ways are left to each unit: on to tutors of those who sit with the ones drawn.
    void draw_chained(int focus) {
        if (tutors_.empty()) tutors_.push_back(any_tutor(focus));
        join(board_.units_of(tutors_.front()));
        for (int tries = 0; tries < tutors_chained * 2 && static_cast<int>(tutors_.size()) < tutors_chained; ++tries) {
            const int from = free_units_[random_.below(free_units_.size())];
            if (ways(from) == 0) continue;
            const int tutor = any_tutor(from);
            if (std::count(tutors_.begin(), tutors_.end(), tutor)) continue;
            tutors_.push_back(tutor);
            join(board_.units_of(tutor));
            join_some(waiting_[at(tutor)]);
        }
    }

    const Units& units_;
    const CandidateList& list_;
    const Prices* prices_;
    Board& board_;
    base::Random random_;
    std::vector<int> left_out_, tutors_, free_units_;
    std::vector<std::vector<int>> waiting_;
};

}  // namespace

void improve(const Units& units, const CandidateList& list, const Prices* prices, Board& board, std::int64_t need_bound,
             const SolveOptions& options) {
    constexpr std::int64_t looks_at_choice = 100;  // listed, priced and searched, against one look of a bound
    const std::int64_t rounds = static_cast<std::int64_t>(units.units.size()) * (prices ? 3 : 6) + 200;
    std::int64_t work_left = options.work_max > 0 ? options.work_max : std::numeric_limits<std::int64_t>::max();
    Improving improving(units, list, prices, board, options.seed);
    for (std::int64_t round = 0; round < rounds && work_left >= 0; ++round) {
        if (round % 64 == 0) {
            if (options.progress) options.progress({"improve", round, rounds});
            if (options.out_of_time && options.out_of_time()) return;
        }
        if (round % 256 == 0) improving.find_left_out();
        work_left -= improving.round(board.need() < need_bound && round % 2 == 0) * looks_at_choice;
    }
}

}  // namespace tutorline::domain::matching
