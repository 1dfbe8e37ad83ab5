#include "domain/matching/reasons.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/index.hpp"
#include "domain/matching/changes.hpp"
#include "domain/matching/units.hpp"
#include "domain/matching/what_if.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

std::vector<int> household_of(const Problem& problem, int student) {
    std::vector<int> members;
    const std::string& name = problem.students[at(student)].household;
    for (std::size_t s = 0; s < problem.students.size(); ++s)
        if (static_cast<int>(s) == student || (!name.empty() && problem.students[s].household == name))
            members.push_back(static_cast<int>(s));
    return members;
}

/// Start slots where the members can be seated one after the other in hours they all offer.
std::set<int> common_starts(const Problem& problem, const std::vector<int>& members, const Tutor& tutor) {
    std::set<int> starts;
    const std::set<int> offered(tutor.slots.begin(), tutor.slots.end());
    const int size = static_cast<int>(members.size());
    for (const int start : offered) {
        if (start / problem.slots_per_day != (start + size - 1) / problem.slots_per_day) continue;
        std::vector<int> order = members;
        std::sort(order.begin(), order.end());
        bool seated = false;
        do {
            seated = true;
            for (int i = 0; i < size && seated; ++i) {
                const auto& wishes = problem.students[at(order[at(i)])].slots;
                seated = offered.count(start + i) && std::any_of(wishes.begin(), wishes.end(), [&](const SlotWish& w) {
                             return w.slot == start + i;
                         });
            }
        } while (!seated && size <= 6 && std::next_permutation(order.begin(), order.end()));
        if (seated) starts.insert(start);
    }
    return starts;
}

bool shares_hour(const Problem& problem, const std::vector<int>& members, const Tutor& tutor) {
    return std::all_of(members.begin(), members.end(), [&](int s) {
        const auto& wishes = problem.students[at(s)].slots;
        return std::any_of(wishes.begin(), wishes.end(), [&](const SlotWish& w) {
            return std::count(tutor.slots.begin(), tutor.slots.end(), w.slot) > 0;
        });
    });
}

}  // namespace

std::vector<Tutor> newcomers(const Problem& problem, const Change& change) {
    std::set<std::string> taken;
    for (const Tutor& known : problem.tutors) taken.insert(known.id);
    std::vector<Tutor> all;
    for (int n = 1; std::ssize(all) < change.newcomers; ++n) {
        const std::string id = "new-" + std::to_string(n);
        if (taken.count(id)) continue;
        all.push_back(*change.newcomer);
        all.back().id = id;
    }
    return all;
}

Problem apply(const Problem& problem, const Change& change) {
    Problem changed = problem;
    for (const auto& [student, slot] : change.family_hours) changed.students[at(student)].slots.push_back({slot, 0});
    switch (change.kind) {
        case Change::Kind::tutor_hour:
            for (const int slot : change.slots) changed.tutors[at(change.tutor)].slots.push_back(slot);
            break;
        case Change::Kind::student_hour:
            for (const int slot : change.slots) changed.students[at(change.student)].slots.push_back({slot, 0});
            break;
        case Change::Kind::tutor_place:
            changed.tutors[at(change.tutor)].students_max = change.students_max;
            break;
        case Change::Kind::gender_wish:
            for (const int s : household_of(problem, change.student))
                changed.students[at(s)].tutor_gender = Gender::any;
            break;
        case Change::Kind::new_tutor: {
            for (Tutor& newcomer : newcomers(problem, change)) changed.tutors.push_back(std::move(newcomer));
            if (change.need > 0) changed.students[at(change.student)].need = change.need;
            break;
        }
        case Change::Kind::need:
            changed.students[at(change.student)].need = change.need;
            break;
    }
    return changed;
}

