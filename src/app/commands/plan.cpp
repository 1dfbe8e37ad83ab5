#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/reader_language.hpp"
#include "app/dry_run.hpp"
#include "app/option_checks.hpp"
#include "app/output.hpp"
#include "app/places_now.hpp"
#include "app/progress.hpp"
#include "app/sheets_ahead.hpp"
#include "domain/roster/match_again.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/plan.hpp"
#include "program/people_changes.hpp"
#include "program/replan.hpp"
#include "program/text_table.hpp"
#include "program/tutors_needed.hpp"
#include "program/waves.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

struct PlanOptions {
    std::string file;
    std::string language;
    std::string json;
    std::string csv;
    std::string from;
    bool tutors_needed = false;
    bool waves = false;
    std::string since;
    bool all = false;
};

constexpr int recruits_max = 20;  ///< points of the curve of --tutors-needed

constexpr std::chrono::days shown_days{7};
constexpr std::chrono::days notices_before_max{35};  ///< onboarding calls lie in the four weeks before the start, their notices before them

/// Midnight of the first day looked at: the day asked for; else today, but not before notices can go out.
std::chrono::sys_days first_day(const PlanOptions& options, const domain::Program& program, const base::Zone& zone) {
    const auto today = zone.to_civil(std::chrono::floor<base::Seconds>(std::chrono::system_clock::now())).day;
    return base::parse_date(options.from).value_or(std::max(today, program.starts_on - notices_before_max));
}

/// The exact words of seven days, from the engine itself, and what they take: from the day asked for on, else the first
/// seven in which something is sent.
std::string texts_section(const program::MatchedProgram& matched, const domain::Catalog& catalog, const PlanOptions& options, const program::Words& words) {
    const auto& [program, roster] = matched.checked;
    std::vector<engine::Assignment> assignments;
    for (const auto& planned : program::planned_students(matched, words)) {
        const auto& student = roster.students[static_cast<std::size_t>(planned.student)];
        const std::string tutor = planned.tutor < 0 ? "" : roster.tutors[static_cast<std::size_t>(planned.tutor)].key;
        assignments.push_back({student.key, tutor, planned.slots, planned.reason});
    }
    const auto zone = base::Zone::find(program.zone).value();
    const bool asked = !options.from.empty();
    const auto from = first_day(options, program, zone);
    const auto shown_from = [&](base::Instant first) { return asked ? from : zone.to_civil(first).day; };
    const auto midnight = [&](std::chrono::sys_days day) { return zone.to_instant({day, base::Seconds{0}}); };
    auto texts = dry_run(matched.checked, catalog, assignments, midnight(from), [&](base::Instant first) { return midnight(shown_from(first) + shown_days); });
    if (asked) std::erase_if(texts, [&](const DryText& text) { return text.at >= midnight(from + shown_days); });
    const auto day = texts.empty() ? from : shown_from(texts.front().at);
    if (texts.empty() && !asked) return words("plan.texts_none", {{"from", base::format_date(from)}}) + "\n";
    int segments = 0;
    std::string lines;
    for (const DryText& text : texts) {
        const auto wall = zone.to_civil(text.at);
        const std::string to = !text.student.empty() ? text.student : !text.tutor.empty() ? text.tutor : words("plan.staff");
        segments += text.segments;
        lines += "  " + base::format_date(wall.day) + " " + base::format_hour(wall.minute_of_day()) + "  " + to + "  [" + std::to_string(text.segments) + "]  " + text.text + "\n";
    }
    const std::string title = words(asked ? "plan.texts_title" : "plan.texts_title_first",
                                    {{"from", base::format_date(day)}, {"to", base::format_date(day + shown_days - std::chrono::days{1})}, {"texts", std::to_string(texts.size())}, {"segments", std::to_string(segments)},
                                     {"cost", program::grouped(std::llround(segments * program.prices.text_segment), words.language())}, {"currency", program.prices.currency}});
    return title + "\n" + (texts.empty() ? "" : words("plan.texts_legend") + "\n") + lines;
}

