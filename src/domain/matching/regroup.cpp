#include "domain/matching/regroup.hpp"

#include <algorithm>

#include "base/index.hpp"
#include "base/random.hpp"
#include "domain/matching/bundles.hpp"
#include "domain/matching/cooling.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

constexpr int regroups_a_look = 256;
constexpr std::int64_t cooler = 16;  ///< than where whole needs are at stake: the walk begins near a good placement
constexpr std::size_t removed_max = 3;
constexpr std::size_t offers_max = 4000;  ///< of one cut

std::int64_t worth_of_need(const Units& units, const CandidateList& list) {
    std::int64_t pair_most = 1, run_most = 0;
    for (const Candidate& candidate : list.candidates) pair_most = std::max(pair_most, candidate.pair_cost);
    for (const Unit& unit : units.units)
        for (const Run& run : unit.runs) run_most = std::max(run_most, run.cost);
    return (pair_most + units.instance.sessions * run_most) * 3 + 1;
}

class Regrouping {
  public:
    Regrouping(const Units& units, const CandidateList& list, Board& board, const SolveOptions& options)
        : units_(units), list_(list), board_(board), need_worth_(worth_of_need(units, list)),
          bundles_(units, list, board, need_worth_), random_(base::Random(options.seed).fork("regroup")) {
        for (std::size_t t = 0; t < units.instance.tutors.size(); ++t)
            if (!bundles_.asking(static_cast<int>(t)).empty()) tutors_.push_back(static_cast<int>(t));
        best_need_ = board.need();
        best_cost_ = board.cost();
        for (std::size_t u = 0; u < units.units.size(); ++u)
            if (const auto& choice = board.choice(static_cast<int>(u)); choice && units.units[u].pin_tutor != nobody) {
                best_need_ -= units.units[u].need;
                best_cost_ -= choice->cost;
            }
        start_need_ = best_need_, start_cost_ = best_cost_;
    }

    void run(const Pace& pace, const SolveOptions& options) {
        if (tutors_.empty()) return;
        const std::int64_t cold = chance_one / 8, hot = std::max(cold * 2, need_worth_ * chance_one / cooler);
        std::int64_t heat = hot;
        for (std::int64_t round = 0; round < pace.rounds; ++round) {
            if (round % regroups_a_look == 0) {
                const int gone = pace.at(round, bundles_.looks(), options.time_gone);
                heat = cooled(hot, cold, gone, 1000);
                if (options.progress) options.progress({"regroup", gone, 1000});
                if (gone == 1000 || (options.out_of_time && options.out_of_time())) break;
            }
            cut(heat);
        }
        remember();
        give_back();
    }

  private:
    struct Offer {
        std::int64_t key;  ///< what the unit would gain, stirred
        int unit;
        Bundle bundle;
    };

    void cut(std::int64_t heat) {
        const int tutor = tutors_[random_.below(tutors_.size())];
        take_some(tutor);
        offer_all(tutor, heat);
        choose();
        if (same()) return;
        const std::int64_t worse_max = (heat >> 8) * (draw_exponential(random_) >> 8) / chance_one;
        remember();
        bundles_.replace(removed_, added_, worse_max);
    }

    /// Marks the seats that are open once some bundles of the tutor are gone.
    void take_some(int tutor) {
        std::vector<int> here = bundles_.of_tutor(tutor);
        removed_.clear();
        const std::uint64_t most = std::min(here.size(), removed_max);
        for (auto n = random_.below(most + 1); n > 0; --n) {
            const std::size_t i = random_.below(here.size());
            removed_.push_back(here[i]);
            here[i] = here.back();
            here.pop_back();
        }
        const auto& row = units_.instance.tutors[at(tutor)];
        open_.assign(at(units_.instance.slot_count) + 1, 0);
        for (const int slot : row.slots) open_[at(slot)] = 1;
        room_ = list_.room[at(tutor)];
        for (const int u : board_.units_of(tutor)) {
            const Unit& unit = units_.units[at(u)];
            if (unit.pin_tutor == nobody) continue;
            for (const int start : board_.choice(u)->starts) std::fill_n(open_.begin() + start, unit.size(), 0);
            room_ -= unit.size();
        }
        for (const int id : here) {
            const Bundle& bundle = bundles_.bundle(id);
            close(bundle);
            room_ -= bundle.size;
        }
    }

