#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/output.hpp"
#include "app/reader_language.hpp"
#include "app/simulation/world.hpp"
#include "reports/exports.hpp"
#include "reports/moment.hpp"
#include "reports/settings.hpp"
#include "reports/weekly.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

constexpr int weeks_max = 60;

struct ReportOptions {
    std::string database, cohort, format = "text", sheet = "students", out, language;
    std::string at;
    int week = 0;
};

base::Error error(std::string code) { return {base::Error::Policy::permanent, std::move(code), {}}; }

reports::Sheet sheet_of(std::string_view name) {
    if (name == "sessions") return reports::Sheet::sessions;
    if (name == "tutors") return reports::Sheet::tutors;
    return name == "figures" ? reports::Sheet::figures : reports::Sheet::students;
}

/// The end of the day asked for, on the programme's clock; the last fact where that is earlier or nothing is asked for.
base::Result<base::Instant> as_of(const ReportOptions& options, ports::Reader& reader, const domain::Program& program) {
    const base::Instant last = reports::last_fact(reader);
    if (options.at.empty()) return last;
    const auto day = base::parse_date(options.at);
    if (!day) return error("date");
    auto zone = base::Zone::find(program.zone);
    if (!zone) zone = base::Zone::find("UTC");
    return std::min(last, zone->to_instant({*day + std::chrono::days{1}, base::Seconds{0}}));
}

/// What a refusal is told with, as far as it is known.
struct Reading {
    std::string language;
    int weeks = 0;
};

/// What is printed; the language becomes the programme's where the reader asked for none.
base::Result<std::string> make_report(const ReportOptions& options, const program::CoordinatorTexts& texts, Reading& reading) {
    const auto reader = store::open_existing(options.database);
    if (!reader) return reader.error();
    const auto settings = reports::stored_settings(**reader, options.cohort);
    if (!settings) return settings.error();
    std::string& language = reading.language;
    if (language_told(options.language).empty() && program::speaks(settings->language)) language = settings->language;
    reading.weeks = settings->weeks;
    const auto now = as_of(options, **reader, *settings);
    if (!now) return now.error();
    const auto report = reports::weekly_report(**reader, *settings, options.week, *now);
    if (!report) return report.error();
    const reports::Words words = words_of(texts, language);
    if (options.format == "json") return reports::weekly_json(*report);
    if (options.format == "text") return reports::weekly_page(*report, words, language);
    return reports::weekly_csv(**reader, *settings, *report, sheet_of(options.sheet), words, language);
}

int run_report(const ReportOptions& options) {
    const auto texts = program::CoordinatorTexts::load(config_dir());
    if (!texts) {
        std::cerr << "tutorline report: " << texts.error().message << '\n';
        return exit_errors;
    }
    if (const std::string why = refuse_outputs({{"--out", options.out}}, files_of_database(options.database)); !why.empty()) {
        std::cerr << "tutorline report: " << why << '\n';
        return exit_usage;
    }
    Reading reading{reader_language(options.language)};
    const auto refuse = [&](std::string_view why, const std::string& detail = {}) {
        const domain::Arguments arguments{{"file", printable(options.database)}, {"week", std::to_string(options.week)}, {"weeks", std::to_string(reading.weeks)},
                                          {"at", printable(options.at)}, {"out", printable(options.out)}, {"cohort", printable(options.cohort)}, {"detail", detail}};
        std::cerr << "tutorline report: " << texts->text(reading.language, "weekly.error." + std::string{why}, arguments) << '\n';
        return exit_errors;
    };
    try {
        const auto report = make_report(options, *texts, reading);
        if (!report) return refuse(report.error().code, report.error().message);
        if (options.out.empty()) std::cout << *report;
        else if (!write_file(options.out, *report)) return refuse("out");
        return exit_fine;
    } catch (const ports::StoreFailure&) {  // damaged below its header
        return refuse("store_open");
    }
}

}  // namespace

void add_report_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<ReportOptions>();
    auto* command = app.add_subcommand("report", "Print the coordinator's weekly page, or export it");
    command->add_option("--db", options->database, "The service's database; it is only read")->required();
    command->add_option("--cohort", options->cohort, "The programme's key, where the database holds several");
    auto* week = command->add_option("--week", options->week, "The page as it was before the programme week after this one began for anybody (default: the last thing that happened)")
        ->check(whole_number(1, weeks_max));
    command->add_option("--at", options->at, "The page as it was at the end of this day, like 2027-05-01")->check(calendar_day())->excludes(week);
    auto* format = command->add_option("--format", options->format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))->capture_default_str();
    auto* sheet = command->add_option("--sheet", options->sheet, "What the CSV lists: students, sessions, tutors or figures (of the page)")
        ->check(CLI::IsMember({"students", "sessions", "tutors", "figures"}))->capture_default_str();
    command->add_option("--out", options->out, "Write to this file instead of the terminal");
    command->add_option("--lang", options->language, "es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->callback([options, format, sheet, &exit_code] {
        if (sheet->count() > 0 && format->count() == 0) options->format = "csv";
        if (sheet->count() > 0 && options->format != "csv") throw CLI::RequiresError("--sheet", "--format csv");
        exit_code = run_report(*options);
    });
}

}  // namespace tutorline::app