bool write(const std::string& path, const std::string& text) {
    if (write_file(path, text)) return true;
    std::cerr << "tutorline: cannot write " << path << '\n';
    return false;
}

/// The programme, its sheets and what --since reads.
std::vector<std::filesystem::path> files_read(const PlanOptions& options, const program::LoadedProgram& loaded) {
    const std::filesystem::path file = options.file;
    std::vector<std::filesystem::path> files{file};
    for (const std::string& sheet : {loaded.students_file, loaded.tutors_file}) {
        if (sheet.empty()) continue;
        files.emplace_back(sheet);  // as messages name it: beside the programme, or from here
        files.push_back(file.parent_path() / sheet);
    }
    if (options.since.empty()) return files;
    const auto since = files_of_database(options.since);
    files.insert(files.end(), since.begin(), since.end());
    return files;
}

/// The match told against the places people have, and what one from nothing would gain.
int tell_match(const PlanOptions& options, const program::MatchedProgram& matched, const program::Words& words, const domain::matching::SolveOptions& told,
               const std::set<std::string>& untold = {}) {
    auto anew = matched.match.problem;
    anew.current.clear();
    for (auto& student : anew.students) student.pin.reset();
    std::cout << program::replan_text(matched, domain::solve_match(matched.checked.program, anew, told), words, untold);
    return options.json.empty() || write(options.json, program::plan_json(matched, words)) ? exit_fine : exit_errors;
}

/// Against a plan; or where the service has these sheets already, so that nothing happens.
int run_since_places(const PlanOptions& options, program::CheckedProgram checked, const domain::Catalog& catalog, const program::Words& words, const domain::matching::SolveOptions& told) {
    const auto now = read_places(options.since, checked.program.key, words);
    if (!now) return exit_errors;
    checked.roster = without(std::move(checked.roster), now->left);
    return tell_match(options, program::match_program(checked, catalog, domain::match_again(checked.program, checked.roster, now->places, told.progress, now->prices)), words, told);
}

/// What `serve` does with these sheets, told before; what it refuses, refused with its words.
int run_since(const PlanOptions& options, const program::LoadedProgram& loaded, const domain::Catalog& catalog, const program::Words& words, const domain::matching::SolveOptions& told) {
    program::CheckedProgram checked = *loaded.checked;
    if (!store::open_existing(options.since)) return run_since_places(options, std::move(checked), catalog, words, told);
    const auto now = std::chrono::floor<base::Seconds>(std::chrono::system_clock::now());
    auto ahead = sheets_ahead(options.since, {checked.program, checked.roster, loaded.students_file, loaded.tutors_file}, options.file, catalog, now, told.progress);
    if (!ahead) {
        std::cerr << "tutorline: " << words("people.refused") << '\n' << ahead.error().message << '\n';
        return exit_errors;
    }
    if (ahead->known) {
        std::cout << words("people.same_files") << '\n';
        return options.json.empty() ? exit_fine : run_since_places(options, std::move(checked), catalog, words, told);
    }
    for (const std::string& taken : ahead->settings) std::cout << taken << '\n';
    std::cout << program::people_changes_text(ahead->people, words);
    checked.roster = std::move(ahead->roster);
    return tell_match(options, program::match_program(checked, catalog, std::move(ahead->match)), words, told, ahead->untold);
}

/// For who is left out of a plan from nothing; with --since for who waits in the service, its pairs kept.
int run_tutors_needed(const PlanOptions& options, program::CheckedProgram checked, const domain::Catalog& catalog, const program::Words& words, const domain::matching::SolveOptions& told) {
    std::optional<PlacesNow> now;
    if (!options.since.empty()) {
        now = read_places(options.since, checked.program.key, words);
        if (!now) return exit_errors;
        checked.roster = without(std::move(checked.roster), now->left);
    }
    const auto matched = program::match_program(checked, catalog, now ? domain::match_again(checked.program, checked.roster, now->places, {}, now->prices) : domain::match_roster(checked.program, checked.roster, told));
    std::cerr << words("needed.working") << '\n';
    std::cout << words(now ? "needed.since" : "needed.from_nothing") << '\n'
              << program::tutors_needed_section(matched, program::tutors_needed(matched, recruits_max), words);
    return exit_fine;
}

