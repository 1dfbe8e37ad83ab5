#include "domain/matching/reasons.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/index.hpp"
#include "domain/matching/changes.hpp"
#include "domain/matching/reason_finder.hpp"
#include "domain/matching/what_if.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

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
            for (const int s : ReasonFinder(problem).household_of(change.student))
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
    return ReasonFinder(problem).of(student);
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
    ReasonFinder reasons(problem);
    for (const int s : solution.unplaced) {
        Unplaced one{s, reasons.of(s), std::nullopt};
        effort.cut_short = false;
        const std::string& name = problem.students[at(s)].household;
        const auto known = name.empty() ? of_household.end() : of_household.find(name);
        if (known != of_household.end())
            one.change = known->second;
        else if (!(out_of_time && out_of_time()))
            for (const Askable& hours : {in_use, whole_week}) {
                one.change = exact ? flow_change(problem, instance, solution, *flow, one.reason, s, hours, effort, out_of_time)
                                   : coupled_change(problem, instance, solution, one.reason, reasons.household_of(s), hours, effort, out_of_time);
                if (one.change || effort.cut_short || in_use == whole_week) break;
            }
        one.reason.cut_short = effort.cut_short && !one.change;
        if (!name.empty()) of_household[name] = one.change;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace tutorline::domain::matching
