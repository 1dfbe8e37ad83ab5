#include <algorithm>

#include "program/program_reader.hpp"
#include "program/sheet_words.hpp"

namespace tutorline::program {
namespace {

using domain::NeedRules;

constexpr int points_max = 100;

/// Levels by their Spanish or English name, as in the students' sheet.
void read_levels(const YamlNode& node, YamlSection section, NeedRules& rules, const std::string& file, Diagnostics& diagnostics) {
    for (const YamlEntry& entry : node.entries) {
        const int points = section.whole(entry.key.c_str(), 0, 0, points_max);
        const auto level = level_named(entry.key);
        const domain::SourcePlace place{file, entry.line, entry.column};
        if (!level || entry.key.empty()) diagnostics.error(place, "program.need_level", {{"value", quotable(entry.key)}});
        else if (!rules.levels.emplace(*level, points).second)
            diagnostics.error(place, "program.need_level_twice", {{"value", quotable(entry.key)}});
    }
}

void read_languages(const YamlNode& node, YamlSection section, const domain::Program& program, NeedRules& rules, const std::string& file, Diagnostics& diagnostics) {
    std::string list;
    for (const std::string& tag : program.languages) list += (list.empty() ? "" : ", ") + tag;
    for (const YamlEntry& entry : node.entries) {
        const int points = section.whole(entry.key.c_str(), 0, 0, points_max);
        if (std::ranges::find(program.languages, entry.key) != program.languages.end()) rules.languages[entry.key] = points;
        else diagnostics.error({file, entry.line, entry.column}, "program.need_language", {{"value", quotable(entry.key)}, {"languages", list}});
    }
}

}  // namespace

void read_need(YamlSection& root, domain::Program& program, const std::string& file, Diagnostics& diagnostics) {
    YamlSection section = root.section("need", false);
    NeedRules& rules = program.need;
    rules.everybody = section.whole("everybody", rules.everybody, 0, points_max);
    if (const YamlNode* node = section.take("levels")) read_levels(*node, section.section("levels", false), rules, file, diagnostics);
    if (const YamlNode* node = section.take("languages")) read_languages(*node, section.section("languages", false), program, rules, file, diagnostics);
    rules.rural = section.whole("rural", 0, 0, points_max);
    rules.missed_contact = section.whole("missed_contact", 0, 0, points_max);
    rules.support_needs = section.whole("support_needs", 0, 0, points_max);
    section.finish();
}

}  // namespace tutorline::program