int run_plan(const PlanOptions& options) {
    const auto config = config_dir();
    const auto texts = program::CoordinatorTexts::load(config);
    if (!texts) {
        std::cerr << "tutorline: " << texts.error().message << '\n';
        return exit_errors;
    }
    const auto loaded = program::load_and_check(options.file, config);
    if (const std::string why = refuse_outputs({{"--json", options.json}, {"--csv", options.csv}}, files_read(options, loaded)); !why.empty()) {
        std::cerr << "tutorline plan: " << why << '\n';
        return exit_usage;
    }
    const program::Words words(texts.value(), program::answer_language(language_told(options.language), loaded));
    if (!loaded.checked) {
        std::cout << program::render_diagnostics(loaded.diagnostics, texts.value(), words.language(), options.all) << words("report.no_start") << '\n';
        return exit_errors;
    }
    const auto& checked = *loaded.checked;
    const auto catalog = program::read_catalog(config / "languages", checked.program.languages, true);
    domain::matching::SolveOptions told;
    told.progress = MatchProgress(texts.value(), words.language());
    if (options.waves) {
        const auto plan = domain::plan_waves(checked.program, checked.roster, [&](int n) { std::cerr << words("waves.working", {{"n", std::to_string(n)}}) << '\n'; }, told);
        std::cout << program::waves_text(checked, plan, words);
        return options.json.empty() || write(options.json, program::waves_json(checked, plan)) ? exit_fine : exit_errors;
    }
    if (options.tutors_needed) return run_tutors_needed(options, checked, catalog.catalog, words, told);
    if (!options.since.empty()) return run_since(options, loaded, catalog.catalog, words, told);
    const auto matched = program::match_program(checked, catalog.catalog, domain::match_roster(checked.program, checked.roster, told));
    std::cout << program::plan_text(matched, words, options.all) << '\n' << texts_section(matched, catalog.catalog, options, words);
    if (!options.json.empty() && !write(options.json, program::plan_json(matched, words))) return exit_errors;
    if (!options.csv.empty() && !write(options.csv, program::plan_csv(matched, words))) return exit_errors;
    return exit_fine;
}

}  // namespace

void add_plan_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<PlanOptions>();
    auto* command = app.add_subcommand("plan", "Show who teaches whom, when, and what would be sent; nothing is sent");
    command->add_option("PROGRAM.yaml", options->file, "The programme file")->required();
    command->add_option("--lang", options->language, "Language of the answer: es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->add_flag("--all", options->all, "Show everybody without a place, also where there are hundreds");
    command->add_option("--json", options->json, "Write the plan as JSON to this file too");
    command->add_option("--csv", options->csv, "Write one row a student to this file too, for Excel");
    command->add_option("--from", options->from, "First of the seven days whose texts are shown, as 2027-03-01 (default: the first day from today on with a text)")
        ->check(calendar_day());
    auto* waves = command->add_flag("--waves", options->waves, "Instead: fit everybody into waves one after the other with the tutors there are, most need first");
    waves->excludes("--csv")->excludes("--from");
    command->add_option("--since", options->since, "Instead: what these sheets change against an earlier plan (what its --json wrote) or a service's database, as serve will do it; with --tutors-needed: whom the running service needs")
        ->excludes("--csv")->excludes("--from")->excludes(waves);
    command->add_flag("--tutors-needed", options->tutors_needed, "Instead: how many more tutors place how many students, and which to look for")
        ->excludes("--json")->excludes("--csv")->excludes("--from")->excludes(waves);
    command->callback([options, &exit_code] { exit_code = run_plan(*options); });
}

}  // namespace tutorline::app
