#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/progress.hpp"
#include "app/reader_language.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/explain.hpp"

namespace tutorline::app {
namespace {

struct Options {
    std::string student;
    std::string file;
    std::string language;
};

void refuse_key(const domain::Roster& roster, const std::string& key, const program::Words& words) {
    std::string near;
    for (const std::string& other : program::near_keys(roster, key)) near += (near.empty() ? "" : ", ") + program::quotable(other);
    const char* id = roster.students.empty() ? "explain.nobody" : near.empty() ? "explain.unknown" : "explain.unknown_near";
    const std::string example = roster.students.empty() ? "" : program::quotable(roster.students.front().key);
    std::cerr << "tutorline: " << words(id, {{"key", program::quotable(key)}, {"near", near}, {"example", example}}) << '\n';
}

int run(const Options& options) {
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
    const auto matched = program::match_program(checked, catalog.catalog, domain::match_roster(checked.program, checked.roster, told));
    std::cout << program::explain_student(matched, *student, words, told.progress);
    return exit_fine;
}

}  // namespace

void add_explain_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("explain", "Why a student has this tutor and hour, or none, and what would change it");
    command->add_option("STUDENT", options->student, "The student's id in the sheet")->required();
    command->add_option("--program", options->file, "The programme file")->required();
    command->add_option("--lang", options->language, "Language of the answer: es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tutorline::app
