#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/output.hpp"
#include "app/reader_language.hpp"
#include "app/service/log.hpp"
#include "app/simulation/play_round.hpp"
#include "reports/figures.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::app {
namespace {

constexpr int students_default = 300;
constexpr int students_max = 200'000;

struct DemoOptions {
    WorldOptions world;
    std::string json, database, language;
};

/// A bar on a terminal, a line for every tenth elsewhere.
class ProgressBar {
  public:
    void operator()(double share) {
        const int percent = static_cast<int>(share * 100);
        if (percent == told_) return;
        told_ = percent;
        if (on_terminal_) {
            const auto done = static_cast<std::size_t>(percent / 2);
            std::cerr << "\r[" << std::string(done, '#') << std::string(50 - done, ' ') << "] " << percent << " %" << std::flush;
            if (percent == 100) std::cerr << '\n';
        } else if (percent % 10 == 0) {
            std::cerr << percent << " %\n";
        }
    }

  private:
    bool on_terminal_ = ::isatty(STDERR_FILENO) == 1;
    int told_ = -1;
};

int refuse(const std::string& why) {
    std::cerr << "tutorline demo: " << why << '\n';
    return exit_errors;
}

std::string violation_words(const Violation& violation, const reports::Words& words, const reports::Figures& figures) {
    const std::string what = words("invariant." + violation.name, {});
    if (violation.at) return words("weekly.demo.violated_at", {{"what", what}, {"at", base::format_instant(*violation.at)}});
    return words("weekly.demo.violated_rows", {{"what", what}, {"rows", figures.whole(violation.rows)}, {"of", figures.whole(violation.of)}});
}

int run_demo(const DemoOptions& options) {
    start_log("error", "text");
    if (const std::string why = refuse_outputs({{"--json", options.json}, {"--db", options.database}}, {options.world.program}); !why.empty()) {
        refuse(why);
        return exit_usage;
    }
    WorldOptions wish = options.world;
    wish.language = language_told(options.language);
    auto world = load_world(wish);
    if (!world) return refuse(world.error().message);
    const std::string programmes = (*world)->resources.program.language;
    const std::string language = language_told(options.language).empty() && program::speaks(programmes) ? programmes : reader_language(options.language);
    const reports::Words words = words_of((*world)->texts, language);
    // Invented people must never get into a programme's database.
    if (std::filesystem::exists(options.database)) return refuse(words("weekly.demo.exists", {{"file", printable(options.database)}}));
    const auto played = play_round(**world, {options.database, options.world.seed, ProgressBar{}});
    if (!played) return refuse(played.error().message);
    std::cout << reports::weekly_page(played->page, words, language);
    const reports::Figures figures{language};
    for (const Violation& violation : played->violations) std::cerr << violation_words(violation, words, figures) << '\n';
    std::cerr << words("weekly.demo.invariants", {{"checked", figures.whole(static_cast<std::int64_t>(played->invariants.checked))},
                                                  {"violated", figures.whole(static_cast<std::int64_t>(played->invariants.violated))}}) << '\n';
    if (!options.json.empty() && !write_file(options.json, reports::round_json(played->round, played->invariants)))
        return refuse(words("weekly.error.out", {{"out", printable(options.json)}}));
    return played->invariants.violated == 0 ? exit_fine : exit_errors;
}

std::string check_preset(const std::string& given) {
    const auto known = program::behaviour_presets(config_dir() / "simulator" / "behaviour.yaml");
    std::string names;
    for (const auto& name : known) names += (names.empty() ? "" : ",") + name;
    return std::ranges::find(known, given) != known.end() ? "" : given + " not in {" + names + "}";
}

}  // namespace

void add_demo_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<DemoOptions>();
    options->world.students = students_default;
    auto* command = app.add_subcommand("demo", "Play a whole round with invented people on a simulated phone network");
    command->add_option("--students", options->world.students, "Students of the cohort")->check(whole_number(1, students_max))->capture_default_str();
    command->add_option("--tutors", options->world.tutors, "Tutors (default: a tenth of the students)")->check(whole_number(1, students_max));
    command->add_option("--seed", options->world.seed, "Same seed, same round")->check(seed_number())->capture_default_str();
    command->add_option("--preset", options->world.preset, "Behaviour of the people: botswana_2020, idb_like or hard")->check(check_preset)->capture_default_str();
    command->add_option("--program", options->world.program, "Programme whose settings are used (default: the shipped demo)");
    command->add_option("--json", options->json, "Write the round's figures to this file");
    command->add_option("--db", options->database, "Keep the round's database in this new file, for `tutorline report`");
    command->add_option("--lang", options->language, "es or en (default: the programme's)")->check(CLI::IsMember({"es", "en"}));
    command->callback([options, &exit_code] { exit_code = run_demo(*options); });
}

}  // namespace tutorline::app
