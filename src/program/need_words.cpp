#include "program/need_words.hpp"

#include <algorithm>
#include <functional>

#include "program/text_table.hpp"

namespace tutorline::program {
namespace {

using domain::NeedTerm;
using domain::Student;
using Rule = NeedTerm::Rule;

std::string reason_of(const NeedTerm& term, const Student& student, const Words& words) {
    switch (term.rule) {
        case Rule::everybody: return words("need.everybody");
        case Rule::level: return words("need.level", {{"@level", "level." + std::string(domain::name(student.level))}});
        case Rule::language: return words("need.language", {{"@language", "language." + student.languages.front()}});
        case Rule::rural: return words("need.rural");
        case Rule::missed_contact: return words("need.missed", {{"weeks", std::to_string(student.weeks_missed)}});
        case Rule::support_needs: return words("need.support_needs");
    }
    return {};
}

struct RuleRow {
    std::string name;
    int points;
    std::function<bool(const Student&)> reaches;
};

std::vector<RuleRow> rows_of(const domain::NeedRules& rules, const Words& words) {
    std::vector<RuleRow> rows{{words("need.everybody"), rules.everybody, [](const Student&) { return true; }}};
    for (const auto& [level, points] : rules.levels)
        rows.push_back({words("need.level", {{"@level", "level." + std::string(domain::name(level))}}), points, [wanted = level](const Student& s) { return s.level == wanted; }});
    for (const auto& [tag, points] : rules.languages)
        rows.push_back({words("need.language", {{"@language", "language." + tag}}), points, [first = tag](const Student& s) { return !s.languages.empty() && s.languages.front() == first; }});
    rows.push_back({words("need.rural"), rules.rural, [](const Student& s) { return s.area == domain::Area::rural; }});
    rows.push_back({words("need.missed_rule", {{"weeks", std::to_string(domain::missed_weeks_counted)}}), rules.missed_contact, [](const Student& s) { return s.weeks_missed > 0; }});
    rows.push_back({words("need.support_needs"), rules.support_needs, [](const Student& s) { return !s.support_needs.empty(); }});
    std::erase_if(rows, [](const RuleRow& row) { return row.points == 0; });
    return rows;
}

}  // namespace

std::string need_words(const Student& student, const domain::Program& program, const Words& words) {
    std::string parts;
    for (const NeedTerm& term : domain::need_terms(student, program.need))
        parts += (parts.empty() ? " = " : " + ") + words("need.term", {{"points", std::to_string(term.points)}, {"reason", reason_of(term, student, words)}});
    return std::to_string(domain::need_of(student, program.need)) + parts;
}

std::string need_section(const MatchedProgram& matched, const Words& words) {
    const auto& [program, roster] = matched.checked;
    if (program.need == domain::NeedRules{}) return {};
    std::vector<bool> placed(roster.students.size(), false);
    for (const auto& place : matched.match.solution.placed) placed[static_cast<std::size_t>(matched.match.students[static_cast<std::size_t>(place.student)])] = true;
    TextTable table({words("need.rule"), words("need.points"), words("groups.students"), words("groups.placed")});
    for (const RuleRow& row : rows_of(program.need, words)) {
        int students = 0, with_place = 0;
        for (std::size_t n = 0; n < placed.size(); ++n) {
            if (!row.reaches(roster.students[n])) continue;
            ++students;
            with_place += placed[n] ? 1 : 0;
        }
        table.add({row.name, std::to_string(row.points), std::to_string(students), std::to_string(with_place)});
    }
    std::int64_t all = 0;
    for (const Student& student : roster.students) all += domain::need_of(student, program.need);
    return words("need.title") + "\n" + table.text() +
           words("need.met", {{"met", std::to_string(matched.match.solution.need_placed)}, {"all", std::to_string(all)}}) + "\n";
}

}  // namespace tutorline::program
