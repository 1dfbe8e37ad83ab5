#include "domain/roster/unplaced.hpp"

#include <algorithm>
#include <set>

#include "base/index.hpp"
#include "domain/matching/changes.hpp"
#include "domain/matching/instance.hpp"
#include "domain/matching/what_if.hpp"
#include "domain/roster/newcomer.hpp"
#include "domain/roster/seats.hpp"
#include "domain/roster/smallest_change.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {
namespace {

using Reason = Unplaced::Reason;

using base::at;

int days_of(const std::vector<int>& slots) {
    std::set<int> days;
    for (const int slot : slots) days.insert(slot_weekday(slot));
    return static_cast<int>(days.size());
}

class Inquiry {
  public:
    Inquiry(const Program& program, const Roster& roster, const RosterMatch& match, int solves_max)
        : program_(program), roster_(roster), match_(match), problem_(match.problem), seats_(match.problem, match.solution),
          smallest_(program, roster, match, seats_, solves_max) {}

    Unplaced about(int index) {
        const matching::Student& student = problem_.students[at(index)];
        const std::vector<int>& members = smallest_.household(index);
        Unplaced result;
        result.student = match_.students[at(index)];
        const auto pairs = allowed_tutors(student, members, result);
        if (pairs) result.reason = among(student, members, *pairs);
        if (result.reason == Reason::sibling_hours || result.reason == Reason::no_need) return result;
        if (auto found = smallest_.of(index)) {
            result.change = std::move(found->change);
            result.rivals = found->rivals;
        } else if ((result.newcomer = newcomer_change(program_, roster_, match_, members))) {
            result.rivals = newcomer_rivals(match_, members, *result.newcomer);
        }
        return result;
    }

  private:
    /// The place in the roster of a member of the household who can be called at no hour; -1: none.
    int sibling_without_hours(const std::vector<int>& members) const {
        for (const int member : members)
            if (problem_.students[at(member)].slots.empty()) return match_.students[at(member)];
        return -1;
    }

    /// Whether the members' own hours let them sit one after the other on as many days as there are calls.
    bool hours_meet(const std::vector<int>& members) const {
        std::vector<WeekHours> wished;
        for (const int member : members) wished.push_back(wished_hours(problem_.students[at(member)]));
        return cheapest_seat(problem_.sessions_per_week, static_cast<int>(members.size()), [&](int member, int slot) {
            return wished[at(member)].test(at(slot)) ? 0 : not_possible;
        }).has_value();
    }

    std::optional<Reason> hours_reason(const matching::Student& student, const std::vector<int>& members, Unplaced& result) const {
        if (student.slots.empty()) return roster_.students[at(result.student)].windows.empty() ? Reason::no_windows : Reason::outside_hours;
        if (student.need == 0) return Reason::no_need;
        result.sibling = sibling_without_hours(members);
        if (result.sibling >= 0) return Reason::sibling_hours;
        std::vector<int> wished;
        for (const auto& wish : student.slots) wished.push_back(wish.slot);
        if (days_of(wished) < problem_.sessions_per_week) return Reason::few_days;
        if (!hours_meet(members)) return Reason::sibling_days;
        return std::nullopt;
    }

