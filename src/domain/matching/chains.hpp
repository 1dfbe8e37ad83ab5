// A place for a household where all places are taken: others move over to other hours or tutors, and others for them, as few
// promised calls as the search finds. What it would cost each to give way is reckoned first (everybody else staying), a step
// further for each link of the chain; then the cheapest ways are tried on the board itself, which decides.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "domain/matching/board.hpp"
#include "domain/matching/candidates.hpp"

namespace tutorline::domain::matching {

class Chains {
  public:
    static constexpr int links_max = 6;  ///< of a chain: those who move for who comes, those who move for them, and so on

    /// `looks`: ways that may be looked at, over all calls; counted, so that everything repeats. All must outlive it.
    Chains(const Units& units, const CandidateList& list, Board& board, std::int64_t looks);

    /// Gives a unit without a place one, through a chain of at most so many links; nobody who has a place loses it. The cheapest
    /// that is found (Choice::cost: promised calls before costs). False: the board is as it was.
    bool place(int unit, int links);
    /// Who has another place since the last place() that was true: the unit itself and those who moved.
    const std::vector<int>& moved() const { return moved_; }
    /// The board was changed by others.
    void forget();
    std::int64_t looks_left() const { return looks_; }
    bool out_of_looks() const { return looks_ <= 0; }

  private:
    static constexpr std::int64_t never = Units::no_run;

    /// One way to seat a unit: its runs with a tutor, and who leaves this tutor for want of places.
    struct Plan {
        std::int64_t cost = never;  ///< of the choice, and what the others' moves are reckoned to add
        const Candidate* with = nullptr;
        std::vector<int> leaving;
        std::array<int, sessions_per_week_max> starts{};
    };
    /// What it adds when a unit has to give up a run, by run, or its tutor.
    struct GivesWay {
        bool known = false;
        int to = nobody;  ///< the tutor it would go to
        std::int64_t tutor = never;
        std::array<std::int64_t, sessions_per_week_max> run{never, never, never, never, never, never, never};
    };

    int size(int unit) const;
    bool is_closed(int unit) const { return settled_[static_cast<std::size_t>(unit)] != 0; }
    std::int64_t price_of_run(int unit, const Candidate& with, const Run& run, int links, const std::vector<int>& leaving, int lost_start);
    Plan plan_with(int unit, const Candidate& with, int links, std::vector<int> leaving, int lost_start);
    template <class Take>
    void each_plan(int unit, const Candidate& with, int links, int lost_start, const Take& take);
    const GivesWay& gives_way(int unit, int links);
    std::int64_t price_of_leaving(const std::vector<int>& units, int links);

    std::vector<Plan> plans(int unit, int links, std::size_t most);
    std::optional<std::int64_t> settle(int unit, int links, std::int64_t below, std::size_t tries);
    std::optional<std::int64_t> carry_out(int unit, const Plan& plan, int links, std::int64_t below);
    void forget(const std::vector<int>& tutors);
    void take_off(int unit);
    void undo(std::size_t mark);

    const Units& units_;
    const CandidateList& list_;
    Board& board_;
    std::int64_t looks_;
    std::vector<char> settled_;  ///< moved by the chain that is tried: they stay
    std::vector<std::pair<int, std::optional<Choice>>> log_;  ///< places before, the last change last
    std::array<std::vector<GivesWay>, links_max> gives_way_;
    std::vector<int> moved_;
};

}  // namespace tutorline::domain::matching
