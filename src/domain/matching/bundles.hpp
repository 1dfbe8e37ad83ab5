// Seats of one tutor that one unit would take together are a bundle. Once the bundles are fixed, who takes which at the
// least cost is an assignment, and it is kept at its optimum while bundles come and go: by shortest paths over prices
// (Hungarian method). The prices also say in advance what a change can gain at the most, so that most are refused
// before anything is searched, and whatever was tried can be taken back.
#pragma once
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "domain/matching/board.hpp"
#include "domain/matching/candidates.hpp"

namespace tutorline::domain::matching {

struct Bundle {
    int tutor = nobody;
    int size = 0;                                     ///< slots of each run
    std::array<int, sessions_per_week_max> starts{};  ///< of the runs, ascending; as many as there are sessions
};

class Bundles {
  public:
    /// A unit that asks for a tutor: it has need, no pin, and hours with the tutor.
    struct Asking {
        int unit;
        std::int64_t pair_cost;
    };

    /// Takes over the board's placed units, apart from pinned ones, as bundles. `need_worth`: what a unit of need
    /// counts against cost. For first matches only: costs are not negative.
    Bundles(const Units& units, const CandidateList& list, const Board& board, std::int64_t need_worth);

    static constexpr std::int64_t not_possible = Units::no_run;

    const std::vector<Asking>& asking(int tutor) const { return asking_[static_cast<std::size_t>(tutor)]; }
    const std::vector<int>& of_tutor(int tutor) const { return of_tutor_[static_cast<std::size_t>(tutor)]; }
    const Bundle& bundle(int id) const { return entries_[static_cast<std::size_t>(id)].bundle; }
    std::int64_t price(int id) const { return entries_[static_cast<std::size_t>(id)].price; }
    /// What the unit pays now, prices included: a new bundle that costs it less would be taken.
    std::int64_t pays(int unit) const { return pays_[static_cast<std::size_t>(unit)]; }
    /// Cost of the run to the unit, or not_possible.
    std::int64_t run_cost(int unit, int start) const {
        const std::int32_t cost = run_cost_[static_cast<std::size_t>(unit) * slots_ + static_cast<std::size_t>(start)];
        return cost < 0 ? not_possible : cost;
    }
    std::int64_t need() const { return need_; }
    std::int64_t cost() const { return cost_; }
    std::int64_t looks() const { return looks_ * 3; }  ///< at pairs of a unit and a bundle, since the beginning

    /// Takes bundles of one tutor away and adds others there (free of collisions), then assigns anew. Kept when that
    /// makes `need_worth * need left out + cost` worse by at most `worse_max`, else all is as before; true when kept.
    bool replace(const std::vector<int>& removed, const std::vector<Bundle>& added, std::int64_t worse_max);

    /// Every placed unit's choice.
    std::vector<Choice> choices() const;

  private:
    struct Entry {
        Bundle bundle;
        int owner = -1;
        std::int64_t price = 0;
        std::int64_t distance = 0;  ///< of the search numbered `seen`
        int from = -1;              ///< unit that reached it, forward
        int seen = 0;
        int saved = 0;  ///< number of the change that keeps its state of before
    };
    struct UnitLabel {
        std::int64_t distance = 0;
        int from = -1;  ///< bundle it would move to, backward
        int seen = 0;
        int saved = 0;
    };
    struct SavedBundle {
        int id, owner;
        std::int64_t price;
    };
    struct SavedUnit {
        int unit, bundle;
        std::int64_t pays;
    };

    std::int64_t cost_of(int unit, std::int64_t pair_cost, const Bundle& bundle) const;
    std::int64_t pair_cost(int unit, int tutor) const;
    std::int64_t left_out_worth(int unit) const;
    int create(const Bundle& bundle);
    void drop(int id);
    void assign(int unit, int id);
    void unassign(int unit);
    void save_bundle(int id);
    void save_unit(int unit);
    void undo(const std::vector<int>& created, const std::vector<int>& removed);
    std::int64_t asked_price(const Bundle& bundle) const;
    std::int64_t seat_unit(int unit);
    std::int64_t sell_bundle(int id);
    void begin_search();
    bool reach(Entry& entry, std::int64_t distance);

    const Units& units_;
    const CandidateList& list_;
    std::size_t slots_;
    int sessions_;
    std::int64_t need_worth_;
    std::vector<std::int32_t> run_cost_;  ///< [unit * slots + start], -1: not possible
    std::vector<std::vector<Asking>> asking_;
    std::vector<std::vector<int>> of_tutor_;
    std::vector<Entry> entries_;
    std::vector<int> spare_;  ///< entries not in use
    std::vector<int> bundle_of_;
    std::vector<std::int64_t> pays_;
    std::vector<UnitLabel> label_;
    std::vector<std::pair<std::int64_t, int>> heap_;
    std::vector<int> reached_units_, reached_bundles_;
    std::vector<SavedBundle> saved_bundles_;
    std::vector<SavedUnit> saved_units_;
    std::vector<int> exposed_, created_;
    std::int64_t need_ = 0, cost_ = 0;
    mutable std::int64_t looks_ = 0;
    int search_ = 0, change_ = 0;
};

}  // namespace tutorline::domain::matching
