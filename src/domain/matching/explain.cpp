#include "domain/matching/explain.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/index.hpp"

namespace tutorline::domain::matching {
namespace {

using base::at;

CostTerms terms_of(const Problem& problem, int student, int tutor, const std::vector<int>& slots) {
    const Student& s = problem.students[at(student)];
    const PairTerms pair = pair_terms(s, problem.tutors[at(tutor)]);
    CostTerms terms;
    terms.language = problem.weights.language_second * pair.language_position;
    terms.level = pair.level_near ? problem.weights.level_near : 0;
    terms.department = pair.department_other ? problem.weights.department_other : 0;
    terms.tutor_changed = pair.tutor_changed ? problem.weights.tutor_changed : 0;
    for (const SlotWish& wish : s.slots)
        if (std::count(slots.begin(), slots.end(), wish.slot)) terms.slots += wish.cost;
    return terms;
}

const Placement* placement_of(const Solution& solution, int student) {
    const auto found = std::lower_bound(solution.placed.begin(), solution.placed.end(), student,
                                        [](const Placement& p, int s) { return p.student < s; });
    return found != solution.placed.end() && found->student == student ? &*found : nullptr;
}

std::vector<int> holders(const Solution& solution, int tutor, const std::vector<int>& slots, int except) {
    std::vector<int> students;
    for (const Placement& placement : solution.placed) {
        if (placement.tutor != tutor || placement.student == except) continue;
        if (std::any_of(placement.slots.begin(), placement.slots.end(),
                        [&](int s) { return std::count(slots.begin(), slots.end(), s) > 0; }))
            students.push_back(placement.student);
    }
    return students;
}

/// The same problem in which this student (and household) must be placed, and not with that tutor. The pair is barred
/// by renaming the household's languages to names that all other tutors speak as well.
Problem with_pair_barred(const Problem& problem, int student, int tutor) {
    Problem barred = problem;
    const auto renamed = [](const std::string& language) { return language + "'"; };
    std::int64_t need_all = 0;
    for (const Student& row : problem.students) need_all += row.need;
    for (std::size_t t = 0; t < barred.tutors.size(); ++t)
        if (static_cast<int>(t) != tutor)
            for (const std::string& language : problem.tutors[t].languages)
                barred.tutors[t].languages.push_back(renamed(language));
    const std::string& household = problem.students[at(student)].household;
    for (std::size_t s = 0; s < barred.students.size(); ++s) {
        Student& row = barred.students[s];
        if (static_cast<int>(s) != student && (household.empty() || row.household != household)) continue;
        for (std::string& language : row.languages) language = renamed(language);
        row.need += need_all + 1;
        row.pin.reset();
    }
    return barred;
}

}  // namespace

PairExplanation explain_pair(const Problem& problem, const Solution& solution, int student,
                             const SolveOptions& options) {
    PairExplanation explanation;
    const Placement& placement = *placement_of(solution, student);
    explanation.student = student;
    explanation.tutor = placement.tutor;
    explanation.slots = placement.slots;
    explanation.terms = terms_of(problem, student, placement.tutor, placement.slots);
    const Solution best = solve(with_pair_barred(problem, student, placement.tutor), options);
    const Placement* const next = placement_of(best, student);
    if (!next) return explanation;
    PairExplanation::RunnerUp runner_up{
        next->tutor, next->slots, terms_of(problem, student, next->tutor, next->slots), std::nullopt, std::nullopt, {}};
    if (best.optimal && solution.optimal) {
        std::int64_t need = 0;
        for (const Placement& other : best.placed) need += problem.students[at(other.student)].need;
        runner_up.need_lost = solution.need_placed - need;
        runner_up.cost_more = best.cost - solution.cost;
    }
    runner_up.displaced = holders(solution, next->tutor, next->slots, student);
    explanation.runner_up = std::move(runner_up);
    return explanation;
}

std::vector<Recruit> recruiting_list(const Problem& problem, const Solution& solution, int count, int hours,
                                     const SolveOptions& options) {
    std::vector<Recruit> list;
    Problem now = problem;
    Solution best = solution;
    for (int n = 0; n < count && !best.unplaced.empty(); ++n) {
        // Need left out by (languages, level), and inside by slot: the profile with the most need is looked for, with
        // the hours its families ask for most.
        std::map<std::pair<std::vector<std::string>, int>, std::int64_t> need_of;
        for (const int s : best.unplaced) {
            const Student& row = now.students[at(s)];
            need_of[{{row.languages.front()}, row.level}] += row.need;
        }
        std::vector<std::pair<std::int64_t, std::pair<std::vector<std::string>, int>>> ranked;
        for (const auto& [profile, need] : need_of) ranked.emplace_back(-need, profile);
        std::sort(ranked.begin(), ranked.end());
        Recruit top;
        Solution top_solution;
        for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 3); ++i) {
            const auto& [languages, level] = ranked[i].second;
            std::map<int, std::int64_t> asked;
            std::map<std::string, std::int64_t> departments;
            std::set<int> levels{level};
            std::set<std::string> homes;  // siblings come together: what one of them learns, the tutor teaches too
            for (const int s : best.unplaced) {
                const Student& row = now.students[at(s)];
                if (row.level == level && row.languages.front() == languages.front()) homes.insert(row.household);
            }
            homes.erase("");
            for (const int s : best.unplaced) {
                const Student& row = now.students[at(s)];
                const bool sibling = homes.count(row.household) > 0;
                if (sibling && std::abs(row.level - level) > 1) levels.insert(row.level);
                if (!sibling && (row.languages.front() != languages.front() || std::abs(row.level - level) > 1)) continue;
                for (const SlotWish& wish : row.slots) asked[wish.slot] += row.need;
                departments[row.department] += row.need;
            }
            Tutor tutor;
            tutor.id = "recruit-" + std::to_string(n + 1);
            tutor.languages = languages;
            tutor.levels.assign(levels.begin(), levels.end());
            tutor.department =
                std::max_element(departments.begin(), departments.end(), [](const auto& a, const auto& b) {
                    return a.second < b.second;
                })->first;
            std::vector<std::pair<std::int64_t, int>> slots;
            for (const auto& [slot, need] : asked) slots.emplace_back(-need, slot);
            std::sort(slots.begin(), slots.end());
            for (int h = 0; h < hours && h < static_cast<int>(slots.size()); ++h)
                tutor.slots.push_back(slots[at(h)].second);
            std::sort(tutor.slots.begin(), tutor.slots.end());
            tutor.students_max = static_cast<int>(tutor.slots.size());
            Problem with = now;
            with.tutors.push_back(tutor);
            Solution after = solve(with, SolveOptions(options));  // a copy: a limit that counts steps counts anew
            const std::int64_t gained = after.need_placed - best.need_placed;
            if (gained <= top.need_gained) continue;
            top = {tutor, gained, static_cast<int>(after.placed.size()) - static_cast<int>(best.placed.size())};
            top_solution = std::move(after);
        }
        if (top.need_gained == 0) break;
        now.tutors.push_back(top.tutor);
        best = std::move(top_solution);
        list.push_back(std::move(top));
    }
    return list;
}

}  // namespace tutorline::domain::matching
