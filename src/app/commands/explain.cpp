#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/places_now.hpp"
#include "app/progress.hpp"
#include "app/reader_language.hpp"
#include "domain/roster/match_again.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/explain.hpp"

namespace tutorline::app {
namespace {

struct ExplainOptions {
    std::string student;
    std::string file;
    std::string language;
    std::string since;
};

/// The words for what becomes of a place of today.
const char* now_and_then(const domain::RosterMatch& match, const domain::matching::Promise* today, const domain::matching::Placement* then) {
    if (today == nullptr) return then != nullptr ? "explain.since_offered" : "explain.since_waits";
    if (then == nullptr) return "explain.since_loses";
    const bool stays = match.problem.tutors[static_cast<std::size_t>(then->tutor)].id == today->tutor && then->slots == today->slots;
    return stays ? "explain.since_kept" : "explain.since_moves";
}

/// The running cohort, as the sheets allow it: pairs stay, the others get what is left.
int tell_running(const program::CheckedProgram& checked, const domain::Catalog& catalog, int student, const PlacesNow& now, const program::Words& words) {
    const domain::Student& family = checked.roster.students[static_cast<std::size_t>(student)];
    const domain::Arguments who{{"student", program::quotable(family.first_name) + " (" + program::quotable(family.key) + ")"}};
    auto matched = program::match_program(checked, catalog, domain::match_again(checked.program, checked.roster, now.places, {}, now.prices));
    auto& match = matched.match;
    const auto row = std::ranges::find(match.students, student);
    const int index = row == match.students.end() ? -1 : static_cast<int>(row - match.students.begin());
    if (std::ranges::find(match.goes_on, index) != match.goes_on.end()) {
        std::cout << words("explain.since_goes_on", who) << '\n';
        return exit_fine;
    }
    const auto promise = std::ranges::find(now.places, family.key, &domain::matching::Promise::student);
    const auto placed = std::ranges::find(match.solution.placed, index, &domain::matching::Placement::student);
    std::cout << words(now_and_then(match, promise == now.places.end() ? nullptr : &*promise, placed == match.solution.placed.end() ? nullptr : &*placed), who) << '\n';
    if (index >= 0) match.problem.students[static_cast<std::size_t>(index)].pin.reset();  // what else there would be is the question
    std::cout << program::explain_student(matched, student, words);
    return exit_fine;
}

void refuse_key(const domain::Roster& roster, const std::string& key, const program::Words& words) {
    std::string near;
    for (const std::string& other : program::near_keys(roster, key)) near += (near.empty() ? "" : ", ") + program::quotable(other);
    const char* id = roster.students.empty() ? "explain.nobody" : near.empty() ? "explain.unknown" : "explain.unknown_near";
    const std::string example = roster.students.empty() ? "" : program::quotable(roster.students.front().key);
    std::cerr << "tutorline: " << words(id, {{"key", program::quotable(key)}, {"near", near}, {"example", example}}) << '\n';
}

int run_since(const ExplainOptions& options, program::CheckedProgram checked, const domain::Catalog& catalog, const program::Words& words) {
    const auto now = read_places(options.since, checked.program.key, words);
    if (!now) return exit_errors;
    if (now->left.contains(options.student)) {
        std::cout << words("explain.since_left", {{"student", program::quotable(options.student)}}) << '\n';
        return exit_fine;
    }
    checked.roster = without(std::move(checked.roster), now->left);
    return tell_running(checked, catalog, *program::student_with_key(checked.roster, options.student), *now, words);
}

int run_explain(const ExplainOptions& options) {
    const auto config = config_dir();
    const auto texts = program::CoordinatorTexts::load(config);
    if (!texts) {
        std::cerr << "tutorline: " << texts.error().message << '\n';
        return exit_errors;
    }
    const auto loaded = program::load_and_check(options.file, config);
    const program::Words words(texts.value(), program::answer_language(language_told(options.language), loaded));
    if (!loaded.checked) {
        std::cout << program::render_diagnostics(loaded.diagnostics, texts.value(), words.language()) << words("report.no_start") << '\n';
        return exit_errors;
    }
    const auto& roster = loaded.checked->roster;
    const auto student = program::student_with_key(roster, options.student);
    if (!student) {
        refuse_key(roster, options.student, words);
        return exit_errors;
    }
    const auto catalog = program::read_catalog(config / "languages", loaded.checked->program.languages, true);
    domain::matching::SolveOptions told;
    told.progress = MatchProgress(texts.value(), words.language());
    const auto& checked = *loaded.checked;
    if (!options.since.empty()) return run_since(options, checked, catalog.catalog, words);
    const auto matched = program::match_program(checked, catalog.catalog, domain::match_roster(checked.program, checked.roster, told));
    std::cout << program::explain_student(matched, *student, words, told.progress) << words("explain.from_nothing") << '\n';
    return exit_fine;
}

}  // namespace

void add_explain_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<ExplainOptions>();
    auto* command = app.add_subcommand("explain", "Why a student has this tutor and hour, or none, and what would change it");
    command->add_option("STUDENT", options->student, "The student's id in the sheet")->required();
    command->add_option("--program", options->file, "The programme file")->required();
    command->add_option("--since", options->since, "The database of a service that runs (or what plan --json wrote): answer for its pairs, not for a plan from nothing");
    command->add_option("--lang", options->language, "Language of the answer: es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->callback([options, &exit_code] { exit_code = run_explain(*options); });
}

}  // namespace tutorline::app
