#include "domain/matching/room.hpp"

#include <algorithm>
#include <set>

#include "base/index.hpp"
#include "base/random.hpp"
#include "domain/matching/chains.hpp"
#include "domain/matching/found.hpp"
#include "domain/matching/neighbourhood.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr std::size_t part_choices_max = 6'000, part_tutors_max = 5;
constexpr std::int64_t part_nodes_max = 40;
constexpr int whole_units_max = 60;
constexpr std::uint64_t again_most = 4;  // of those who came, placed again at a time

class Room {
  public:
    Room(const Problem& problem, const Solution& solution, const std::vector<bool>& keeps, const RoomWork& work)
        : instance_(problem), units_(instance_), list_(units_), work_(work), before_(board_of(units_, list_, solution)), board_(before_) {
        std::int64_t worth = 1;
        for (const Unit& unit : units_.units) {
            const bool placed = before_.choice(static_cast<int>(kept_.size())).has_value();
            kept_.push_back(placed && std::any_of(unit.members.begin(), unit.members.end(), [&](int s) { return keeps[at(s)]; }));
            if (!kept_.back()) worth += unit.need;
        }
        for (std::size_t u = 0; u < kept_.size(); ++u)
            if (kept_[u]) units_.units[u].need += worth;
        board_ = before_ = board_of(units_, list_, solution);  // it adds up the needs
    }

    /// Everybody placed has a place on the board: the solution is one of this problem.
    bool stands_for(const Solution& solution) const {
        std::size_t seated = 0;
        for (std::size_t u = 0; u < units_.units.size(); ++u)
            if (before_.choice(static_cast<int>(u))) seated += units_.units[u].members.size();
        return seated == solution.placed.size();
    }

    void run() {
        move_over();
        search_whole();
        if (whole_) return;
        mend_parts();
    }

    bool gained() const { return board_.need() > before_.need() || (board_.need() == before_.need() && board_.cost() < before_.cost()); }
    /// Nothing with this need moves fewer calls or costs less.
    bool whole() const { return whole_; }
    Solution solution() const { return solution_of(units_, Found{board_, 0, 0}); }

  private:
    /// Units without a place, most need for each member first.
    std::vector<int> waiting() const {
        std::vector<int> units;
        for (int u = 0; u < std::ssize(units_.units); ++u)
            if (!board_.choice(u) && units_.units[at(u)].need > 0 && list_.first[at(u)] < list_.first[at(u) + 1]) units.push_back(u);
        const auto weight = [&](int a, int b) { return units_.units[at(a)].need * units_.units[at(b)].size(); };
        std::stable_sort(units.begin(), units.end(), [&](int a, int b) { return weight(a, b) > weight(b, a); });
        return units;
    }

    /// Short chains of everybody first: long ones disturb many, and where a place is left for all nobody needs them.
    void place_all(Chains& chains, const std::vector<int>& units) {
        for (int links = 0; links <= Chains::links_max; ++links)
            for (const int unit : units) {
                if (chains.out_of_looks()) return;
                if (!board_.choice(unit) && chains.place(unit, links)) touched_.push_back(chains.moved());
            }
    }

    /// Some of those who came are taken out, who moved for them goes home, and all of them are placed again in another order.
    void place_again(Chains& chains, base::Random& random) {
        std::vector<int> came, others = waiting();
        for (int u = 0; u < std::ssize(units_.units); ++u)
            if (board_.choice(u) && !kept_[at(u)]) came.push_back(u);
        if (came.empty()) return;
        const auto draw = [&](std::vector<int>& from) {
            const auto at_random = from.begin() + static_cast<std::ptrdiff_t>(random.below(from.size()));
            const int unit = *at_random;
            from.erase(at_random);
            return unit;
        };
        const Board best = board_;
        std::vector<int> units;
        for (auto n = 1 + random.below(again_most); n > 0 && !came.empty(); --n) units.push_back(draw(came));
        for (const int unit : units) board_.remove(unit);
        while (units.size() < 2 * again_most && !others.empty()) units.insert(units.begin() + static_cast<std::ptrdiff_t>(random.below(units.size() + 1)), draw(others));
        go_home();
        chains.forget();
        place_all(chains, units);
        go_home();
        if (board_.need() < best.need() || (board_.need() == best.need() && board_.cost() >= best.cost())) board_ = best;
        chains.forget();
    }

