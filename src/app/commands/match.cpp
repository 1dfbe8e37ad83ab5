#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>

#include "app/command_help.hpp"
#include "app/commands.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/reader_language.hpp"
#include "domain/matching/solve.hpp"
#include "program/problem_json.hpp"
#include "program/read_file.hpp"
#include "program/repeated_lines.hpp"
#include "program/solution_json.hpp"

namespace tutorline::app {
namespace {

using namespace domain::matching;
using Clock = std::chrono::steady_clock;

constexpr std::uintmax_t problem_bytes_max = std::uintmax_t{1} << 30;

struct MatchOptions {
    std::string file;
    double seconds_max = 0;
    std::uint64_t seed = 1;
    std::string language = language_told().empty() ? "en" : language_told();
};

/// Progress for anything that takes over two seconds: one line a second on standard error.
class ProgressLine {
  public:
    void operator()(const Progress& progress) {
        const auto now = Clock::now();
        if (now - begun_ < std::chrono::seconds(2) || now - told_ < std::chrono::seconds(1)) return;
        told_ = now;
        std::cerr << "matching: " << progress.stage;
        if (progress.total > 0) std::cerr << ' ' << progress.done * 100 / progress.total << " %";
        std::cerr << ", " << std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count() << " s\n";
    }

  private:
    Clock::time_point begun_ = Clock::now(), told_ = begun_;
};

int run_match(const MatchOptions& wish, bool rematch) {
    const program::FileBytes file = program::read_file(wish.file, problem_bytes_max);
    const std::string name = printable(wish.file);
    if (!file.fault.empty()) {
        const std::string words = file.fault == "file.missing" ? CommandHelp{reader_language(wish.language)}.say("errors.unreadable", {{"file", name}})
                                                                : name + ": " + program::file_fault_words(file.fault);
        std::cerr << "tutorline match: " << words << '\n';
        return exit_errors;
    }
    const program::ProblemReading reading = program::read_problem_json(file.bytes, rematch);
    for (const std::string& warning : program::without_repeats(reading.warnings)) std::cerr << name << ": warning: " << warning << '\n';
    for (const std::string& error : program::without_repeats(reading.errors)) std::cerr << name << ": " << error << '\n';
    if (!reading.errors.empty()) return exit_errors;

    SolveOptions options;
    options.seed = wish.seed;
    const auto deadline = Clock::now() + std::chrono::duration<double>(wish.seconds_max);
    if (wish.seconds_max > 0) options.out_of_time = [deadline] { return Clock::now() >= deadline; };
    options.progress = [line = std::make_shared<ProgressLine>()](const Progress& progress) { (*line)(progress); };
    const Solution solution = solve(reading.problem, options);
    if (!solution.optimal)
        std::cerr << "matching: need " << solution.need_placed << " of at most " << solution.bound.need << ", cost "
                  << solution.cost << " of at least " << solution.bound.cost << '\n';
    const WeekWords words{wish.language == "es" ? Tongue::spanish : Tongue::english, reading.problem.slots_per_day, -1};
    const std::vector<Unplaced> reasons = explain_unplaced(reading.problem, solution, options.out_of_time);
    std::optional<Solution> full;
    if (!reading.problem.current.empty()) {
        Problem anew = reading.problem;
        anew.current.clear();
        full = solve(anew, options);
    }
    std::cout << program::solution_json(reading.problem, solution, reasons, words, full ? &*full : nullptr);
    return exit_fine;
}

void add(CLI::App& app, int& exit_code, const char* name, const char* help, bool rematch) {
    auto* command = app.add_subcommand(name, help);
    auto wish = std::make_shared<MatchOptions>();
    command->add_option("--problem", wish->file, "JSON file with students and tutors")->required();
    command->add_option("--time-limit", wish->seconds_max, "Seconds; then the best found is printed with its gap")
        ->check(seconds_span());
    command->add_option("--seed", wish->seed, "Same file and seed, same result")->check(seed_number());
    command->add_option("--lang", wish->language, "Language of the reasons: en or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->callback([wish, rematch, &exit_code] { exit_code = run_match(*wish, rematch); });
}

}  // namespace

void add_match_command(CLI::App& app, int& exit_code) {
    add(app, exit_code, "match", "Match students and tutors of a JSON file: most need first, then the least cost",
        false);
}

void add_rematch_command(CLI::App& app, int& exit_code) {
    add(app, exit_code, "rematch", "Match again after a change, with the fewest promised calls moved", true);
}

}  // namespace tutorline::app
