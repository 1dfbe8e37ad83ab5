#include "domain/roster/waves.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "domain/calendar/session_times.hpp"

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

/// The day of the last lesson of all who were placed, each by the pauses of its department; `otherwise` without a lesson.
std::chrono::sys_days last_lesson(const Program& round, const Roster& roster, const RosterMatch& match, std::chrono::sys_days otherwise) {
    const auto programme = base::Zone::find(round.zone);
    if (!programme) return otherwise;
    std::optional<std::chrono::sys_days> last;
    std::set<std::tuple<std::string, std::string, std::vector<int>>> seen;  // thousands of students share them
    std::map<std::string, DepartmentCalendar> calendars;
    for (const auto& placed : match.solution.placed) {
        const Student& student = roster.students[static_cast<std::size_t>(match.students[static_cast<std::size_t>(placed.student)])];
        if (!seen.emplace(student.department, student.zone, placed.slots).second) continue;
        const auto family = base::Zone::find(student.zone.empty() ? round.zone : student.zone);
        if (!family) continue;
        const auto& calendar = calendars.try_emplace(student.department, round, student.department).first->second;
        const auto times = session_times(calendar, placed.slots, *programme, *family);
        if (times.empty()) continue;
        const auto day = family->to_civil(times.back().starts).day;
        last = std::max(last.value_or(day), day);
    }
    return last.value_or(otherwise);
}

/// The first Monday after `day` whose week is a programme week: not one of a pause.
std::chrono::sys_days next_start(Program round, std::chrono::sys_days day) {
    round.starts_on = day + days{7 - (std::chrono::weekday{day}.iso_encoding() - 1)};
    return DepartmentCalendar(round, "").monday_of(1).value_or(round.starts_on);
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
        Wave wave{round.starts_on, last_lesson(round, roster, match, *ends), {}, match.solution.need_placed};
        for (const auto& placed : match.solution.placed) {
            const auto index = static_cast<std::size_t>(placed.student);
            wave.places.push_back({match.students[index], placed.tutor, placed.slots, match.problem.students[index].need});
        }
        round.starts_on = next_start(round, wave.ends);
        plan.waves.push_back(std::move(wave));
        keep_waiting(match);
    }
    plan.left = match.students;
    return plan;
}

}  // namespace tutorline::domain
