#include "program/plan.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>

#include "domain/calendar/session_times.hpp"
#include "domain/roster/tutor_load.hpp"
#include "program/csv.hpp"
#include "program/groups.hpp"
#include "program/need_words.hpp"
#include "program/number.hpp"
#include "program/text_table.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

/// The slot on this person's clock: "mar 17:30".
std::string hour_of(int slot, const std::string& zone_name, const domain::Program& program, const Words& words) {
    const auto programme = base::Zone::find(program.zone);
    const auto person = base::Zone::find(zone_name.empty() ? program.zone : zone_name);
    if (!programme || !person) return slot_words(slot, words);
    const auto wall = domain::wall_slot(slot, programme.value(), person.value(), program.starts_on);
    return std::string(short_day(wall.weekday, words.language())) + " " + base::format_hour(wall.minute);
}

std::string hours_of(const PlannedStudent& planned, const std::string& zone, const domain::Program& program, const Words& words) {
    std::string text;
    for (const int slot : planned.slots) text += (text.empty() ? "" : ", ") + hour_of(slot, zone, program, words);
    return text;
}

std::string first_call(const std::vector<int>& slots, const domain::Student& student, const domain::Program& program) {
    const auto programme = base::Zone::find(program.zone);
    const auto family = base::Zone::find(student.zone.empty() ? program.zone : student.zone);
    if (!programme || !family) return {};
    const domain::DepartmentCalendar calendar(program, student.department);
    const auto times = domain::session_times(calendar, slots, programme.value(), family.value());
    if (times.empty()) return {};
    const auto wall = family->to_civil(times.front().starts);
    return base::format_date(wall.day) + " " + base::format_hour(wall.minute_of_day());
}

std::string level_words(const domain::Student& student, const Words& words) { return words("level." + std::string(domain::name(student.level))); }

std::string languages_of(const domain::Student& student) {
    std::string text;
    for (const std::string& tag : student.languages) text += (text.empty() ? "" : "+") + tag;
    return text;
}

std::string tutor_week(const MatchedProgram& matched, const std::vector<PlannedStudent>& plan, int tutor, const Words& words) {
    const auto& [program, roster] = matched.checked;
    const domain::Tutor& person = roster.tutors[static_cast<std::size_t>(tutor)];
    struct Call {
        int slot, number;
        const PlannedStudent* planned;
    };
    std::vector<Call> calls;
    int students = 0;
    for (const PlannedStudent& planned : plan) {
        if (planned.tutor != tutor) continue;
        ++students;
        for (std::size_t n = 0; n < planned.slots.size(); ++n) calls.push_back({planned.slots[n], planned.number + static_cast<int>(n), &planned});
    }
    std::ranges::sort(calls, {}, &Call::slot);
    const auto load = domain::tutor_load(person, program);
    std::string text = words("plan.tutor", {{"name", quotable(person.name)}, {"key", quotable(person.key)}, {"students", number(students)},
                             {"places", number(load.students_max)}, {"free", number(load.slots - std::ssize(calls))}, {"minutes", number(person.minutes_per_week)}}) + "\n";
    TextTable table({words("plan.hour"), words("plan.number"), words("plan.student"), words("plan.name"), words("plan.level"), words("plan.languages"), words("plan.department"), words("plan.family_hour")});
    for (const auto& [slot, call, planned] : calls) {
        const domain::Student& student = roster.students[static_cast<std::size_t>(planned->student)];
        const std::string here = hour_of(slot, person.zone, program, words);
        const std::string there = hour_of(slot, student.zone, program, words);
        table.add({here, "#" + number(call), student.key, student.first_name, level_words(student, words), languages_of(student), student.department, here == there ? "" : there});
    }
    return text + (table.empty() ? "" : table.text()) + "\n";
}

