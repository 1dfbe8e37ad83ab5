#include "domain/roster/match_again.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/index.hpp"
#include "domain/matching/beside.hpp"
#include "domain/matching/instance.hpp"
#include "domain/roster/make_room.hpp"

namespace tutorline::domain {
namespace {

using matching::Pin;
using matching::Promise;

using base::at;

/// What was decided about people whom the solver alone cannot please.
struct Apart {
    std::vector<int> goes_on;         ///< keep a place the sheets forbid; the seat is nobody else's
    std::set<std::size_t> waits;      ///< newcomers to a household, left out
    std::set<std::string> freed;      ///< households that may go anywhere together
};

class Again {
  public:
    Again(const Program& program, const Roster& roster, std::span<const Promise> promised, const std::function<void(const matching::Progress&)>& progress,
          std::string_view prices)
        : program_(program), match_(match_problem(program, roster)), prices_(prices) {
        options_.progress = progress;
        take_promises(promised);
        for (std::size_t s = 0; s < promise_.size(); ++s)
            if (promise_[s] != nullptr) asked().students[s].pin = Pin{promise_[s]->tutor, promise_[s]->slots};
        drop_broken_pins();
    }

    RosterMatch run() {
        Apart apart;
        matching::Solution solution = with_room(apart, solve(apart));
        if (!stranded(solution, apart).empty()) {
            const auto mixed = mixed_households();
            for (const auto& household : mixed) set_apart(apart, household);
            for (solution = with_room(apart, solve(apart)); hold_seats(apart, solution);) solution = with_room(apart, solve(apart));
            for (std::size_t n = 0; n < std::min(mixed.size(), households_tried_max); ++n) bring_together(apart, solution, mixed[n]);
        }
        finish(apart, std::move(solution));
        return std::move(match_);
    }

  private:
    static constexpr std::size_t households_tried_max = 30;  ///< each takes a match of its own

    matching::Problem& asked() { return match_.problem; }

    void take_promises(std::span<const Promise> promised) {
        std::map<std::string_view, std::size_t> row_of;
        for (std::size_t s = 0; s < asked().students.size(); ++s) row_of.emplace(asked().students[s].id, s);
        promise_.resize(asked().students.size());
        for (const Promise& promise : promised) {
            const auto row = row_of.find(promise.student);
            const std::set<int> slots(promise.slots.begin(), promise.slots.end());
            if (row == row_of.end() || std::ssize(slots) != program_.sessions_per_week || std::ssize(promise.slots) != std::ssize(slots)) continue;
            asked().students[row->second].previous_tutor = promise.tutor;
            asked().current.push_back(promise);
            promise_[row->second] = &promise;
            row_of.erase(row);
        }
    }

    /// Each round takes away the pins that cannot be kept; without them others may be fine (two in one seat).
    void drop_broken_pins() {
        for (auto wrong = matching::faults(asked()); !wrong.empty(); wrong = matching::faults(asked())) {
            bool dropped = false;
            for (const matching::Fault& fault : wrong) {
                if (fault.list != matching::Fault::List::students || fault.index < 0) continue;
                auto& pin = asked().students[at(fault.index)].pin;
                dropped = dropped || pin.has_value();
                doubtful_ = doubtful_ || (pin && possible(asked().students[at(fault.index)], *pin));
                pin.reset();
            }
            if (!dropped) return;  // what is wrong has nothing to do with the pins
        }
    }

    /// Whether the pair could stay if nobody else were there: others then decide whose call moves.
    bool possible(const matching::Student& student, const Pin& pin) {
        const auto tutor = std::ranges::find(asked().tutors, pin.tutor, &matching::Tutor::id);
        if (tutor == asked().tutors.end() || !matching::pair_terms(student, *tutor).allowed()) return false;
        return std::ranges::all_of(pin.slots, [&](int slot) {
            return std::ranges::find(tutor->slots, slot) != tutor->slots.end() && std::ranges::find(student.slots, slot, &matching::SlotWish::slot) != student.slots.end();
        });
    }

