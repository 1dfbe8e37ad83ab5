#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

#include "app/commands.hpp"
#include "app/config_dir.hpp"
#include "app/diagnostic_output.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/reader_language.hpp"
#include "domain/matching/recruiting.hpp"
#include "domain/matching/replan.hpp"
#include "program/problem_json.hpp"
#include "program/read_file.hpp"
#include "program/summary.hpp"
#include "program/solution_json.hpp"

namespace tutorline::app {
namespace {

using namespace domain::matching;
using Clock = std::chrono::steady_clock;

constexpr std::uintmax_t problem_bytes_max = std::uintmax_t{256} << 20;  ///< 100,000 students and their tutors take some 60 MB; reading takes four times the file

struct MatchOptions {
    std::string file;
    double seconds_max = 0;
    std::uint64_t seed = 1;
    int recruits = 0;
    std::string language = language_told().empty() ? "en" : language_told();
};

/// Progress for anything that takes over two seconds: one line a second on standard error.
class ProgressLine {
  public:
    explicit ProgressLine(program::Words say) : say_(std::move(say)) {}
    void operator()(const Progress& progress) {
        const auto now = Clock::now();
        if (now - begun_ < std::chrono::seconds(2) || now - told_ < std::chrono::seconds(1)) return;
        told_ = now;
        const domain::Arguments arguments{{"@stage", "problem.stage." + std::string{progress.stage}},
                                          {"percent", progress.total > 0 ? std::to_string(progress.done * 100 / progress.total) : ""},
                                          {"seconds", std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count())}};
        std::cerr << say_(progress.total > 0 ? "problem.progress" : "problem.progress_open", arguments) << '\n';
    }

  private:
    program::Words say_;
    Clock::time_point begun_ = Clock::now(), told_ = begun_;
};

int run_match(const MatchOptions& wish, bool rematch) {
    const program::FileBytes file = program::read_file(wish.file, problem_bytes_max);
    program::ProblemReading reading;
    if (!file.fault.empty()) program::tell_file_fault(wish.file, file.fault, problem_bytes_max, reading.diagnostics);
    else reading = program::read_problem_json(file.bytes, wish.file, rematch);
    tell_diagnostics(reading.diagnostics, wish.language);
    if (reading.diagnostics.failed()) return exit_errors;
    const auto texts = program::CoordinatorTexts::load(config_dir());
    if (!texts) return std::cerr << texts.error().message << '\n', exit_errors;
    const program::Words say{*texts, wish.language};

    SolveOptions options;
    options.seed = wish.seed;
    const auto deadline = Clock::now() + std::chrono::duration<double>(wish.seconds_max);
    if (wish.seconds_max > 0) {
        options.out_of_time = [deadline] { return Clock::now() >= deadline; };
        options.time_gone = [deadline, seconds = wish.seconds_max] {
            const double left = std::chrono::duration<double>(deadline - Clock::now()).count();
            return static_cast<int>(std::clamp(1000 * (1 - left / seconds), 0.0, 1000.0));
        };
    }
    options.progress = [line = std::make_shared<ProgressLine>(say)](const Progress& progress) { (*line)(progress); };
    Replan both;
    if (rematch) both = replan(reading.problem, options);
    else both.kept = solve(reading.problem, options);
    const Solution& solution = both.kept;
    if (!solution.optimal)
        std::cerr << say("problem.not_optimal", {{"need", std::to_string(solution.need_placed)}, {"need_bound", std::to_string(solution.bound.need)},
                                                 {"cost", std::to_string(solution.cost)}, {"cost_bound", std::to_string(solution.bound.cost)}}) << '\n';
    const WeekWords words{wish.language == "es" ? Tongue::spanish : Tongue::english, reading.problem.slots_per_day, -1};
    const std::vector<Unplaced> reasons = explain_unplaced(reading.problem, solution, options.out_of_time);
    std::vector<Recruit> recruits;
    if (wish.recruits > 0) recruits = recruiting_list(reading.problem, solution, wish.recruits, usual_hours(reading.problem), options);
    std::cout << program::solution_json(reading.problem, solution, reasons, words, rematch ? &both.anew : nullptr, wish.recruits > 0 ? &recruits : nullptr);
    return exit_fine;
}

void add(CLI::App& app, int& exit_code, const char* name, const char* help, bool rematch) {
    auto* command = app.add_subcommand(name, help);
    auto wish = std::make_shared<MatchOptions>();
    command->add_option("--problem", wish->file, "JSON file with students and tutors")->required();
    command->add_option("--time-limit", wish->seconds_max, "Seconds; then the best found is printed with its gap")
        ->check(seconds_span());
    command->add_option("--seed", wish->seed, "Same file and seed, same result")->check(seed_number());
    command->add_option("--recruits", wish->recruits, "Also the next so many tutors to look for, those who would place the most need")->check(whole_number(0, 100));
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
