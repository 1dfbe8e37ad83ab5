#include "domain/matching/contest.hpp"

#include <algorithm>

#include "base/index.hpp"
#include "domain/matching/chains.hpp"
#include "domain/matching/found.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr int contest_links = 2;  // of the chains: four of them found no rival more in trials

bool find_place(Chains& chains, int unit) {
    for (int links = 0; links <= contest_links; ++links)
        if (chains.place(unit, links)) return true;
    return false;
}

}  // namespace

Contest contest_for(const Problem& changed, const Solution& before, const std::vector<int>& members, std::int64_t& looks) {
    const Instance instance(changed);
    const Units units(instance);
    const CandidateList list(units);
    Board board = board_of(units, list, before);
    const Board at_first = board;
    Chains chains(units, list, board, looks);
    const int own = instance.students[at(members.front())].household;
    const auto as_before = [&] {
        board = at_first;
        chains.forget();
    };
    Contest contest;
    contest.seats = find_place(chains, own);
    for (int rival = 0; rival < std::ssize(units.units) && contest.seats && contest.in_more_need == 0 && !chains.out_of_looks(); ++rival) {
        const std::int64_t need = units.units[at(rival)].need, ours = units.units[at(own)].need;
        if (rival == own || at_first.choice(rival) || need < ours || list.first[at(rival)] == list.first[at(rival) + 1]) continue;
        as_before();
        if (!find_place(chains, rival) || find_place(chains, own)) continue;
        ++(need > ours ? contest.in_more_need : contest.in_as_much);
    }
    looks = chains.looks_left();
    return contest;
}

}  // namespace tutorline::domain::matching
