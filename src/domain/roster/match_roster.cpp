#include "domain/roster/match_roster.hpp"

#include <algorithm>

#include "domain/calendar/week_slots.hpp"
#include "domain/matching/instance.hpp"
#include "domain/roster/tutor_load.hpp"

namespace tutorline::domain {
namespace {

constexpr int past_the_ladder = 6;
constexpr int evening_from = 17 * 60;

matching::Gender gender_of(const std::string& text) {
    if (text == "f") return matching::Gender::female;
    if (text == "m") return matching::Gender::male;
    return matching::Gender::any;
}

int operation(Level level) { return level == Level::finished ? past_the_ladder : code(level); }

matching::Student problem_student(const Student& student, const Program& program) {
    matching::Student row;
    row.id = student.key;
    for (const int slot : slots_of(student, program)) row.slots.push_back(wish_for(slot, program));
    row.languages = student.languages;
    row.level = operation_learned(student);
    row.department = student.department;
    row.need = need_of(student, program.need);
    row.household = student.household;
    row.tutor_gender = gender_of(student.tutor_gender);
    return row;
}

matching::Tutor problem_tutor(const Tutor& tutor, const Program& program) {
    return {tutor.key, slots_of(tutor, program), tutor.languages, operations_taught(tutor), tutor.department, gender_of(tutor.gender),
            tutor_load(tutor, program).students_max};
}

}  // namespace

matching::SlotWish wish_for(int slot, const Program& program) {
    const bool daytime = slot_weekday(slot) < 5 && slot_minute(slot) < evening_from;
    return {slot, daytime ? program.matching.daytime : 0};
}

int operation_learned(const Student& student) { return operation(level_after(student.level)); }

std::vector<int> operations_taught(const Tutor& tutor) {
    if (tutor.levels.empty()) return {2, 3, 4, 5, past_the_ladder};
    std::vector<int> operations;
    for (const Level level : tutor.levels) operations.push_back(std::max(operation(level), operation(Level::addition)));
    std::ranges::sort(operations);
    operations.erase(std::unique(operations.begin(), operations.end()), operations.end());
    return operations;
}

RosterMatch match_problem(const Program& program, const Roster& roster) {
    RosterMatch match;
    const MatchWeights& weights = program.matching;
    match.problem.slots_per_day = slots_per_day;
    match.problem.sessions_per_week = program.sessions_per_week;
    match.problem.weights = {weights.language_second, weights.level_near, weights.department_other, weights.tutor_changed};
    for (std::size_t n = 0; n < roster.students.size(); ++n) {
        const Student& student = roster.students[n];
        if (!student.consent || !student.consent->calls) {
            match.without_consent.push_back(static_cast<int>(n));
            continue;
        }
        match.students.push_back(static_cast<int>(n));
        match.problem.students.push_back(problem_student(student, program));
    }
    for (const Tutor& tutor : roster.tutors) match.problem.tutors.push_back(problem_tutor(tutor, program));
    return match;
}

std::int64_t match_work(const matching::Problem& problem) {
    const std::int64_t students = std::ssize(problem.students);
    if (problem.sessions_per_week > 1) return coupled_work + coupled_work_each * several_calls_factor * students;
    const std::int64_t full = std::min(students, coupled_students_full);
    return coupled_work + coupled_work_each * full + coupled_work_each_more * (students - full);
}

matching::Solution solve_stepwise(const matching::Problem& problem, std::uint64_t seed, int steps_max,
                                  const std::function<void(const matching::Progress&)>& progress) {
    matching::SolveOptions options;
    options.progress = progress;
    options.seed = seed;
    options.work_max = match_work(problem);
    int steps = 0;
    if (matching::Instance(problem).couples_slots()) options.out_of_time = [&steps, steps_max] { return ++steps > steps_max; };
    return matching::solve(problem, options);
}

matching::Solution solve_match(const Program& program, const matching::Problem& problem, const matching::SolveOptions& options) {
    if (!options.out_of_time && problem.students.size() <= coupled_students_max) return solve_stepwise(problem, program.seed, coupled_steps_max, options.progress);
    matching::SolveOptions with_seed = options;
    with_seed.seed = program.seed;
    if (!options.out_of_time && options.work_max == 0) with_seed.work_max = match_work(problem);
    return matching::solve(problem, with_seed);
}

RosterMatch match_roster(const Program& program, const Roster& roster, const matching::SolveOptions& options) {
    RosterMatch match = match_problem(program, roster);
    match.solution = solve_match(program, match.problem, options);
    return match;
}

}  // namespace tutorline::domain
