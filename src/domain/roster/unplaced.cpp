#include "domain/roster/unplaced.hpp"

#include <algorithm>
#include <set>

#include "domain/calendar/week_slots.hpp"
#include "domain/matching/instance.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {
namespace {

using Reason = Unplaced::Reason;
using Change = Unplaced::Change;

constexpr int changes_tried_max = 24;          ///< per student
constexpr std::size_t changes_freely_max = 6;  ///< of these, tried with everybody free to move
constexpr int steps_pinned_max = 200;
constexpr int steps_free_max = 60;

bool has(const std::vector<int>& slots, int slot) { return std::ranges::binary_search(slots, slot); }

class Inquiry {
  public:
    Inquiry(const Program& program, const Roster& roster, const RosterMatch& match, int solves_max)
        : program_(program), roster_(roster), match_(match), problem_(match.problem), solves_left_(solves_max),
          load_(match.problem.tutors.size()), taken_(match.problem.tutors.size()) {
        for (const auto& place : match.solution.placed) {
            ++load_[static_cast<std::size_t>(place.tutor)];
            taken_[static_cast<std::size_t>(place.tutor)].insert(place.slots.begin(), place.slots.end());
        }
    }

    Unplaced about(int index) {
        const matching::Student& student = problem_.students[static_cast<std::size_t>(index)];
        Unplaced result;
        result.student = match_.students[static_cast<std::size_t>(index)];
        const auto pairs = allowed_tutors(student, result);
        if (pairs) result.reason = among(student, *pairs);
        const bool hours_can_help = result.reason != Reason::no_windows && result.reason != Reason::outside_hours &&
                                    result.reason != Reason::sibling_hours && result.reason != Reason::no_need;
        if (hours_can_help) result.change = smallest_change(index);
        return result;
    }

  private:
    /// The place in the roster of a member of the student's household who can be called at no hour; -1: none.
    int sibling_without_hours(const matching::Student& student) const {
        if (student.household.empty()) return -1;
        for (std::size_t other = 0; other < problem_.students.size(); ++other)
            if (problem_.students[other].household == student.household && problem_.students[other].slots.empty()) return match_.students[other];
        return -1;
    }

    /// None when a reason was found before hours are looked at.
    std::optional<std::vector<int>> allowed_tutors(const matching::Student& student, Unplaced& result) const {
        if (student.slots.empty()) {
            const auto& windows = roster_.students[static_cast<std::size_t>(result.student)].windows;
            result.reason = windows.empty() ? Reason::no_windows : Reason::outside_hours;
            return std::nullopt;
        }
        if (student.need == 0) {
            result.reason = Reason::no_need;
            return std::nullopt;
        }
        result.sibling = sibling_without_hours(student);
        if (result.sibling >= 0) {
            result.reason = Reason::sibling_hours;
            return std::nullopt;
        }
        int speak = 0;
        int teach = 0;
        std::vector<int> fit;
        for (std::size_t t = 0; t < problem_.tutors.size(); ++t) {
            const auto terms = matching::pair_terms(student, problem_.tutors[t]);
            speak += terms.language_position >= 0 ? 1 : 0;
            teach += terms.language_position >= 0 && !terms.level_far ? 1 : 0;
            if (terms.allowed()) fit.push_back(static_cast<int>(t));
        }
        result.tutors_left = static_cast<int>(fit.size());
        if (!fit.empty()) return fit;
        result.reason = speak == 0 ? Reason::no_language : teach == 0 ? Reason::no_level : Reason::no_gender;
        return std::nullopt;
    }

    Reason among(const matching::Student& student, const std::vector<int>& fit) const {
        bool meets = false;
        bool place_left = false;
        for (const int t : fit) {
            const auto& tutor = problem_.tutors[static_cast<std::size_t>(t)];
            std::set<int> days;
            for (const auto& wish : student.slots)
                if (has(tutor.slots, wish.slot)) days.insert(slot_weekday(wish.slot));
            if (std::ssize(days) < problem_.sessions_per_week) continue;
            meets = true;
            place_left = place_left || load_[static_cast<std::size_t>(t)] < tutor.students_max;
        }
        if (!meets) return Reason::no_common_slot;
        const auto members = std::ranges::count(problem_.students, student.household, &matching::Student::household);
        if (members > 1 && !student.household.empty()) return Reason::household;
        return place_left ? Reason::taken : Reason::full;
    }