    int tutor_of(const Promise& promise) {
        const auto found = std::ranges::find(asked().tutors, promise.tutor, &matching::Tutor::id);
        return found == asked().tutors.end() ? -1 : static_cast<int>(found - asked().tutors.begin());
    }

    static void leave_out(matching::Student& student) {
        student.household = "\n" + student.id;
        student.slots.clear();
        student.pin.reset();
    }

    void hold_seat(matching::Problem& problem, const Promise& promise) {
        matching::Tutor& tutor = problem.tutors[at(tutor_of(promise))];
        std::set<int> others;
        int pinned = 0;
        for (const auto& other : problem.students) {
            if (!other.pin || other.pin->tutor != promise.tutor) continue;
            ++pinned;
            others.insert(other.pin->slots.begin(), other.pin->slots.end());
        }
        std::erase_if(tutor.slots, [&](int slot) { return std::ranges::find(promise.slots, slot) != promise.slots.end() && !others.contains(slot); });
        tutor.students_max = std::max(tutor.students_max - 1, pinned);
    }

    matching::Solution solve(const Apart& apart) {
        const matching::Problem problem = problem_of(apart);
        if (!matching::Instance(problem).couples_slots()) return solve_match(program_, problem, options_);
        return matching::solve_beside_fixed(problem, [this](const matching::Problem& rest) {
            matching::SolveOptions limited = options_;
            limited.seed = program_.seed;
            limited.work_max = match_work(rest);
            limited.exact_looks_max = beside_looks_max;
            return matching::solve(rest, limited);
        });
    }

    matching::Solution with_room(const Apart& apart, const matching::Solution& solution) {
        matching::SolveOptions options = options_;
        options.seed = program_.seed;
        options.prices = prices_;
        return make_room(asked(), problem_of(apart), solution, options);
    }

    matching::Problem problem_of(const Apart& apart) {
        matching::Problem problem = asked();
        for (auto& student : problem.students)
            if (apart.freed.contains(student.household)) student.pin.reset();
        for (const std::size_t student : apart.waits) leave_out(problem.students[student]);
        for (const int student : apart.goes_on) leave_out(problem.students[at(student)]);
        for (const int student : apart.goes_on) hold_seat(problem, *promise_[at(student)]);
        return problem;
    }

    /// Without a place, though they have one with a tutor who is still there.
    std::vector<int> stranded(const matching::Solution& solution, const Apart& apart) {
        std::vector<int> students;
        for (const int student : solution.unplaced) {
            const Promise* promise = promise_[at(student)];
            if (promise != nullptr && tutor_of(*promise) >= 0 && std::ranges::find(apart.goes_on, student) == apart.goes_on.end()) students.push_back(student);
        }
        return students;
    }

    /// Households in which somebody has an hour to keep and somebody has not: each by its members, in the order of the sheet.
    std::vector<std::vector<std::size_t>> mixed_households() {
        std::map<std::string_view, std::vector<std::size_t>> members;
        for (std::size_t s = 0; s < asked().students.size(); ++s)
            if (!asked().students[s].household.empty()) members[asked().students[s].household].push_back(s);
        std::vector<std::vector<std::size_t>> mixed;
        for (auto& [key, household] : members) {
            const auto pinned = std::ranges::count_if(household, [&](std::size_t s) { return asked().students[s].pin.has_value(); });
            if (pinned > 0 && pinned < std::ssize(household)) mixed.push_back(std::move(household));
        }
        std::ranges::sort(mixed, {}, [](const auto& household) { return household.front(); });
        return mixed;
    }

    /// Who has an hour keeps it, who comes new waits.
    void set_apart(Apart& apart, const std::vector<std::size_t>& household) {
        for (const std::size_t member : household) {
            if (asked().students[member].pin) continue;
            const Promise* promise = promise_[member];
            if (promise == nullptr || tutor_of(*promise) < 0) {
                apart.waits.insert(member);
            } else {
                apart.goes_on.push_back(static_cast<int>(member));
            }
        }
    }

