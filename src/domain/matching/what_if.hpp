// Exact answers about an optimal match with one call a week, without solving again: would this student be placed in
// every optimum of the problem with one small change? A change adds one way through the flow network, so the new
// optimum differs by at most one cheapest cycle through it; two cheapest ways with different causes for each node tell
// whether the student wins that cycle alone.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "domain/matching/problem.hpp"
#include "domain/matching/rematch.hpp"

namespace tutorline::domain::matching {

class WhatIf {
  public:
    /// `solution` must be optimal for the problem; the instance couples no slots.
    WhatIf(const Problem& problem, const Instance& instance, const Solution& solution);
    bool usable() const { return usable_; }
    std::int64_t need(int student) const { return problem_.students[static_cast<std::size_t>(student)].need; }
    /// Each answer: cost of the student's new placement and what it moves, in the network's weights; empty when the
    /// change does not surely place the student.
    std::optional<std::int64_t> tutor_hour(int student, int tutor, int slot) const;
    std::optional<std::int64_t> student_hour(int student, int slot) const;  ///< at no cost to the student
    std::optional<std::int64_t> tutor_place(int student, int tutor) const;
    std::optional<std::int64_t> without_gender_wish(int student) const;
    /// A tutor with room for one and this one hour.
    std::optional<std::int64_t> new_tutor(int student, const Tutor& tutor, int slot) const;
    /// How many other students without a place, with at least this need, could come to sit in those hours of such a
    /// tutor, directly or by others moving over. With one seat more than that in the student's hours the student is
    /// placed in every optimum: else as many rivals as seats would sit there, more than there are.
    int rivals_for(int student, std::int64_t need, const Tutor& tutor, const std::vector<int>& slots) const;
    /// The smallest need with which the student is placed in every optimum: above that of the least of those whose
    /// place could be passed on. Empty when no place can be reached at all.
    std::optional<std::int64_t> need_to_enter(int student) const;

  private:
    struct Label {
        std::int64_t distance;
        int cause;  ///< student node that would be placed, -1: only a rearrangement
    };
    void distances_to_sink();
    void ways_from_sink();
    std::int64_t rival(int node, int without) const;
    std::int64_t rival_at(int student_node, const Tutor& tutor, int slot, bool known_tutor, int tutor_index) const;
    std::optional<std::int64_t> through_seats(int student, const Student& as, int slot, std::int64_t slot_cost) const;

    const Problem& problem_;
    const Instance& instance_;
    Rematch seated_;
    bool usable_ = false;
    std::vector<std::int64_t> to_sink_;
    std::vector<Label> best_, second_;
    std::vector<int> node_of_student_, tutor_node_;
    std::vector<std::vector<std::pair<int, int>>> seats_at_;  ///< by slot: (tutor, node)
    std::vector<std::vector<int>> asking_at_;                 ///< by slot: student nodes that wish it
    std::vector<std::vector<int>> formerly_with_;             ///< by tutor: student nodes with it as previous tutor
};

}  // namespace tutorline::domain::matching
