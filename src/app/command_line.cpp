#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/command_help.hpp"
#include "app/commands.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/output.hpp"
#include "app/reader_language.hpp"

namespace tutorline::app {
namespace {

constexpr int exit_fault = 70;

/// `--lang es` or `--lang=es`, wherever it stands: help and usage errors are told before options are read.
std::string language_asked(const std::vector<std::string>& words) {
    constexpr std::string_view option = "--lang";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == option && i + 1 < words.size()) return words[i + 1];
        if (words[i].starts_with("--lang=")) return words[i].substr(option.size() + 1);
    }
    return {};
}

/// What people try out of habit: `tutorline help report`, `tutorline --version`.
std::vector<std::string> with_habits(std::vector<std::string> words) {
    if (!words.empty() && words.front() == "--version") words.front() = "version";
    if (!words.empty() && words.front() == "help") {
        words.erase(words.begin());
        words.emplace_back("--help");
    }
    return words;
}

int parse_and_run(CLI::App& app, CommandHelp& help, const std::vector<std::string>& words, const int& exit_code) {
    if (const std::string unknown = help.unknown_command(app, words); !unknown.empty()) {
        std::cerr << unknown;
        return exit_usage;
    }
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::Success& asked) {
        return app.exit(asked);
    } catch (const CLI::RequiredError& error) {
        // CLI11 asks for what is missing before it looks at names it does not know: those are nearer to what was meant.
        const std::string unknown = help.unknown_option(app, words);
        std::cerr << (unknown.empty() ? help.usage_error(app, error) : help.usage_error(app, CLI::ExtrasError({unknown})));
        return exit_usage;
    } catch (const CLI::ParseError& error) {
        std::cerr << help.usage_error(app, error);
        return exit_usage;
    } catch (const std::exception& fault) {
        std::cerr << "tutorline: " << help.say("errors.fault", {{"what", printable(fault.what())}}) << '\n';
        return exit_fault;
    }
    return exit_code;
}

void refuse_empty_values(CLI::App& app) {
    for (CLI::Option* option : app.get_options())
        if (!option->get_positional() && option->get_expected_max() > 0) option->check(something());
    for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) refuse_empty_values(*command);
}

}  // namespace

std::unique_ptr<CLI::App> make_command_line(int& exit_code) {
    auto app = std::make_unique<CLI::App>("Tutorline runs phone tutoring where there is no internet.", "tutorline");
    app->require_subcommand(1);
    add_roster_command(*app, exit_code);
    add_check_command(*app, exit_code);
    add_plan_command(*app, exit_code);
    add_explain_command(*app, exit_code);
    add_demo_command(*app, exit_code);
    add_chat_command(*app, exit_code);
    add_serve_command(*app, exit_code);
    add_gateway_command(*app, exit_code);
    add_report_command(*app, exit_code);
    add_tasks_command(*app, exit_code);
    add_match_command(*app, exit_code);
    add_rematch_command(*app, exit_code);
    add_understand_command(*app, exit_code);
    add_segments_command(*app, exit_code);
    add_practice_command(*app, exit_code);
    add_version_command(*app, exit_code);
    refuse_empty_values(*app);
    return app;
}

int run_command_line(int argc, char** argv) {
    const std::vector<std::string> words = with_habits(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
    set_reader_language(language_asked(words));
    int exit_code = exit_fine;
    const auto app = make_command_line(exit_code);
    CommandHelp help{reader_language()};
    help.dress(*app);
    const int result = parse_and_run(*app, help, words, exit_code);
    if (output_complete()) return result;
    std::cerr << "tutorline: " << help.say("errors.output") << '\n';
    return result == exit_fine ? exit_errors : result;
}

}  // namespace tutorline::app
