#include "program/summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "domain/calendar/week_slots.hpp"
#include "domain/roster/tutor_load.hpp"
#include "program/need_words.hpp"
#include "program/number.hpp"
#include "program/program_warnings.hpp"
#include "program/round_end.hpp"
#include "program/text_table.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

using domain::Unplaced;

std::string hours(long minutes, const Words& words) {
    const long tenths = (minutes + 3) / 6;
    return number(tenths / 10) + (words.language() == "es" ? "," : ".") + number(tenths % 10);
}

/// The same where they can be thousands; a decimal only where there is one: "1.280", "25,6".
std::string long_hours(long minutes, const Words& words) {
    const long tenths = (minutes + 3) / 6;
    return grouped(tenths / 10, words.language()) + (tenths % 10 == 0 ? "" : (words.language() == "es" ? "," : ".") + number(tenths % 10));
}

template <class Person>
bool speaks_tag(const Person& person, const std::string& tag) {
    return std::ranges::find(person.languages, tag) != person.languages.end();
}

}  // namespace

MatchedProgram match_program(const CheckedProgram& checked, const domain::Catalog& catalog) {
    return match_program(checked, catalog, domain::match_roster(checked.program, checked.roster));
}

MatchedProgram match_program(const CheckedProgram& checked, const domain::Catalog& catalog, domain::RosterMatch match) {
    MatchedProgram matched{checked, std::move(match), {}, {}};
    matched.unplaced = domain::unplaced_students(checked.program, checked.roster, matched.match);
    matched.budget = round_budget(checked.program, checked.roster, matched.match, catalog);
    return matched;
}

std::string slot_words(int slot, const Words& words) {
    return std::string(short_day(domain::slot_weekday(slot), words.language())) + " " + base::format_hour(domain::slot_minute(slot));
}

std::string hours_section(const MatchedProgram& matched, const Words& words) {
    const domain::Program& program = matched.checked.program;
    const domain::Roster& roster = matched.checked.roster;
    const int per_student = domain::student_week_minutes(program);
    TextTable table({words("summary.language"), words("summary.students"), words("summary.only"), words("summary.needed"),
                     words("summary.tutors"), words("summary.offered"), words("summary.places")});
    const auto row = [&](const std::string& name, auto wanted, auto only) {
        long students = 0, alone = 0, tutors = 0, minutes = 0, places = 0;
        for (const domain::Student& student : roster.students) {
            students += wanted(student.languages) ? 1 : 0;
            alone += only(student.languages) ? 1 : 0;
        }
        for (const domain::Tutor& tutor : roster.tutors) {
            if (!wanted(tutor.languages)) continue;
            ++tutors;
            minutes += tutor.minutes_per_week;
            places += domain::tutor_load(tutor, program).students_max;
        }
        table.add({name, number(students), number(alone), hours(students * per_student, words), number(tutors), hours(minutes, words), number(places)});
    };
    for (const std::string& tag : program.languages)
        row(words("language." + tag), [&](const auto& tags) { return std::ranges::find(tags, tag) != tags.end(); },
            [&](const auto& tags) { return tags.size() == 1 && tags.front() == tag; });
    row(words("summary.all"), [](const auto&) { return true; }, [](const auto& tags) { return tags.size() == 1; });
    return words("summary.hours_title", {{"minutes", number(per_student)}}) + "\n" + table.text();
}

std::string unplaced_section(const MatchedProgram& matched, const Words& words, bool all) {
    if (matched.unplaced.empty()) return words("summary.all_placed") + "\n";
    std::string text = words("summary.unplaced_title", {{"count", number(std::ssize(matched.unplaced))}}) + "\n";
    const bool with_need = matched.checked.program.need != domain::NeedRules{};
    std::map<Unplaced::Reason, int> told;
    for (const Unplaced& unplaced : matched.unplaced) {
        if (++told[unplaced.reason] > told_of_a_kind && !all) continue;
        const domain::Student& student = matched.checked.roster.students[static_cast<std::size_t>(unplaced.student)];
        text += "  " + quotable(student.key) + " (" + words("summary.row", {{"row", number(student.line)}}) + "): " + reason_words(unplaced, matched, words) + "\n";
        if (with_need && unplaced.reason != Unplaced::Reason::no_consent) text += "      " + words("need.of_student", {{"need", need_words(student, matched.checked.program, words)}}) + "\n";
        text += "      -> " + change_words(unplaced, matched, words) + "\n";
    }
    for (const auto& [reason, count] : told)
        if (count > told_of_a_kind && !all) text += "  " + words("summary.more", {{"count", number(count - told_of_a_kind)}, {"@reason", left_words(reason)}}) + "\n";
    return text;
}