    /// More need is met, and this very student has a place: another may be in more need. With `others_stay` everybody who
    /// has a place keeps it: what is found then costs nobody anything.
    bool helps(matching::Problem& changed, int index, bool others_stay) {
        --solves_left_;
        for (const auto& place : match_.solution.placed) {
            if (!others_stay) break;
            auto& student = changed.students[static_cast<std::size_t>(place.student)];
            student.pin = matching::Pin{problem_.tutors[static_cast<std::size_t>(place.tutor)].id, place.slots};
        }
        const auto solved = solve_stepwise(changed, program_.seed, others_stay ? steps_pinned_max : steps_free_max);
        return solved.need_placed > match_.solution.need_placed && std::ranges::find(solved.unplaced, index) == solved.unplaced.end();
    }

    /// Of those without a place, one in more need would take what the change gives.
    bool outbid(int index, const Change& change) const {
        if (change.kind != Change::Kind::tutor_hour && change.kind != Change::Kind::tutor_place) return false;
        const auto t = static_cast<std::size_t>(change.tutor);
        const auto need = problem_.students[static_cast<std::size_t>(index)].need;
        return std::ranges::any_of(match_.solution.unplaced, [&](int other) {
            const matching::Student& rival = problem_.students[static_cast<std::size_t>(other)];
            if (rival.need <= need || !alone(rival) || !matching::pair_terms(rival, problem_.tutors[t]).allowed()) return false;
            const bool at_that_hour = std::ranges::any_of(rival.slots, [&](const auto& wish) { return wish.slot == change.slot; });
            const bool new_place = change.kind == Change::Kind::tutor_place || place_comes_with_hour(change.tutor);
            return (change.kind == Change::Kind::tutor_hour && at_that_hour) || (new_place && free_meeting(rival, t));
        });
    }

    bool alone(const matching::Student& student) const {
        return problem_.sessions_per_week == 1 &&
               (student.household.empty() || std::ranges::count(problem_.students, student.household, &matching::Student::household) == 1);
    }

    bool free_meeting(const matching::Student& student, std::size_t tutor) const {
        return std::ranges::any_of(student.slots, [&](const auto& wish) {
            return has(problem_.tutors[tutor].slots, wish.slot) && !taken_[tutor].contains(wish.slot);
        });
    }

    /// One more place comes with one more hour where hours and not minutes were what was short.
    bool place_comes_with_hour(int tutor) const {
        const auto load = tutor_load(roster_.tutors[static_cast<std::size_t>(tutor)], program_);
        return load.by_slots < load.by_minutes;
    }

    /// For one child with one call a week a solve with everybody else in place is just this look.
    bool fits_directly(const matching::Student& student, const Change& change) const {
        if (change.kind == Change::Kind::any_gender) {
            matching::Student without_wish = student;
            without_wish.tutor_gender = matching::Gender::any;
            for (std::size_t t = 0; t < problem_.tutors.size(); ++t)
                if (matching::pair_terms(without_wish, problem_.tutors[t]).allowed() && load_[t] < problem_.tutors[t].students_max && free_meeting(student, t)) return true;
            return false;
        }
        const auto t = static_cast<std::size_t>(change.tutor);
        if (change.kind == Change::Kind::tutor_place) return free_meeting(student, t);
        const bool room = load_[t] < problem_.tutors[t].students_max;
        return room || (change.kind == Change::Kind::tutor_hour && place_comes_with_hour(change.tutor));
    }