    void move_over() {
        Chains chains(units_, list_, board_, work_.chain_looks_max);
        place_all(chains, waiting());
        base::Random random = base::Random(1).fork("room");
        for (int n = 0; n < work_.again && !chains.out_of_looks(); ++n) place_again(chains, random);
    }

    bool is_home(int unit) const {
        const auto &now = board_.choice(unit), &before = before_.choice(unit);
        return now && before && now->tutor == before->tutor && now->starts == before->starts;
    }

    /// Who moved for nobody any more goes back.
    void go_home() {
        for (bool any = true; any;) {
            any = false;
            for (int u = 0; u < std::ssize(units_.units); ++u) {
                if (!kept_[at(u)] || is_home(u)) continue;
                const Choice now = *board_.choice(u);
                board_.remove(u);
                if (board_.fits(*before_.choice(u))) {
                    board_.place(*before_.choice(u));
                    any = true;
                } else {
                    board_.place(now);
                }
            }
        }
    }

    void search_whole() {
        if (std::ssize(units_.units) > whole_units_max) return;
        std::vector<int> all, tutors;
        for (int u = 0; u < std::ssize(units_.units); ++u) all.push_back(u);
        for (int t = 0; t < std::ssize(instance_.tutors); ++t) tutors.push_back(t);
        const Neighbourhood everything(units_, board_, all, tutors, work_.listed_max);
        if (everything.truncated()) return;
        std::int64_t looks = work_.exact_looks_max;
        const PackingResult result = everything.solve(work_.exact_looks_max, {}, &looks);
        take(everything, result);
        whole_ = !result.stopped;
    }

    void take(const Neighbourhood& part, const PackingResult& result) {
        if (result.need > part.need_now() || (result.need == part.need_now() && result.cost < part.cost_now())) part.apply(result, board_);
    }

    /// The tutors of each chain with all their households and who waits, searched together.
    void mend_parts() {
        for (const std::vector<int>& moved : touched_) {
            std::set<int> tutors;
            for (const int unit : moved)
                for (const Board* board : {&board_, &before_})
                    if (const auto& place = board->choice(unit); place && tutors.size() < part_tutors_max) tutors.insert(place->tutor);
            std::set<int> units(moved.begin(), moved.end());
            for (const int tutor : tutors) units.insert(board_.units_of(tutor).begin(), board_.units_of(tutor).end());
            std::erase_if(units, [&](int unit) { return board_.choice(unit) && !tutors.count(board_.choice(unit)->tutor); });
            const Neighbourhood part(units_, board_, {units.begin(), units.end()}, {tutors.begin(), tutors.end()}, part_choices_max);
            if (part.truncated()) continue;
            take(part, part.solve(part_nodes_max, {}));
        }
    }

    Instance instance_;
    Units units_;
    CandidateList list_;
    const RoomWork& work_;
    Board before_, board_;
    std::vector<bool> kept_;  ///< units that may not lose their place: worth more than all others together
    std::vector<std::vector<int>> touched_;  ///< who moved for each who came
    bool whole_ = false;
};

}  // namespace

Solution make_room_together(const Problem& problem, const Solution& solution, const std::vector<bool>& keeps, const RoomWork& work) {
    Room room(problem, solution, keeps, work);
    if (!room.stands_for(solution)) return solution;
    room.run();
    Solution moved = room.gained() ? room.solution() : solution;
    if (room.whole()) moved.bound.moved = moved.calls_moved;
    if (!room.gained()) return moved;
    moved.need_total = solution.need_total;
    moved.seed = solution.seed;
    std::vector<bool> placed(problem.students.size(), false);
    for (const Placement& place : moved.placed) placed[at(place.student)] = true;
    for (std::size_t s = 0; s < placed.size(); ++s)
        if (!placed[s]) moved.unplaced.push_back(static_cast<int>(s));
    moved.bound = {solution.need_total, room.whole() ? moved.calls_moved : 0, 0};  // that most need could take somebody's place away
    moved.optimal = false;
    return moved;
}

}  // namespace tutorline::domain::matching
