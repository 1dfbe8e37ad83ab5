// The smallest change that gives a student a place, if possible without moving anybody: an hour or a place more of a
// tutor, an hour more of the family, both where one alone is not enough, a wish given up. Siblings go as a whole.
#pragma once
#include <map>

#include "domain/matching/reasons.hpp"
#include "domain/roster/match_roster.hpp"
#include "domain/roster/seats.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {

struct FoundChange {
    matching::Change change;  ///< indices of the problem
    int rivals = 0;           ///< others without a place, in as much need, whom the same change would place as well
};

class SmallestChange {
  public:
    /// Changes that move others are tried by solving, `solves_max` times in all and only in small programmes. With siblings or
    /// several calls a week a small programme's change is told only when no household in more need would come for it, others
    /// moving over (matching/contest.hpp); those in as much need are counted. All must outlive it.
    SmallestChange(const Program& program, const Roster& roster, const RosterMatch& match, const FreeSeats& seats, int solves_max);

    /// For a student of the problem without a place. None when no single change of these kinds is found, or what it gives
    /// would go to somebody in more need.
    std::optional<FoundChange> of(int index);
    /// Who goes together with the student, who is among them.
    const std::vector<int>& household(int index) const { return households_[static_cast<std::size_t>(household_of_[static_cast<std::size_t>(index)])]; }

  private:
    using Change = matching::Change;

    bool alone(int index) const;
    std::optional<FoundChange> of_one(int index);
    std::vector<Change> candidates(int index) const;
    bool fits_directly(const matching::Student& student, const Change& change) const;
    bool free_meeting(const matching::Student& student, int tutor) const;
    bool places_when_others_move(int index, const Change& change);

    std::optional<FoundChange> of_household(const std::vector<int>& members);
    std::optional<int> would_lose(const std::vector<int>& members, const Change& change);
    int places_with(int tutor, int hours_more) const;
    std::optional<Change> place_more(int student, int tutor, int places) const;
    void offer_tutor(const std::vector<int>& members, int tutor, std::vector<std::pair<int, Change>>& offers) const;
    std::optional<std::pair<Change, int>> of_both(const std::vector<int>& members, int tutor) const;
    void offer_place(const std::vector<int>& members, int tutor, const std::pair<Change, int>& besides, std::vector<std::pair<int, Change>>& offers) const;
    bool allowed(const std::vector<int>& members, int tutor, bool with_wishes = true) const;
    bool fits(const std::vector<int>& members, const WeekHours& free) const;

    /// A household without a place that this tutor may teach.
    struct Rival {
        int first;  ///< of its members
        int size;
        std::int64_t need;
        bool needs_only_a_place;  ///< the tutor's free hours suit it
    };
    const std::vector<Rival>& rivals_of(int tutor) const;
    int rivals(const std::vector<int>& members, const Change& change, bool in_more_need) const;
    std::int64_t need(const std::vector<int>& members) const;

    const Program& program_;
    const Roster& roster_;
    const RosterMatch& match_;
    const matching::Problem& problem_;
    const FreeSeats& seats_;
    std::vector<TutorLoad> loads_;
    std::vector<int> callable_;  ///< half hours in which the programme calls anybody
    int solves_left_;
    std::int64_t contest_looks_ = 20'000'000;  ///< for who else would come when others move over: a second or so for all students together
    std::int64_t proof_looks_ = 60'000'000;    ///< for proofs that nobody would, in small programmes
    std::vector<std::vector<int>> households_;
    std::vector<int> household_of_;
    std::vector<WeekHours> wished_;  ///< by student
    mutable std::vector<std::optional<WeekHours>> callable_for_;  ///< by student
    mutable std::map<std::pair<int, int>, std::optional<Change>> places_;  ///< by tutor and number of places
    mutable std::vector<std::optional<std::vector<Rival>>> rivals_;  ///< by tutor, found out when first asked for: a great many ask
};

/// A change of kind tutor_place as the sheet needs it: `slots` are the half hours that have to come with the place so that the
/// share for retries stays free. None: there are not so many hours of calls in a week.
std::optional<matching::Change> place_change(const Program& program, const matching::Tutor& tutor, const std::vector<int>& callable, int places);

/// The problem with the change made as the sheet makes it: an hour more of a tutor brings the place that it holds.
matching::Problem with_change(const Program& program, const Roster& roster, const matching::Problem& problem, const matching::Change& change);

}  // namespace tutorline::domain
