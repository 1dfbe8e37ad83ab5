#include "domain/matching/explain.hpp"

#include <algorithm>

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

Problem without_term(Problem problem, int student, int tutor, const std::vector<int>& slots, Term term) {
    Student& row = problem.students[at(student)];
    Tutor& other = problem.tutors[at(tutor)];
    switch (term) {
        case Term::hour:
            for (SlotWish& wish : row.slots)
                if (std::count(slots.begin(), slots.end(), wish.slot)) wish.cost = 0;
            break;
        case Term::language:
            other.languages.push_back(row.languages.front());
            break;
        case Term::level:
            other.levels.push_back(row.level);
            break;
        case Term::department:
            other.department = row.department;
            break;
        case Term::tutor_changed:
            row.previous_tutor = other.id;
            break;
    }
    return problem;
}

/// What is enough for the tutor's sake may suit others still better: so each is tried.
std::optional<Term> enough_term(const Problem& problem, int student, const PairExplanation::RunnerUp& next, const SolveOptions& options) {
    const std::pair<std::int64_t, Term> terms[] = {{next.terms.slots, Term::hour}, {next.terms.language, Term::language}, {next.terms.level, Term::level},
                                                   {next.terms.department, Term::department}, {next.terms.tutor_changed, Term::tutor_changed}};
    for (const auto& [value, term] : terms) {
        if (value <= *next.cost_more) continue;
        const Solution tried = solve(without_term(problem, student, next.tutor, next.slots, term), SolveOptions(options));
        const Placement* const place = placement_of(tried, student);
        if (place && place->tutor == next.tutor) return term;
    }
    return std::nullopt;
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
    if (runner_up.need_lost == 0 && *runner_up.cost_more > 0) runner_up.enough = enough_term(problem, student, runner_up, options);
    explanation.runner_up = std::move(runner_up);
    return explanation;
}

}  // namespace tutorline::domain::matching