    void close(const Bundle& bundle) {
        for (int call = 0; call < units_.instance.sessions; ++call) std::fill_n(open_.begin() + bundle.starts[at(call)], bundle.size, 0);
    }
    bool is_open(const Bundle& bundle) const {
        for (int call = 0; call < units_.instance.sessions; ++call)
            if (!is_open(bundle.starts[at(call)], bundle.size)) return false;
        return true;
    }
    bool is_open(int start, int size) const {
        for (int i = 0; i < size; ++i)
            if (!open_[at(start + i)]) return false;
        return true;
    }

    /// What each unit that asks would gain from each bundle of the open seats.
    void offer_all(int tutor, std::int64_t heat) {
        offers_.clear();
        stir_ = std::max<std::int64_t>(1, heat * 2 / chance_one);
        std::vector<int> starts;
        for (int slot = 0; slot < units_.instance.slot_count; ++slot)
            if (open_[at(slot)]) starts.push_back(slot);
        for (const Bundles::Asking& asking : bundles_.asking(tutor)) {
            const int size = units_.units[at(asking.unit)].size();
            if (size > room_) continue;
            const std::int64_t gain = bundles_.pays(asking.unit) - asking.pair_cost;
            if (gain <= 0) continue;
            Bundle bundle{tutor, size, {}};
            combine(asking.unit, starts, 0, 0, gain, bundle);
        }
    }

    void combine(int unit, const std::vector<int>& starts, std::size_t from, int calls, std::int64_t gain, Bundle& bundle) {
        if (calls == units_.instance.sessions) {
            if (offers_.size() < offers_max) offers_.push_back({gain * 4 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(stir_ * 4))), unit, bundle});
            return;
        }
        for (std::size_t i = from; i < starts.size(); ++i) {
            const int start = starts[i];
            if (calls > 0 && units_.instance.day(start) == units_.instance.day(bundle.starts[at(calls - 1)])) continue;
            const std::int64_t cost = bundles_.run_cost(unit, start);
            if (cost >= gain || !is_open(start, bundle.size)) continue;
            bundle.starts[at(calls)] = start;
            combine(unit, starts, i + 1, calls + 1, gain - cost, bundle);
        }
    }

    /// The best offers that fit together, one for each unit.
    void choose() {
        added_.clear();
        while (!offers_.empty() && room_ > 0) {
            const auto best = std::max_element(offers_.begin(), offers_.end(), [](const Offer& a, const Offer& b) { return a.key < b.key; });
            const Offer taken = *best;
            added_.push_back(taken.bundle);
            close(taken.bundle);
            room_ -= taken.bundle.size;
            std::erase_if(offers_, [&](const Offer& o) { return o.unit == taken.unit || o.bundle.size > room_ || !is_open(o.bundle); });
        }
    }

    bool same() const {
        if (removed_.size() != added_.size()) return false;
        return std::all_of(removed_.begin(), removed_.end(), [&](int id) {
            const Bundle& old = bundles_.bundle(id);
            return std::any_of(added_.begin(), added_.end(), [&](const Bundle& b) { return b.size == old.size && b.starts == old.starts; });
        });
    }

    /// Keeps the present state if it is the best so far; asked before it is left.
    void remember() {
        const std::int64_t need = bundles_.need(), cost = bundles_.cost();
        if (need < best_need_ || (need == best_need_ && cost >= best_cost_)) return;
        best_need_ = need, best_cost_ = cost;
        best_ = bundles_.choices();
    }

    void give_back() {
        if (best_need_ == start_need_ && best_cost_ == start_cost_) return;
        for (std::size_t u = 0; u < units_.units.size(); ++u)
            if (units_.units[u].pin_tutor == nobody) board_.remove(static_cast<int>(u));
        for (const Choice& choice : best_) board_.place(choice);
    }

    const Units& units_;
    const CandidateList& list_;
    Board& board_;
    std::int64_t need_worth_;
    Bundles bundles_;
    base::Random random_;
    std::vector<int> tutors_, removed_;
    std::vector<Bundle> added_;
    std::vector<char> open_;
    int room_ = 0;
    std::int64_t stir_ = 1, best_need_ = 0, best_cost_ = 0, start_need_ = 0, start_cost_ = 0;
    std::vector<Offer> offers_;
    std::vector<Choice> best_;
};

}  // namespace

void regroup(const Units& units, const CandidateList& list, Board& board, const Pace& pace, const SolveOptions& options) {
    if (options.out_of_time && options.out_of_time()) return;  // the first assignment of a large problem takes a while
    if (units.move_weight == 0) Regrouping(units, list, board, options).run(pace, options);
}

}  // namespace tutorline::domain::matching
