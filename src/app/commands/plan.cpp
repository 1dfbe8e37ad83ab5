#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/plan.hpp"

namespace tutorline::app {
namespace {

struct Options {
    std::string file;
    std::string language;
    std::string json;
    std::string csv;
};

bool write(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (file) return true;
    std::cerr << "tutorline: cannot write " << path << '\n';
    return false;
}

int run(const Options& options) {
    const auto config = config_dir();
    const auto texts = program::CoordinatorTexts::load(config);
    if (!texts) {
        std::cerr << "tutorline: " << texts.error().message << '\n';
        return exit_errors;
    }
    const auto loaded = program::load_and_check(options.file, config);
    const program::Words words(texts.value(), program::answer_language(options.language, loaded));
    if (!loaded.checked) {
        std::cout << program::render_diagnostics(loaded.diagnostics, texts.value(), words.language()) << words("report.no_start") << '\n';
        return exit_errors;
    }
    const auto& checked = *loaded.checked;
    const auto catalog = program::load_catalog(config / "languages", checked.program.languages, true);
    const auto matched = program::match_program(checked, catalog.catalog);
    std::cout << program::plan_text(matched, words);
    if (!options.json.empty() && !write(options.json, program::plan_json(matched, words))) return exit_errors;
    if (!options.csv.empty() && !write(options.csv, program::plan_csv(matched, words))) return exit_errors;
    return exit_fine;
}

}  // namespace

void add_plan_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("plan", "Show who teaches whom, when, and what would be sent; nothing is sent");
    command->add_option("PROGRAM.yaml", options->file, "The programme file")->required();
    command->add_option("--lang", options->language, "Language of the answer: es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->add_option("--json", options->json, "Write the plan as JSON to this file too");
    command->add_option("--csv", options->csv, "Write one row a student to this file too, for Excel");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tutorline::app
