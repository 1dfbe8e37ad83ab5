#include "program/tutors_needed.hpp"

#include <algorithm>

#include "domain/calendar/week_slots.hpp"
#include "domain/roster/recruits.hpp"
#include "domain/roster/tutor_load.hpp"
#include "program/text_table.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

namespace matching = domain::matching;

constexpr int added_steps_max = 200;  ///< of each search; it only has to look for what moving others adds
constexpr long bar_width = 25;  ///< of the curve, for all students

int mean_places(const matching::Problem& problem) {
    long places = 0;
    for (const matching::Tutor& tutor : problem.tutors) places += tutor.students_max;
    const long tutors = std::max<long>(1, std::ssize(problem.tutors));
    return static_cast<int>(std::max<long>(1, (places + tutors / 2) / tutors));
}

std::string hours(const std::vector<int>& slots, const Words& words) {
    std::vector<domain::WeeklyWindow> windows;
    for (const int slot : slots) windows.push_back({domain::slot_weekday(slot), domain::slot_minute(slot), domain::slot_minute(slot) + domain::slot_minutes});
    return format_weekly_hours(domain::merged(windows), words.language());
}

std::string languages(const matching::Tutor& tutor, const Words& words) {
    std::string text;
    for (const std::string& tag : tutor.languages) text += (text.empty() ? "" : ", ") + words("language." + tag);
    return text;
}

std::string gender(const matching::Tutor& tutor, const Words& words) {
    if (tutor.gender == matching::Gender::any) return "-";
    return words(tutor.gender == matching::Gender::female ? "explain.a_woman" : "explain.a_man");
}

std::string levels(const matching::Tutor& tutor, const Words& words) {
    std::string text;
    for (const int operation : tutor.levels) {
        const auto level = domain::level_from_code(operation);
        text += (text.empty() ? "" : ", ") + words("level." + std::string(domain::name(level.value_or(domain::Level::finished))));
    }
    return text;
}

}  // namespace

TutorsNeeded tutors_needed(const MatchedProgram& matched, int count) {
    const auto& match = matched.match;
    TutorsNeeded needed;
    needed.places_each = mean_places(match.problem);
    const auto seed = matched.checked.program.seed;
    needed.recruits = domain::recruits(matched.checked.program, match, count, needed.places_each,
                                       [&](const matching::Problem& problem) { return domain::solve_stepwise(problem, seed, added_steps_max); });
    return needed;
}

std::string tutors_needed_section(const MatchedProgram& matched, const TutorsNeeded& needed, const Words& words) {
    const long students = std::ssize(matched.checked.roster.students);
    long placed = std::ssize(matched.match.solution.placed);
    const auto share = [&] { return students == 0 ? std::string("-") : std::to_string((200 * placed + students) / (2 * students)) + " %"; };
    const auto bar = [&] { return std::string(static_cast<std::size_t>(students == 0 ? 0 : bar_width * placed / students), '#'); };
    TextTable table({words("needed.more"), words("needed.placed"), words("needed.share"), words("needed.bar"), words("needed.gender"), words("needed.languages"), words("needed.levels"), words("needed.hours")});
    table.add({"0", std::to_string(placed), share(), bar(), "", "", "", ""});
    for (std::size_t n = 0; n < needed.recruits.size(); ++n) {
        const matching::Recruit& recruit = needed.recruits[n];
        placed += recruit.students_gained;
        table.add({std::to_string(n + 1), std::to_string(placed), share(), bar(), gender(recruit.tutor, words), languages(recruit.tutor, words), levels(recruit.tutor, words), hours(recruit.tutor.slots, words)});
    }
    std::string text = words("needed.title", {{"students", std::to_string(students)}, {"tutors", std::to_string(std::ssize(matched.checked.roster.tutors))},
                             {"places", std::to_string(needed.places_each)}, {"hours", std::to_string(domain::slots_for(needed.places_each, matched.checked.program))}}) + "\n" + table.text();
    if (placed < students) text += words("needed.left", {{"left", std::to_string(students - placed)}}) + "\n";
    return text;
}

}  // namespace tutorline::program