    /// None when a reason was found before hours in common are looked at.
    std::optional<std::vector<int>> allowed_tutors(const matching::Student& student, const std::vector<int>& members, Unplaced& result) const {
        if (const auto reason = hours_reason(student, members, result)) {
            result.reason = *reason;
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
        if (fit.empty()) {
            result.reason = speak == 0 ? Reason::no_language : teach == 0 ? Reason::no_level : Reason::no_gender;
            return std::nullopt;
        }
        if (wishes_apart(members)) {
            result.reason = Reason::sibling_wishes;
            return std::nullopt;
        }
        std::erase_if(fit, [&](int t) { return std::ranges::any_of(members, [&](int member) { return !matching::pair_terms(problem_.students[at(member)], problem_.tutors[at(t)]).allowed(); }); });
        result.tutors_left = static_cast<int>(fit.size());
        if (!fit.empty()) return fit;
        result.reason = Reason::sibling_tutors;
        return std::nullopt;
    }

    /// Whether one of the members wishes a woman and another a man.
    bool wishes_apart(const std::vector<int>& members) const {
        const auto wished = [&](matching::Gender gender) {
            return std::ranges::any_of(members, [&](int member) { return problem_.students[at(member)].tutor_gender == gender; });
        };
        return wished(matching::Gender::female) && wished(matching::Gender::male);
    }

    Reason among(const matching::Student& student, const std::vector<int>& members, const std::vector<int>& fit) const {
        bool meets_once = false;
        bool meets = false;
        bool place_left = false;
        for (const int t : fit) {
            std::vector<int> common;
            for (const auto& wish : student.slots)
                if (seats_.offers(t, wish.slot)) common.push_back(wish.slot);
            meets_once = meets_once || !common.empty();
            if (days_of(common) < problem_.sessions_per_week) continue;
            meets = true;
            place_left = place_left || seats_.room(t, 1);
        }
        if (!meets) return meets_once ? Reason::common_days : Reason::no_common_slot;
        if (members.size() > 1) return Reason::household;
        return place_left ? Reason::taken : Reason::full;
    }

    const Program& program_;
    const Roster& roster_;
    const RosterMatch& match_;
    const matching::Problem& problem_;
    FreeSeats seats_;
    SmallestChange smallest_;
};

/// What a change of the problem asks of the sheet, where a share of a tutor's hours stays free for retries.
std::optional<matching::Change> as_in_sheet(const Program& program, const matching::Problem& problem, matching::Change change) {
    const std::vector<int> callable = slots_inside(callable_hours(program));
    if (change.kind == matching::Change::Kind::new_tutor) {
        change.newcomer->slots = with_spare_hours(change.newcomer->slots, change.newcomer->students_max, callable, program);
        change.slots = change.newcomer->slots;
    }
    if (change.kind != matching::Change::Kind::tutor_place) return change;
    auto place = place_change(program, problem.tutors[at(change.tutor)], callable, change.students_max);
    if (place) place->student = change.student, place->tutor = change.tutor;
    return place;
}

/// Solves the match with the change: this very student gets a place, and more need is met than before.
bool proven(const Program& program, const Roster& roster, const RosterMatch& match, const matching::Change& change, int index,
            const std::function<void(const matching::Progress&)>& progress) {
    matching::SolveOptions options;
    options.progress = progress;
    const auto solved = solve_match(program, with_change(program, roster, match.problem, change), options);
    return solved.need_placed > match.solution.need_placed && std::ranges::find(solved.unplaced, index) == solved.unplaced.end();
}

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

std::optional<matching::Change> enough_for(const Program& program, const Roster& roster, const RosterMatch& match, const Unplaced& unplaced, int index,
                                           const std::function<bool()>& out_of_time, const std::function<void(const matching::Progress&)>& progress) {
    if (unplaced.reason == Reason::sibling_hours) return std::nullopt;  // no hour of this child alone places both
    const auto places_them = [&](const matching::Change& change) { return proven(program, roster, match, change, index, progress); };
    if (unplaced.change && places_them(*unplaced.change)) return unplaced.change;
    const matching::Problem& problem = match.problem;
    const matching::Instance instance(problem);
    matching::Effort effort;
    if (!instance.couples_slots() && match.solution.optimal) {
        const matching::WhatIf what_if(problem, instance, match.solution);
        const auto reason = matching::reason_for(problem, match.solution, index);
        auto change = what_if.usable() ? matching::flow_change(problem, instance, match.solution, what_if, reason, index, callable_slots(roster.students[at(unplaced.student)], program), effort, out_of_time) : std::nullopt;
        if (what_if.usable() && !change) return std::nullopt;
        if (change) change = as_in_sheet(program, problem, std::move(*change));
        if (change && change->newcomer) change = whoever_comes(problem, std::move(*change), places_them);
        else if (change && !places_them(*change)) change.reset();
        if (change) return change;
    }
    const auto members = household_members(problem, index);
    if (unplaced.reason == Reason::no_need) {
        const auto reason = matching::reason_for(problem, match.solution, index);
        const auto change = matching::coupled_change(problem, instance, match.solution, reason, members, callable_slots(roster.students[at(unplaced.student)], program), effort, out_of_time);
        return change && change->kind == matching::Change::Kind::need ? change : std::nullopt;
    }
    const auto newcomer = unplaced.newcomer ? unplaced.newcomer : newcomer_change(program, roster, match, members);
    if (!newcomer) return std::nullopt;
    const int rivals = unplaced.newcomer ? unplaced.rivals : newcomer_rivals(match, members, *newcomer);
    return enough_newcomers(program, match, *newcomer, rivals, places_them, out_of_time);
}

}  // namespace tutorline::domain
