#include "reports/tasks.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/reader_language.hpp"
#include "app/simulation/world.hpp"
#include "reports/settings.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

constexpr std::uint64_t tasks_max = 999'999'999'999;

struct TasksOptions {
    std::string database, cohort, language;
    std::int64_t task = 0;
    bool all = false;
};

/// What is printed; the language becomes the programme's where the reader asked for none.
base::Result<std::string> make_page(const TasksOptions& options, const program::CoordinatorTexts& texts, std::string& language) {
    const auto reader = store::open_existing(options.database);
    if (!reader) return reader.error();
    const auto settings = reports::stored_settings(**reader, options.cohort);
    if (!settings) return settings.error();
    if (language_told(options.language).empty() && program::speaks(settings->language)) language = settings->language;
    const auto tasks = reports::open_tasks(**reader, *settings, options.task > 0 ? std::optional{options.task} : std::nullopt);
    if (!tasks) return tasks.error();
    return reports::tasks_page(*tasks, *settings, words_of(texts, language), options.all);
}

int run_tasks(const TasksOptions& options) {
    const auto texts = program::CoordinatorTexts::load(config_dir());
    if (!texts) {
        std::cerr << "tutorline tasks: " << texts.error().message << '\n';
        return exit_errors;
    }
    std::string language = reader_language(options.language);
    const auto refuse = [&](const std::string& id, const std::string& detail) {
        const domain::Arguments arguments{{"file", printable(options.database)}, {"cohort", printable(options.cohort)}, {"detail", detail}, {"id", std::to_string(options.task)}};
        std::cerr << "tutorline tasks: " << texts->text(language, id, arguments) << '\n';
        return exit_errors;
    };
    try {
        const auto page = make_page(options, *texts, language);
        if (!page) return refuse(page.error().code == "task_unknown" ? "tasks.unknown" : "weekly.error." + page.error().code, page.error().message);
        std::cout << *page;
        return exit_fine;
    } catch (const ports::StoreFailure&) {  // damaged below its header
        return refuse("weekly.error.store_open", {});
    }
}

}  // namespace

void add_tasks_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<TasksOptions>();
    auto* command = app.add_subcommand("tasks", "Print what waits for a person: questions, changes of hour, numbers to check, cases");
    command->add_option("--db", options->database, "The service's database; it is only read")->required();
    command->add_option("--cohort", options->cohort, "The programme's key, where the database holds several");
    command->add_option("--task", options->task, "Only the task with this number, with the words of a safeguarding case")->check(whole_number(1, tasks_max));
    command->add_flag("--all", options->all, "Each task of numbers that are in no sheet, also where there are many of a kind");
    command->add_option("--lang", options->language, "es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->callback([options, &exit_code] { exit_code = run_tasks(*options); });
}

}  // namespace tutorline::app