std::string budget_section(const MatchedProgram& matched, const Words& words) {
    const domain::Program& program = matched.checked.program;
    const Budget& budget = matched.budget;
    const auto money = [&](double value) { return grouped(std::llround(value), words.language()) + " " + program.prices.currency; };
    TextTable texts({words("summary.texts"), words("summary.count"), words("summary.segments")});
    const std::pair<const char*, const TextCount*> rows[] = {{"summary.onboarding", &budget.onboarding}, {"summary.reminders", &budget.reminders}, {"summary.items", &budget.items},
        {"summary.answers", &budget.answers}, {"summary.follow_ups", &budget.follow_ups}, {"summary.schedules", &budget.schedules}, {"summary.checkpoints", &budget.checkpoints}, {"summary.log_replies", &budget.log_replies}, {"summary.missing_logs", &budget.missing_logs}};
    for (const auto& [id, count] : rows) texts.add({words(id), grouped(count->texts, words.language()), grouped(count->segments, words.language())});
    const TextCount all = budget.all();
    texts.add({words("summary.all"), grouped(all.texts, words.language()), grouped(all.segments, words.language())});
    TextTable cost({words("summary.cost"), words("summary.quantity"), words("summary.amount")});
    cost.add({words("summary.cost_texts"), words("summary.quantity_segments", {{"n", grouped(all.segments, words.language())}}), money(budget.cost_texts)});
    if (budget.legs > 0)
        cost.add({words("summary.cost_calls"), words("summary.quantity_minutes", {{"n", grouped(budget.call_minutes, words.language())}, {"legs", number(budget.legs)}}), money(budget.cost_calls)});
    if (budget.legs > 0 && budget.onboarding_calls > 0)
        cost.add({words("summary.cost_onboarding"), words("summary.quantity_minutes", {{"n", grouped(budget.onboarding_minutes, words.language())}, {"legs", number(budget.legs)}}), money(budget.cost_onboarding)});
    cost.add({words("summary.cost_tutors"), words("summary.quantity_hours", {{"n", long_hours(budget.tutor_minutes, words)}}), money(budget.cost_tutors)});
    cost.add({words("summary.all"), "", money(budget.cost())});
    const long placed = std::ssize(matched.match.solution.placed);
    std::string text = words("summary.budget_title", {{"weeks", number(program.weeks)}, {"sessions", grouped(budget.sessions, words.language())}}) + "\n" + texts.text() + "\n" + cost.text();
    if (placed > 0) text += "  " + words("summary.per_student", {{"cost", money(budget.cost() / static_cast<double>(placed))}}) + "\n";
    return text;
}

std::string plan_title(const MatchedProgram& matched, const Words& words) {
    const auto& [program, roster] = matched.checked;
    const auto placed = std::ssize(matched.match.solution.placed);
    const auto last = last_lessons(matched);
    std::string text = words("summary.title", {{"name", quotable(program.name)}, {"starts", base::format_date(program.starts_on)},
                             {"ends", round_ends(program, last)}, {"weeks", number(program.weeks)}}) + "\n";
    text += round_ends_by_department(last, words);
    const auto& solution = matched.match.solution;
    const char* proof = solution.optimal ? "summary.optimal" : solution.bound.need == solution.need_placed ? "summary.most" : "summary.not_proven";
    return text + words("summary.placed", {{"placed", number(placed)}, {"students", number(std::ssize(roster.students))}, {"tutors", number(std::ssize(roster.tutors))},
                  {"@proof", proof}}) + "\n";
}

std::string check_summary(const MatchedProgram& matched, const Words& words, bool all) {
    const domain::Program& program = matched.checked.program;
    std::string text = plan_title(matched, words) + "\n";
    text += hours_section(matched, words) + "\n" + unplaced_section(matched, words, all) + "\n";
    const WeeklyTexts weekly = weekly_texts(program, 1);
    text += words("summary.weekly", {{"reminders", number(weekly.reminders)}, {"items", number(weekly.items)}, {"texts", number(weekly.total())},
                  {"limit", number(program.texts.per_phone_week)}}) + "\n";
    if (weekly.follow_ups > 0) text += words("summary.weekly_follow_ups", {{"n", number(weekly.follow_ups)}, {"most", number(weekly.total() + weekly.follow_ups)}}) + "\n";
    if (program.onboarding) text += words("summary.weekly_onboarding") + "\n";
    text += "\n";
    return text + budget_section(matched, words);
}

}  // namespace tutorline::program
