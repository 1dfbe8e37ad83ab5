#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/reader_language.hpp"
#include "program/coordinator_texts.hpp"
#include "program/roster_columns.hpp"

namespace tutorline::app {

void add_roster_command(CLI::App& app, int& exit_code) {
    struct RosterOptions {
        bool tutors = false;
        bool students = false;
        std::string language = language_told().empty() ? "es" : language_told();
    };
    auto options = std::make_shared<RosterOptions>();
    auto* roster = app.add_subcommand("roster", "Sheets of students and tutors");
    roster->require_subcommand(1);
    auto* command = roster->add_subcommand("template", "Print a sheet to fill in, for Excel: > students.csv");
    auto* students = command->add_flag("--students", options->students, "The students' sheet (default)");
    command->add_flag("--tutors", options->tutors, "The tutors' sheet")->excludes(students);
    command->add_option("--lang", options->language, "Language of the headers: es or en")->check(CLI::IsMember({"es", "en"}))->capture_default_str();
    command->callback([options, &exit_code] {
        const auto texts = program::CoordinatorTexts::load(config_dir());
        if (!texts) {
            std::cerr << "tutorline: " << texts.error().message << '\n';
            exit_code = exit_errors;
            return;
        }
        const auto columns = options->tutors ? program::tutor_columns() : program::student_columns();
        const auto remark = texts->text(options->language, options->tutors ? "template.tutors" : "template.students");
        std::cout << program::roster_template(columns, options->language, remark);
    });
}

}  // namespace tutorline::app
