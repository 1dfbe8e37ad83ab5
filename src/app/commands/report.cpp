#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/simulation/world.hpp"
#include "reports/exports.hpp"
#include "reports/settings.hpp"
#include "reports/weekly.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

struct Options {
    std::string database, cohort, format = "text", sheet = "students", out, language;
    std::string at;
    int week = 0;
};

/// The instant to report as of: now, or the last thing that happened where the database is ahead of the clock (a
/// simulated round is).
base::Instant as_of(ports::Reader& reader) {
    auto now = std::chrono::floor<base::Seconds>(std::chrono::system_clock::now());
    reader.query("SELECT max(at) FROM fact", {}, [&](const ports::Row& row) {
        now = std::max(now, base::Instant{base::Seconds{row.integer(0)}});
    });
    return now;
}

base::Result<std::string> make_report(const Options& options) {
    if (!std::filesystem::is_regular_file(options.database))
        return base::Error{base::Error::Policy::permanent, "no_database", "there is no database " + options.database};
    const store::Options where{.path = options.database};
    auto store = store::open(where);
    if (!store) return store.error();
    auto reader = store::open_reader(where, **store);
    if (!reader) return reader.error();
    const auto settings = reports::stored_settings(**reader, options.cohort);
    if (!settings) return settings.error();
    const auto texts = program::CoordinatorTexts::load(config_dir());
    if (!texts) return texts.error();
    const std::string language = options.language.empty() ? settings->language : options.language;
    auto now = as_of(**reader);
    if (!options.at.empty()) {
        const auto day = base::parse_date(options.at);
        if (!day) return base::Error{base::Error::Policy::permanent, "date", "--at takes a date like 2027-05-01"};
        now = base::Instant{*day};
    }
    const auto report = reports::weekly_report(**reader, *settings, options.week, now);
    if (!report) return report.error();
    const reports::Words words = words_of(*texts, language);
    if (options.format == "json") return reports::weekly_json(*report);
    if (options.format == "text") return reports::weekly_page(*report, words, language);
    const auto sheet = options.sheet == "sessions" ? reports::Sheet::sessions : options.sheet == "figures" ? reports::Sheet::figures : reports::Sheet::students;
    return reports::weekly_csv(**reader, *report, sheet, words, language);
}

}  // namespace

void add_report_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("report", "Print the coordinator's weekly page, or export it");
    command->add_option("--db", options->database, "The service's database")->required();
    command->add_option("--cohort", options->cohort, "The programme's key, where the database holds several");
    command->add_option("--week", options->week, "Programme week (default: the last that has begun)")->check(CLI::PositiveNumber);
    command->add_option("--at", options->at, "As of this date, like 2027-05-01 (default: now, or the end of a simulated round)");
    command->add_option("--format", options->format, "text, csv or json")->check(CLI::IsMember({"text", "csv", "json"}))->capture_default_str();
    command->add_option("--sheet", options->sheet, "What the CSV lists: students, sessions or figures")
        ->check(CLI::IsMember({"students", "sessions", "figures"}))->capture_default_str();
    command->add_option("--out", options->out, "Write to this file instead of the terminal");
    command->add_option("--lang", options->language, "es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->callback([options, &exit_code] {
        const auto report = make_report(*options);
        if (!report) {
            std::cerr << "tutorline report: " << report.error().message << '\n';
            exit_code = exit_errors;
            return;
        }
        if (options->out.empty()) {
            std::cout << *report;
            return;
        }
        std::ofstream file{options->out, std::ios::binary};
        file << *report;
        file.close();
        if (!file) {
            std::cerr << "tutorline report: cannot write " << options->out << '\n';
            exit_code = exit_errors;
        }
    });
}

}  // namespace tutorline::app
