#include "program/waves.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <map>

#include "domain/roster/tutor_load.hpp"
#include "program/number.hpp"
#include "program/text_table.hpp"

namespace tutorline::program {
namespace {

namespace json = boost::json;
using domain::Wave;
using domain::WavePlan;

constexpr long told_by_key_max = 400;  ///< students; more are in the JSON alone
constexpr std::size_t line_max = 110;

const domain::Student& student_of(const CheckedProgram& checked, int student) { return checked.roster.students[static_cast<std::size_t>(student)]; }

/// 2 before 11.
bool in_order(const std::string& one, const std::string& other) {
    const auto digits = [](const std::string& name) { return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }); };
    return digits(one) && digits(other) && one.size() != other.size() ? one.size() < other.size() : one < other;
}

/// Rows by what `group` says of a student, in the order of the name; a column a wave, then who has no place in any.
template <class Group, class Places>
std::string by_group(const WavePlan& plan, const Words& words, const char* title, const Group& group, const Places& places) {
    std::map<std::string, std::vector<long>, decltype(&in_order)> rows(&in_order);
    const std::size_t columns = plan.waves.size() + 1;
    const auto count = [&](const std::string& name, std::size_t column) {
        auto& row = rows[name];
        row.resize(columns);
        ++row[column];
    };
    for (std::size_t n = 0; n < plan.waves.size(); ++n)
        for (const Wave::Place& place : plan.waves[n].places) count(group(place.student), n);
    for (const int student : plan.left) count(group(student), columns - 1);
    std::vector<std::string> header{words(title), words("waves.students"), words("waves.places_each")};
    for (std::size_t n = 1; n < columns; ++n) header.push_back(words("waves.wave_short", {{"n", number(static_cast<long>(n))}}));
    header.push_back(words("waves.none"));
    TextTable table(header);
    for (const auto& [name, row] : rows) {
        long all = 0;
        for (const long part : row) all += part;
        std::vector<std::string> cells{name, number(all), places(name)};
        for (const long part : row) cells.push_back(number(part));
        table.add(cells);
    }
    return table.empty() ? "" : table.text() + "\n";
}

/// Places in one wave of the tutors that `offers` says yes to.
std::string places(const CheckedProgram& checked, const std::function<bool(const domain::Tutor&)>& offers) {
    long sum = 0;
    for (const domain::Tutor& tutor : checked.roster.tutors)
        if (offers(tutor)) sum += domain::tutor_load(tutor, checked.program).students_max;
    return number(sum);
}

std::string keys_of(const CheckedProgram& checked, const std::vector<int>& students) {
    std::string text, line = "   ";
    for (std::size_t n = 0; n < students.size(); ++n) {
        const std::string word = quotable(student_of(checked, students[n]).key) + (n + 1 < students.size() ? "," : "");
        if (line.size() + word.size() >= line_max) text += line + "\n", line = "   ";
        line += " " + word;
    }
    return text + line + "\n";
}

std::string who(const CheckedProgram& checked, const WavePlan& plan, const Words& words) {
    long all = 0;
    for (const Wave& wave : plan.waves) all += std::ssize(wave.places);
    if (all > told_by_key_max) return words("waves.who_in_json") + "\n";
    std::string text = words("waves.who") + "\n";
    for (std::size_t n = 0; n < plan.waves.size(); ++n) {
        std::vector<Wave::Place> places = plan.waves[n].places;
        std::ranges::stable_sort(places, std::greater{}, &Wave::Place::need);
        std::vector<int> students;
        for (const Wave::Place& place : places) students.push_back(place.student);
        text += "  " + words("waves.wave", {{"n", number(static_cast<long>(n) + 1)}}) + ":\n" + keys_of(checked, students);
    }
    return text;
}

}  // namespace

std::string waves_text(const CheckedProgram& checked, const WavePlan& plan, const Words& words) {
    const domain::Program& program = checked.program;
    std::string text = words("waves.title", {{"students", number(std::ssize(checked.roster.students))}, {"tutors", number(std::ssize(checked.roster.tutors))},
                             {"weeks", number(program.weeks)}, {"waves", number(std::ssize(plan.waves))}}) + "\n";
    TextTable table({words("waves.column"), words("waves.starts"), words("waves.ends"), words("waves.students"), words("waves.need"), words("waves.free")});
    const long room = std::stol(places(checked, [](const domain::Tutor&) { return true; }));
    for (std::size_t n = 0; n < plan.waves.size(); ++n) {
        const Wave& wave = plan.waves[n];
        table.add({number(static_cast<long>(n) + 1), base::format_date(wave.starts), base::format_date(wave.ends), number(std::ssize(wave.places)), number(wave.need),
                   number(room - std::ssize(wave.places))});
    }
    if (!table.empty()) text += table.text() + "\n";
    std::map<int, std::int64_t> need_of;
    const domain::RosterMatch match = domain::match_problem(program, checked.roster);
    for (std::size_t n = 0; n < match.students.size(); ++n) need_of[match.students[n]] = match.problem.students[n].need;
    const auto nowhere = [](const std::string&) { return std::string(); };
    text += by_group(plan, words, "waves.by_need", [&](int s) { return number(need_of[s]); }, nowhere);
    text += by_group(plan, words, "waves.by_language", [&](int s) { return words("language." + student_of(checked, s).languages.front()); },
                     [&](const std::string& name) {
                         return places(checked, [&](const domain::Tutor& tutor) {
                             return std::ranges::any_of(tutor.languages, [&](const std::string& tag) { return words("language." + tag) == name; });
                         });
                     });
    text += by_group(plan, words, "waves.by_department", [&](int s) { return quotable(student_of(checked, s).department); },
                     [&](const std::string& name) { return places(checked, [&](const domain::Tutor& tutor) { return quotable(tutor.department) == name; }); });
    text += who(checked, plan, words);
    if (!plan.left.empty()) text += words(plan.cut ? "waves.left_cut" : "waves.left", {{"left", number(std::ssize(plan.left))}}) + "\n";
    if (!plan.left.empty() && std::ssize(plan.left) <= told_by_key_max) text += keys_of(checked, plan.left);
    if (!plan.without_consent.empty()) text += words("waves.without_consent", {{"count", number(std::ssize(plan.without_consent))}}) + "\n";
    return text;
}

std::string waves_json(const CheckedProgram& checked, const WavePlan& plan) {
    const auto keys = [&](const std::vector<int>& students) {
        json::array rows;
        for (const int student : students) rows.push_back(json::value_from(student_of(checked, student).key));
        return rows;
    };
    json::array waves;
    for (std::size_t n = 0; n < plan.waves.size(); ++n) {
        const Wave& wave = plan.waves[n];
        json::array students;
        for (const Wave::Place& place : wave.places)
            students.push_back(json::object{{"student", student_of(checked, place.student).key}, {"tutor", checked.roster.tutors[static_cast<std::size_t>(place.tutor)].key},
                                            {"slots", json::value_from(place.slots)}, {"need", place.need}});
        waves.push_back(json::object{{"wave", n + 1}, {"starts", base::format_date(wave.starts)}, {"ends", base::format_date(wave.ends)}, {"need", wave.need}, {"students", students}});
    }
    const json::object whole{{"program", checked.program.key}, {"content_hash", checked.program.content_hash}, {"seed", checked.program.seed}, {"waves", waves},
                             {"left", keys(plan.left)}, {"without_consent", keys(plan.without_consent)}, {"cut", plan.cut}};
    return json::serialize(whole) + "\n";
}

}  // namespace tutorline::program