    bool try_change(int index, const Change& change, bool others_stay) {
        matching::Problem changed = problem_;
        auto& student = changed.students[static_cast<std::size_t>(index)];
        if (change.kind == Change::Kind::any_gender) student.tutor_gender = matching::Gender::any;
        if (change.kind == Change::Kind::student_hour) {
            student.slots.push_back({change.slot, 0});
            std::ranges::sort(student.slots, {}, &matching::SlotWish::slot);
        }
        if (change.kind == Change::Kind::tutor_hour || change.kind == Change::Kind::tutor_place) {
            auto& tutor = changed.tutors[static_cast<std::size_t>(change.tutor)];
            if (change.kind == Change::Kind::tutor_place) ++tutor.students_max;
            if (change.kind == Change::Kind::tutor_hour) {
                tutor.slots.push_back(change.slot);
                std::ranges::sort(tutor.slots);
                if (place_comes_with_hour(change.tutor)) ++tutor.students_max;
            }
        }
        return helps(changed, index, others_stay);
    }

    /// Few and near at hand first: a wish given up, a place, half hours beside those a tutor offers already, a family's hour.
    std::vector<Change> candidates(int index) const {
        const matching::Student& student = problem_.students[static_cast<std::size_t>(index)];
        std::vector<Change> places, beside, other, family;
        for (std::size_t t = 0; t < problem_.tutors.size(); ++t) {
            const auto& tutor = problem_.tutors[t];
            if (!matching::pair_terms(student, tutor).allowed()) continue;
            const int id = static_cast<int>(t);
            const bool meets = std::ranges::any_of(student.slots, [&](const auto& wish) { return has(tutor.slots, wish.slot); });
            if (meets && load_[t] >= tutor.students_max) places.push_back({Change::Kind::tutor_place, id, -1});
            for (const auto& wish : student.slots) {
                if (has(tutor.slots, wish.slot)) continue;
                const bool near = has(tutor.slots, wish.slot - 1) || has(tutor.slots, wish.slot + 1);
                (near ? beside : other).push_back({Change::Kind::tutor_hour, id, wish.slot});
            }
            for (const int slot : tutor.slots)
                if (load_[t] < tutor.students_max && !taken_[t].contains(slot)) {
                    family.push_back({Change::Kind::student_hour, id, slot});
                    break;  // one proposal a tutor
                }
        }
        std::vector<Change> all;
        if (student.tutor_gender != matching::Gender::any) all.push_back({Change::Kind::any_gender, -1, -1});
        for (const auto* part : {&places, &beside, &family, &other}) all.insert(all.end(), part->begin(), part->end());
        if (all.size() > changes_tried_max) all.resize(changes_tried_max);
        return all;
    }

    std::optional<Change> smallest_change(int index) {
        const auto changes = candidates(index);
        const matching::Student& student = problem_.students[static_cast<std::size_t>(index)];
        const bool direct = alone(student);
        const bool small = problem_.students.size() <= coupled_students_max;
        for (const Change& change : changes) {
            if (direct ? fits_directly(student, change) && !outbid(index, change) : small && solves_left_ > 0 && try_change(index, change, true)) return change;
        }
        // Perhaps others would have to move: dearer to find out, so only for small programmes and the first few.
        if (!small) return std::nullopt;
        for (std::size_t n = 0; n < changes.size() && n < changes_freely_max; ++n)
            if (solves_left_ > 0 && try_change(index, changes[n], false)) return changes[n];
        return std::nullopt;
    }

    const Program& program_;
    const Roster& roster_;
    const RosterMatch& match_;
    const matching::Problem& problem_;
    int solves_left_;
    std::vector<int> load_;
    std::vector<std::set<int>> taken_;
};

}  // namespace

std::vector<Unplaced> unplaced_students(const Program& program, const Roster& roster, const RosterMatch& match, int solves_max) {
    std::vector<Unplaced> result;
    for (const int student : match.without_consent) {
        result.emplace_back();
        result.back().student = student;
        result.back().reason = Reason::no_consent;
    }
    Inquiry inquiry(program, roster, match, solves_max);
    for (const int index : match.solution.unplaced) result.push_back(inquiry.about(index));
    std::ranges::sort(result, {}, &Unplaced::student);
    return result;
}

}  // namespace tutorline::domain
