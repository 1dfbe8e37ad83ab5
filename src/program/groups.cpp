#include "program/groups.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "program/text_table.hpp"

namespace tutorline::program {
namespace {

using domain::Student;

struct Division {
    const char* key;
    std::vector<std::string> order;  ///< of its groups; others follow as they come
    std::function<std::string(const Student&)> group;
};

std::string area_key(domain::Area area) { return area == domain::Area::rural ? "rural" : area == domain::Area::urban ? "urban" : "unknown"; }

std::string sex_key(domain::Sex sex) {
    static constexpr const char* keys[] = {"unknown", "female", "male", "other"};
    return keys[static_cast<int>(sex)];
}

std::vector<Division> divisions() {
    return {{"level", {"beginner", "addition", "subtraction", "multiplication", "division", "finished", "not_assessed"},
             [](const Student& s) { return std::string(domain::name(s.level)); }},
            {"area", {"rural", "urban", "unknown"}, [](const Student& s) { return area_key(s.area); }},
            {"language", {}, [](const Student& s) { return s.languages.empty() ? std::string("unknown") : s.languages.front(); }},
            {"support", {"yes", "none_known"}, [](const Student& s) { return std::string(s.support_needs.empty() ? "none_known" : "yes"); }},
            {"missed", {"yes", "no"}, [](const Student& s) { return std::string(s.weeks_missed > 0 ? "yes" : "no"); }},
            {"sex", {"female", "male", "other", "unknown"}, [](const Student& s) { return sex_key(s.sex); }}};
}

std::string group_words(const GroupShare& row, const Words& words) {
    if (row.group == "unknown") return words("groups.unknown");
    if (row.division == "level" || row.division == "language") return words(row.division + "." + row.group);
    return words("groups." + row.division + "_" + row.group);
}

/// Whole percent, rounded half up.
std::string percent(long part, long whole) { return whole == 0 ? "-" : std::to_string((200 * part + whole) / (2 * whole)) + " %"; }

/// One digit behind the point.
std::string average(long sum, long count, const Words& words) {
    const long tenths = count == 0 ? 0 : (20 * sum + count) / (2 * count);
    return std::to_string(tenths / 10) + (words.language() == "es" ? "," : ".") + std::to_string(tenths % 10);
}

/// Whether the rules of need put the group behind, and which of them most.
std::string cause_words(const MatchedProgram& matched, const GroupShare& row, const Words& words) {
    static constexpr const char* names[] = {"need.everybody", "groups.by_level", "groups.by_language", "need.rural", "groups.missed_yes", "need.support_needs"};
    constexpr std::size_t rules = std::size(names);
    const auto all = divisions();
    const auto division = std::ranges::find_if(all, [&](const Division& each) { return each.key == row.division; });
    long inside[rules] = {}, outside[rules] = {}, own = 0, others = 0;
    for (const Student& student : matched.checked.roster.students) {
        const bool in = division->group(student) == row.group;
        for (const domain::NeedTerm& term : domain::need_terms(student, matched.checked.program.need)) {
            (in ? inside : outside)[static_cast<std::size_t>(term.rule)] += term.points;
            (in ? own : others) += term.points;
        }
    }
    const long count = row.students, rest = std::ssize(matched.checked.roster.students) - count;
    const domain::Arguments arguments{{"own", average(own, count, words)}, {"others", average(others, rest, words)}};
    if (rest == 0 || own * rest >= others * count) return words("groups.not_by_rules", arguments);
    std::size_t most = 0;
    const auto behind = [&](std::size_t rule) { return outside[rule] * count - inside[rule] * rest; };
    for (std::size_t rule = 1; rule < rules; ++rule)
        if (behind(rule) > behind(most)) most = rule;
    return words("groups.by_rules", {arguments[0], arguments[1], {"rule", words(names[most])}});
}

}  // namespace

std::vector<GroupShare> group_shares(const domain::Roster& roster, const domain::RosterMatch& match) {
    std::vector<bool> placed(roster.students.size(), false);
    for (const auto& place : match.solution.placed) placed[static_cast<std::size_t>(match.students[static_cast<std::size_t>(place.student)])] = true;
    const long places = std::ranges::count(placed, true);
    std::vector<GroupShare> all;
    for (const Division& division : divisions()) {
        std::vector<GroupShare> rows;
        for (const std::string& group : division.order) rows.push_back({division.key, group});
        for (std::size_t n = 0; n < roster.students.size(); ++n) {
            const std::string group = division.group(roster.students[n]);
            auto row = std::ranges::find(rows, group, &GroupShare::group);
            if (row == rows.end()) row = rows.insert(rows.end(), {division.key, group});
            ++row->students;
            row->placed += placed[n] ? 1 : 0;
        }
        std::erase_if(rows, [](const GroupShare& row) { return row.students == 0; });
        for (GroupShare& row : rows) row.places_short = std::max(0, static_cast<int>(row.students * places / std::ssize(placed)) - row.placed);
        if (rows.size() > 1) all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
}

std::string groups_section(const MatchedProgram& matched, const Words& words) {
    const auto shares = group_shares(matched.checked.roster, matched.match);
    if (shares.empty()) return {};
    const long students = std::ssize(matched.checked.roster.students);
    const long places = std::ssize(matched.match.solution.placed);
    TextTable table({words("groups.division"), words("groups.group"), words("groups.students"), words("groups.placed"), words("groups.placed_share"),
                     words("groups.share_students"), words("groups.share_places")});
    std::string warnings;
    for (const GroupShare& row : shares) {
        const std::string division = words("groups.by_" + row.division);
        table.add({division, group_words(row, words), std::to_string(row.students), std::to_string(row.placed), percent(row.placed, row.students),
                   percent(row.students, students), percent(row.placed, places)});
        if (row.places_short > 0)
            warnings += words("groups.short", {{"division", division}, {"group", group_words(row, words)}, {"placed", std::to_string(row.placed)},
                              {"students", std::to_string(row.students)}, {"short", std::to_string(row.places_short)}}) + " " + cause_words(matched, row, words) + "\n";
    }
    return words("groups.title") + "\n" + table.text() + warnings;
}

}  // namespace tutorline::program
