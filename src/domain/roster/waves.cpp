#include "domain/roster/waves.hpp"

#include <algorithm>
#include <set>

#include "domain/calendar/department_calendar.hpp"

namespace tutorline::domain {
namespace {

using std::chrono::days;

constexpr std::int64_t wave_work_share = 8;

/// The last day of the round anywhere; none when blackouts leave too few weeks.
std::optional<std::chrono::sys_days> last_day(const Program& program, const Roster& roster) {
    std::set<std::string> departments{""};
    for (const Student& student : roster.students) departments.insert(student.department);
    std::optional<std::chrono::sys_days> last;
    for (const std::string& department : departments) {
        const auto monday = DepartmentCalendar(program, department).monday_of(program.weeks);
        if (!monday) return std::nullopt;
        last = std::max(last.value_or(*monday + days{6}), *monday + days{6});
    }
    return last;
}

/// Takes those who were placed out of the problem and the list beside it.
void keep_waiting(RosterMatch& match) {
    matching::Problem next = match.problem;
    next.students.clear();
    std::vector<int> students;
    for (const int index : match.solution.unplaced) {
        next.students.push_back(std::move(match.problem.students[static_cast<std::size_t>(index)]));
        students.push_back(match.students[static_cast<std::size_t>(index)]);
    }
    match.problem = std::move(next);
    match.students = std::move(students);
}

}  // namespace

WavePlan plan_waves(const Program& program, const Roster& roster, const std::function<void(int)>& told, const matching::SolveOptions& options) {
    WavePlan plan;
    Program round = program;
    RosterMatch match = match_problem(program, roster);
    plan.without_consent = match.without_consent;
    while (!match.students.empty()) {
        const auto ends = last_day(round, roster);
        plan.cut = !ends || std::ssize(plan.waves) == waves_max;
        if (plan.cut) break;
        if (told) told(static_cast<int>(plan.waves.size()) + 1);
        matching::SolveOptions of_wave = options;
        if (of_wave.work_max == 0) of_wave.work_max = match_work(match.problem) / wave_work_share;
        match.solution = solve_match(program, match.problem, of_wave);
        if (match.solution.placed.empty()) break;
        Wave wave{round.starts_on, *ends, {}, match.solution.need_placed};
        for (const auto& placed : match.solution.placed) {
            const auto index = static_cast<std::size_t>(placed.student);
            wave.places.push_back({match.students[index], placed.tutor, placed.slots, match.problem.students[index].need});
        }
        plan.waves.push_back(std::move(wave));
        keep_waiting(match);
        round.starts_on = *ends + days{1};
    }
    plan.left = match.students;
    return plan;
}

}  // namespace tutorline::domain
