#include "program/round_end.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "domain/calendar/session_times.hpp"

namespace tutorline::program {

using std::chrono::sys_days;

std::map<std::string, sys_days> last_lessons(const MatchedProgram& matched) {
    const auto& [program, roster] = matched.checked;
    std::map<std::string, sys_days> last;
    const auto programme = base::Zone::find(program.zone);
    if (!programme) return last;
    std::set<std::tuple<std::string, std::string, std::vector<int>>> seen;  // department, zone, slots: thousands of students share them
    std::map<std::string, domain::DepartmentCalendar> calendars;
    for (const auto& place : matched.match.solution.placed) {
        const domain::Student& student = roster.students[static_cast<std::size_t>(matched.match.students[static_cast<std::size_t>(place.student)])];
        if (!seen.emplace(student.department, student.zone, place.slots).second) continue;
        const auto family = base::Zone::find(student.zone.empty() ? program.zone : student.zone);
        if (!family) continue;
        const auto& calendar = calendars.try_emplace(student.department, program, student.department).first->second;
        const auto times = domain::session_times(calendar, place.slots, programme.value(), family.value());
        if (times.empty()) continue;
        auto& day = last.try_emplace(student.department, sys_days{}).first->second;
        day = std::max(day, family->to_civil(times.back().starts).day);
    }
    return last;
}

std::string round_ends(const domain::Program& program, const std::map<std::string, sys_days>& last) {
    if (!last.empty()) return base::format_date(std::ranges::max_element(last, {}, &std::pair<const std::string, sys_days>::second)->second);
    const auto monday = domain::DepartmentCalendar(program, "").monday_of(program.weeks);
    return monday ? base::format_date(*monday + std::chrono::days{6}) : "-";
}

std::string round_ends_by_department(const std::map<std::string, sys_days>& last, const Words& words) {
    std::map<sys_days, std::string> names;
    for (const auto& [department, day] : last) {
        std::string& list = names[day];
        list += (list.empty() ? "" : ", ") + quotable(department);
    }
    if (names.size() < 2) return {};
    std::string ends;
    for (const auto& [day, list] : names) ends += (ends.empty() ? "" : "; ") + base::format_date(day) + " " + list;
    return words("summary.ends", {{"ends", ends}}) + "\n";
}

}  // namespace tutorline::program
