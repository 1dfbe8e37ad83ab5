#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/progress.hpp"
#include "app/reader_language.hpp"
#include "program/check_report.hpp"

namespace tutorline::app {

void add_check_command(CLI::App& app, int& exit_code) {
    struct CheckOptions {
        std::string file;
        std::string language;
        bool all = false;
    };
    auto options = std::make_shared<CheckOptions>();
    auto* command = app.add_subcommand("check", "Find every mistake in a programme and its sheets, then sum it up");
    command->add_option("PROGRAM.yaml", options->file, "The programme file")->required();
    command->add_option("--lang", options->language, "Language of the answer: es or en (default: the programme's)")
        ->check(CLI::IsMember({"es", "en"}));
    command->add_flag("--all", options->all, "Show every message, also where there are hundreds of a kind");
    command->callback([options, &exit_code] {
        const auto config = config_dir();
        const auto texts = program::CoordinatorTexts::load(config);
        domain::matching::SolveOptions told;
        if (texts) told.progress = MatchProgress(texts.value(), reader_language(options->language));
        const auto report = program::check_report(options->file, config, language_told(options->language), options->all, told);
        if (!report) {
            std::cerr << "tutorline: " << report.error().message << '\n';
            exit_code = exit_errors;
            return;
        }
        std::cout << report->text;
        exit_code = report->failed ? exit_errors : exit_fine;
    });
}

}  // namespace tutorline::app
