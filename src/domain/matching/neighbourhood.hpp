// A part of a coupled problem that is solved exactly while everything else stays: some units, the seats of some tutors.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "domain/matching/board.hpp"
#include "domain/matching/coupled_bound.hpp"
#include "domain/matching/packing.hpp"

namespace tutorline::domain::matching {

class Neighbourhood {
  public:
    /// Seats that are free or held by one of `free_units` may be used. At most `choices_max` choices are listed.
    Neighbourhood(const Units& units, const Board& board, const std::vector<int>& free_units,
                  const std::vector<int>& tutors, std::size_t choices_max);
    /// The same with the list's runs only, beginning at known prices.
    Neighbourhood(const Units& units, const Board& board, const CandidateList& list, const Prices& prices,
                  const std::vector<int>& free_units, const std::vector<int>& tutors, std::size_t choices_max);
    bool truncated() const { return truncated_; }
    std::size_t choices() const { return choices_.size(); }
    PackingResult solve(std::int64_t nodes_max, const std::function<bool()>& out_of_time, std::int64_t* looks = nullptr) const;
    /// The most need, or -1 when no look is left.
    std::int64_t most_need(std::int64_t& looks) const;
    /// Whether some placement has at least that need, with the unit left out (-1: none). Empty when no look is left.
    std::optional<bool> reaches_need(std::int64_t need, int without, std::int64_t& looks) const;
    /// Replaces the free units' places by the result.
    void apply(const PackingResult& result, Board& board) const;
    std::int64_t need_now() const { return need_now_; }
    std::int64_t cost_now() const { return cost_now_; }

  private:
    void take_places(const Units& units, const Board& board, const std::vector<int>& tutors);
    void add_options(const Units& units, const Board& board, std::size_t i, int tutor_number, std::size_t from);

    const std::vector<int> free_units_;
    Packing packing_;
    std::vector<Choice> choices_;
    std::vector<int> start_;
    std::int64_t need_now_ = 0, cost_now_ = 0;
    bool truncated_ = false;
};

/// Improves the board around units left out and units that are dear, until nothing is found for a while or time is out.
/// `prices`: where known, the list's are searched along them; else nullptr.
void improve(const Units& units, const CandidateList& list, const Prices* prices, Board& board, std::int64_t need_bound,
             const SolveOptions& options);

}  // namespace tutorline::domain::matching
