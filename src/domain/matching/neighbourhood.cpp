#include "domain/matching/neighbourhood.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "base/random.hpp"

namespace tutorline::domain::matching {
namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

}  // namespace

Neighbourhood::Neighbourhood(const Units& units, const Board& board, const std::vector<int>& free_units,
                             const std::vector<int>& tutors, std::size_t choices_max)
    : free_units_(free_units) {
    std::map<int, int> tutor_number, unit_number;
    for (const int t : tutors) tutor_number.emplace(t, static_cast<int>(tutor_number.size()));
    for (const int u : free_units) unit_number.emplace(u, static_cast<int>(unit_number.size()));
    const int slots = units.instance.slot_count;
    packing_.seat_count = slots * static_cast<int>(tutors.size());
    for (const int t : tutors) packing_.room.push_back(board.room(t));
    start_.assign(free_units.size(), -1);
    for (const int u : free_units) {
        const auto& now = board.choice(u);
        if (!now) continue;
        need_now_ += units.units[at(u)].need;
        cost_now_ += now->cost;
        packing_.room[at(tutor_number.at(now->tutor))] += units.units[at(u)].size();
    }
    for (std::size_t i = 0; i < free_units.size(); ++i) {
        const int u = free_units[i];
        const Unit& unit = units.units[at(u)];
        packing_.need.push_back(unit.need);
        packing_.size.push_back(unit.size());
        for (const int t : tutors) {
            const std::size_t before = choices_.size();
            const auto open = [&](int slot) {
                const int owner = board.owner(t, slot);
                return owner < 0 || unit_number.count(owner) > 0;
            };
            units.each_choice(u, t, open, choices_, choices_max);
            const auto& now = board.choice(u);
            for (std::size_t c = before; c < choices_.size(); ++c) {
                const Choice& choice = choices_[c];
                Packing::Option option{static_cast<int>(i), tutor_number.at(t), choice.cost, {}};
                for (const int start : choice.starts)
                    for (int k = 0; k < unit.size(); ++k) option.seats.push_back(option.tutor * slots + start + k);
                if (now && now->tutor == t && now->starts == choice.starts)
                    start_[i] = static_cast<int>(packing_.options.size());
                packing_.options.push_back(std::move(option));
            }
        }
    }
    truncated_ = choices_.size() >= choices_max;
}

PackingResult Neighbourhood::solve(std::int64_t nodes_max, const std::function<bool()>& out_of_time) const {
    return solve_packing(packing_, start_, nodes_max, out_of_time);
}

void Neighbourhood::apply(const PackingResult& result, Board& board) const {
    for (const int u : free_units_) board.remove(u);
    for (const int option : result.chosen)
        if (option >= 0) board.place(choices_[at(option)]);
}

void improve(const Units& units, const CandidateList& list, Board& board, std::int64_t need_bound,
             const SolveOptions& options) {
    base::Random random = base::Random(options.seed).fork("neighbourhoods");
    constexpr int tutors_each = 4, left_out_each = 4;
    constexpr std::size_t choices_max = 4000;
    constexpr std::int64_t looks_at_choice = 100;  // listed, priced and searched, against one look of a bound
    const int unit_count = static_cast<int>(units.units.size());
    const std::int64_t rounds = std::int64_t{unit_count} * 6 + 200;
    std::vector<int> left_out;
    std::int64_t work_left = options.work_max > 0 ? options.work_max : std::numeric_limits<std::int64_t>::max();
    for (std::int64_t round = 0; round < rounds; ++round) {
        if (round % 64 == 0) {
            if (options.progress) options.progress({"improve", round, rounds});
            if (options.out_of_time && options.out_of_time()) return;
        }
        if (round % 256 == 0) {
            left_out.clear();
            for (int u = 0; u < unit_count; ++u)
                if (!board.choice(u) && list.first[at(u)] < list.first[at(u) + 1] && units.units[at(u)].need > 0)
                    left_out.push_back(u);
        }
        const bool for_need = !left_out.empty() && board.need() < need_bound && round % 2 == 0;
        const int focus = for_need ? left_out[random.below(left_out.size())]
                                   : static_cast<int>(random.below(static_cast<std::uint64_t>(unit_count)));
        const int ways = list.first[at(focus) + 1] - list.first[at(focus)];
        if (ways == 0) continue;
        std::vector<int> tutors, free_units{focus};
        if (board.choice(focus)) tutors.push_back(board.choice(focus)->tutor);
        for (int i = 0; i < tutors_each; ++i)
            tutors.push_back(
                list.candidates[at(list.first[at(focus)]) + random.below(static_cast<std::uint64_t>(ways))].tutor);
        std::sort(tutors.begin(), tutors.end());
        tutors.erase(std::unique(tutors.begin(), tutors.end()), tutors.end());
        for (const int t : tutors)
            free_units.insert(free_units.end(), board.units_of(t).begin(), board.units_of(t).end());
        for (int i = 0; i < left_out_each && !left_out.empty(); ++i)
            free_units.push_back(left_out[random.below(left_out.size())]);
        std::sort(free_units.begin(), free_units.end());
        free_units.erase(std::unique(free_units.begin(), free_units.end()), free_units.end());
        std::erase_if(free_units, [&](int u) {
            return board.choice(u) && !std::binary_search(tutors.begin(), tutors.end(), board.choice(u)->tutor);
        });

        const Neighbourhood part(units, board, free_units, tutors, choices_max);
        work_left -= static_cast<std::int64_t>(part.choices()) * looks_at_choice;
        if (work_left < 0) return;
        if (part.truncated()) continue;
        const PackingResult result = part.solve(12, {});
        if (result.need > part.need_now() || (result.need == part.need_now() && result.cost < part.cost_now()))
            part.apply(result, board);
    }
}

}  // namespace tutorline::domain::matching