    /// Who can neither stay nor go anywhere stays. Of siblings first the one who cannot stay.
    bool hold_seats(Apart& apart, const matching::Solution& solution) {
        auto left = stranded(solution, apart);
        const auto pinned = [&](int student) { return asked().students[at(student)].pin.has_value(); };
        if (!std::ranges::all_of(left, pinned)) std::erase_if(left, pinned);
        apart.goes_on.insert(apart.goes_on.end(), left.begin(), left.end());
        return !left.empty();
    }

    /// All of the household together anywhere, where that costs nobody else the place.
    void bring_together(Apart& apart, matching::Solution& solution, const std::vector<std::size_t>& household) {
        Apart tried = apart;
        tried.freed.insert(asked().students[household.front()].household);
        for (const std::size_t member : household) {
            tried.waits.erase(member);
            std::erase(tried.goes_on, static_cast<int>(member));
        }
        matching::Solution together = with_room(tried, solve(tried));
        const auto placed = [&](std::size_t member) { return !std::ranges::binary_search(together.unplaced, static_cast<int>(member)); };
        if (!stranded(together, tried).empty() || !std::ranges::all_of(household, placed)) return;
        apart = std::move(tried);
        solution = std::move(together);
    }

    /// The sheets as they are, with the pins that were kept, and the places of those who go on.
    void finish(Apart& apart, matching::Solution solution) {
        for (auto& student : asked().students)
            if (apart.freed.contains(student.household)) student.pin.reset();
        const bool made_room = unpin_moved(solution);
        match_.fewest_moved = made_room ? solution.bound.moved == solution.calls_moved : apart.freed.empty() && !doubtful_;
        if (!apart.goes_on.empty() || !apart.waits.empty()) {  // proven for less than what was asked
            solution.optimal = false;
            solution.bound = {solution.need_total, 0, 0};
        }
        std::ranges::sort(apart.goes_on);
        for (const int student : apart.goes_on) {
            asked().students[at(student)].pin.reset();
            place_as_before(solution, student);
        }
        match_.goes_on = std::move(apart.goes_on);
        match_.solution = std::move(solution);
    }

    /// Whether somebody who could have stayed has another place.
    bool unpin_moved(const matching::Solution& solution) {
        bool moved = false;
        for (const auto& place : solution.placed) {
            auto& pin = asked().students[at(place.student)].pin;
            if (!pin || (pin->tutor == asked().tutors[at(place.tutor)].id && std::ranges::is_permutation(pin->slots, place.slots))) continue;
            pin.reset();
            moved = true;
        }
        return moved;
    }

    void place_as_before(matching::Solution& solution, int student) {
        const Promise& promise = *promise_[at(student)];
        matching::Placement place{student, tutor_of(promise), promise.slots, 0};
        std::ranges::sort(place.slots);
        const auto behind = std::ranges::lower_bound(solution.placed, student, {}, &matching::Placement::student);
        solution.placed.insert(behind, std::move(place));
        std::erase(solution.unplaced, student);
        solution.need_placed += asked().students[at(student)].need;
        solution.calls_moved -= std::ssize(promise.slots);
    }

    const Program& program_;
    matching::SolveOptions options_;
    RosterMatch match_;
    std::string_view prices_;
    bool doubtful_ = false;  ///< a promise was given up for others, and perhaps another one would have done
    std::vector<const Promise*> promise_;  ///< by student; null: has no place now
};

}  // namespace

RosterMatch match_again(const Program& program, const Roster& roster, std::span<const Promise> promised,
                        const std::function<void(const matching::Progress&)>& progress, std::string_view prices) {
    return Again(program, roster, promised, progress, prices).run();
}

}  // namespace tutorline::domain