/// Why one tutor may be full and another without students, where it is so: told once, of the fullest and the emptiest.
std::string uneven_section(const MatchedProgram& matched, const Words& words) {
    constexpr int usual_difference = 4;  ///< students; less is what hours and languages bring about anyway
    const auto& [program, roster] = matched.checked;
    std::vector<int> students(roster.tutors.size());
    for (const auto& place : matched.match.solution.placed) ++students[static_cast<std::size_t>(place.tutor)];
    int full = -1, empty = -1;
    for (int tutor = 0; tutor < std::ssize(students); ++tutor) {
        const int load = students[static_cast<std::size_t>(tutor)];
        if (full < 0 || load > students[static_cast<std::size_t>(full)]) full = tutor;
        if (matched.match.problem.tutors[static_cast<std::size_t>(tutor)].students_max - load < usual_difference) continue;
        if (empty < 0 || load < students[static_cast<std::size_t>(empty)]) empty = tutor;
    }
    if (empty < 0 || full == empty) return {};
    const int most = students[static_cast<std::size_t>(full)], least = students[static_cast<std::size_t>(empty)];
    if (most - least <= usual_difference || least * 3 > most) return {};
    const domain::Tutor &one = roster.tutors[static_cast<std::size_t>(full)], &other = roster.tutors[static_cast<std::size_t>(empty)];
    return words("plan.uneven", {{"full", quotable(one.name) + " (" + quotable(one.key) + ")"}, {"most", number(most)}, {"empty", quotable(other.name) + " (" + quotable(other.key) + ")"},
                                 {"least", number(least)}, {"minutes", number(long{(most + least + 1) / 2} * domain::student_week_minutes(program))}}) + "\n\n";
}

boost::json::object need_json(const domain::Student& student, const domain::Program& program) {
    static constexpr const char* names[] = {"everybody", "level", "language", "rural", "missed_contact", "support_needs"};
    boost::json::object terms;
    for (const domain::NeedTerm& term : domain::need_terms(student, program.need)) terms[names[static_cast<int>(term.rule)]] = term.points;
    return terms;
}

/// Whole from a hundred on (never 1.3E6), cents below: as the weekly page's JSON.
boost::json::value money(double amount) {
    const double cents = std::round(amount * 100) / 100;
    if (std::abs(cents) >= 100 || cents == std::round(cents)) return std::llround(cents);
    return cents;
}

boost::json::object budget_json(const Budget& budget, const std::string& currency) {
    const TextCount all = budget.all();
    return {{"texts", all.texts}, {"segments", all.segments}, {"sessions", budget.sessions}, {"call_minutes", budget.call_minutes},
            {"legs", budget.legs}, {"onboarding_calls", budget.onboarding_calls}, {"onboarding_minutes", budget.onboarding_minutes}, {"tutor_minutes", budget.tutor_minutes}, {"currency", currency}, {"cost_texts", money(budget.cost_texts)},
            {"cost_calls", money(budget.cost_calls)}, {"cost_onboarding", money(budget.cost_onboarding)}, {"cost_tutors", money(budget.cost_tutors)}, {"cost", money(budget.cost())}};
}

}  // namespace

std::vector<PlannedStudent> planned_students(const MatchedProgram& matched, const Words& words) {
    const auto& [program, roster] = matched.checked;
    std::vector<PlannedStudent> plan(roster.students.size());
    for (std::size_t n = 0; n < plan.size(); ++n) plan[n].student = static_cast<int>(n);
    for (const auto& place : matched.match.solution.placed) {
        PlannedStudent& planned = plan[static_cast<std::size_t>(matched.match.students[static_cast<std::size_t>(place.student)])];
        planned.tutor = place.tutor;
        planned.slots = place.slots;
        planned.first_call = first_call(place.slots, roster.students[static_cast<std::size_t>(planned.student)], program);
    }
    std::vector<int> last(roster.tutors.size());  // as the engine numbers a tutor's calls: in the order of the sheet
    for (PlannedStudent& planned : plan) {
        if (planned.tutor < 0) continue;
        int& number = last[static_cast<std::size_t>(planned.tutor)];
        planned.number = number + 1;
        number += static_cast<int>(planned.slots.size());
    }
    for (const domain::Unplaced& unplaced : matched.unplaced) {
        PlannedStudent& planned = plan[static_cast<std::size_t>(unplaced.student)];
        planned.reason = reason_words(unplaced, matched, words);
        planned.change = change_words(unplaced, matched, words);
    }
    return plan;
}