Reason reason_for(const Problem& problem, const Solution&, int student) {
    const std::vector<int> members = household_of(problem, student);
    const Student& row = problem.students[at(student)];
    Reason reason{Reason::Kind::full, row.languages, row.level, row.tutor_gender, static_cast<int>(members.size()), 0};
    std::int64_t need = 0;
    bool pinned = false;
    for (const int s : members) {
        need += problem.students[at(s)].need;
        pinned = pinned || problem.students[at(s)].pin;
    }
    std::set<Gender> wishes;
    for (const int s : members) wishes.insert(problem.students[at(s)].tutor_gender);
    wishes.erase(Gender::any);
    const bool wishes_apart = wishes.size() > 1;
    if (pinned || wishes_apart || static_cast<int>(members.size()) > problem.slots_per_day) {
        reason.kind = pinned ? Reason::Kind::pin : wishes_apart ? Reason::Kind::wishes_apart : Reason::Kind::short_day;
        return reason;
    }
    std::vector<const Tutor*> left;
    for (const Tutor& tutor : problem.tutors) left.push_back(&tutor);
    const auto narrow = [&](Reason::Kind kind, const auto& passes) {
        std::vector<const Tutor*> next;
        for (const Tutor* tutor : left)
            if (passes(*tutor)) next.push_back(tutor);
        reason.tutors_asked = static_cast<int>(left.size());
        if (!next.empty()) {
            left = std::move(next);
            return false;
        }
        reason.kind = kind;
        return true;
    };
    const auto all = [&](const auto& holds) {
        return [&problem, &members, &holds](const Tutor& tutor) {
            return std::all_of(members.begin(), members.end(),
                               [&](int s) { return holds(pair_terms(problem.students[at(s)], tutor)); });
        };
    };
    const auto speaks = [](const PairTerms& t) { return t.language_position >= 0; };
    const auto teaches = [](const PairTerms& t) { return !t.level_far; };
    const auto welcome = [](const PairTerms& t) { return !t.gender_refused; };
    const auto has_places = [&](const Tutor& tutor) { return tutor.students_max >= static_cast<int>(members.size()); };
    const auto hours = [&](const Tutor& tutor) { return shares_hour(problem, members, tutor); };
    const auto back_to_back = [&](const Tutor& tutor) { return !common_starts(problem, members, tutor).empty(); };
    const auto days = [&](const Tutor& tutor) {
        std::set<int> found;
        for (const int start : common_starts(problem, members, tutor)) found.insert(start / problem.slots_per_day);
        return static_cast<int>(found.size()) >= problem.sessions_per_week;
    };
    if (narrow(Reason::Kind::language, all(speaks)) || narrow(Reason::Kind::level, all(teaches)) ||
        narrow(Reason::Kind::gender, all(welcome)) || narrow(Reason::Kind::places, has_places) ||
        narrow(Reason::Kind::hours, hours) || narrow(Reason::Kind::back_to_back, back_to_back) ||
        narrow(Reason::Kind::days, days))
        return reason;
    reason.kind = need == 0 ? Reason::Kind::no_need : Reason::Kind::full;
    reason.tutors_asked = static_cast<int>(left.size());
    return reason;
}

std::vector<Unplaced> explain_unplaced(const Problem& problem, const Solution& solution,
                                       const std::function<bool()>& out_of_time) {
    std::vector<Unplaced> all;
    if (solution.unplaced.empty()) return all;
    const Instance instance(problem);
    std::optional<WhatIf> flow;
    if (!instance.couples_slots() && solution.optimal) flow.emplace(problem, instance, solution);
    const bool exact = flow && flow->usable();
    std::map<std::string, std::optional<Change>> of_household;
    Effort effort;
    const Askable in_use = hours_in_use(problem);
    Askable whole_week(static_cast<std::size_t>(instance.slot_count));
    std::iota(whole_week.begin(), whole_week.end(), 0);
    for (const int s : solution.unplaced) {
        Unplaced one{s, reason_for(problem, solution, s), std::nullopt};
        effort.cut_short = false;
        const std::string& name = problem.students[at(s)].household;
        const auto known = name.empty() ? of_household.end() : of_household.find(name);
        if (known != of_household.end())
            one.change = known->second;
        else if (!(out_of_time && out_of_time()))
            for (const Askable& hours : {in_use, whole_week}) {
                one.change = exact ? flow_change(problem, instance, solution, *flow, one.reason, s, hours, effort, out_of_time)
                                   : coupled_change(problem, instance, solution, one.reason, household_of(problem, s), hours, effort, out_of_time);
                if (one.change || effort.cut_short || in_use == whole_week) break;
            }
        one.reason.cut_short = effort.cut_short && !one.change;
        if (!name.empty()) of_household[name] = one.change;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace tutorline::domain::matching