std::string plan_text(const MatchedProgram& matched, const Words& words, bool all) {
    const auto plan = planned_students(matched, words);
    std::string text = plan_title(matched, words) + "\n";
    for (std::size_t tutor = 0; tutor < matched.checked.roster.tutors.size(); ++tutor) text += tutor_week(matched, plan, static_cast<int>(tutor), words);
    text += uneven_section(matched, words);
    const auto& program = matched.checked.program;
    const bool with_need = program.need != domain::NeedRules{};
    std::vector<std::string> columns{words("plan.student"), words("plan.name"), words("plan.hour"), words("plan.tutor_column"), words("plan.first_call")};
    if (with_need) columns.push_back(words("plan.need"));
    TextTable students(columns);
    for (const PlannedStudent& planned : plan) {
        if (planned.tutor < 0) continue;
        const domain::Student& student = matched.checked.roster.students[static_cast<std::size_t>(planned.student)];
        std::vector<std::string> cells{student.key, student.first_name, hours_of(planned, student.zone, program, words),
                                       matched.checked.roster.tutors[static_cast<std::size_t>(planned.tutor)].name, planned.first_call};
        if (with_need) cells.push_back(need_words(student, program, words));
        students.add(std::move(cells));
    }
    text += words("plan.students_title") + "\n" + students.text() + "\n";
    const std::string need = need_section(matched, words);
    return text + unplaced_section(matched, words, all) + "\n" + need + (need.empty() ? "" : "\n") + groups_section(matched, words) + "\n" + budget_section(matched, words);
}

std::string plan_json(const MatchedProgram& matched, const Words& words) {
    const auto& [program, roster] = matched.checked;
    boost::json::array placed;
    boost::json::array unplaced;
    for (const PlannedStudent& planned : planned_students(matched, words)) {
        const domain::Student& student = roster.students[static_cast<std::size_t>(planned.student)];
        if (planned.tutor < 0) {
            unplaced.push_back(boost::json::object{{"student", student.key}, {"need", domain::need_of(student, program.need)}, {"need_terms", need_json(student, program)},
                                                   {"reason", planned.reason}, {"smallest_change", planned.change}});
            continue;
        }
        boost::json::array slots;
        for (const int slot : planned.slots) slots.push_back(slot);
        placed.push_back(boost::json::object{{"student", student.key}, {"tutor", roster.tutors[static_cast<std::size_t>(planned.tutor)].key}, {"slots", slots},
                                             {"hours", hours_of(planned, student.zone, program, words)}, {"first_call", planned.first_call},
                                             {"need", domain::need_of(student, program.need)}, {"need_terms", need_json(student, program)}});
    }
    const boost::json::object whole{{"program", program.key}, {"content_hash", program.content_hash}, {"seed", program.seed}, {"slots_per_day", domain::slots_per_day},
                                    {"optimal", matched.match.solution.optimal}, {"placed", placed}, {"unplaced", unplaced},
                                    {"budget", budget_json(matched.budget, program.prices.currency)}};
    return boost::json::serialize(whole) + "\n";
}

std::string plan_csv(const MatchedProgram& matched, const Words& words) {
    const auto& [program, roster] = matched.checked;
    std::string text(csv_bom);
    text += csv_line({words("plan.student"), words("plan.name"), words("plan.level"), words("plan.department"), words("plan.tutor_column"), words("plan.tutor_name"), words("plan.hour"),
                      words("plan.first_call"), words("plan.reason"), words("plan.change"), words("plan.need")});
    for (const PlannedStudent& planned : planned_students(matched, words)) {
        const domain::Student& student = roster.students[static_cast<std::size_t>(planned.student)];
        const domain::Tutor tutor = planned.tutor < 0 ? domain::Tutor{} : roster.tutors[static_cast<std::size_t>(planned.tutor)];
        text += csv_line({student.key, student.first_name, level_words(student, words), student.department, tutor.key, tutor.name, hours_of(planned, student.zone, program, words),
                          planned.first_call, planned.reason, planned.change, need_words(student, program, words)});
    }
    return text;
}

}  // namespace tutorline::program
