#include <CLI/CLI.hpp>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>

#include "app/commands.hpp"
#include "app/diagnostic_output.hpp"
#include "app/output.hpp"
#include "app/help_layout.hpp"
#include "app/option_checks.hpp"
#include "app/reader_language.hpp"
#include "domain/practice/answer_simulation.hpp"
#include "domain/practice/evaluation.hpp"
#include "program/answers_file.hpp"

namespace tutorline::app {
namespace {

struct EvaluateOptions {
    std::string answers;
    std::string after;
    std::string abilities;
    bool weights = false;
};

std::string decimals(double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.4f", value);
    return text.data();
}

void print_score(const char* before, const domain::Score& score, const char* between) {
    std::cout << before << "auc " << decimals(score.auc()) << between << "log_loss " << decimals(score.log_loss()) << between << "ece "
              << decimals(score.calibration_error()) << '\n';
}

void print_weights(const domain::MasteryWeights& weights) {
    for (int i = 0; i < domain::mastery_features && !domain::feature_name(i).empty(); ++i) {
        const auto& weight = weights.circumstances[static_cast<std::size_t>(i)];
        std::cout << "weight " << domain::feature_name(i) << ' ' << decimals(weight.mean) << " +- " << decimals(std::sqrt(weight.variance)) << '\n';
    }
}

/// `user_id,ability` -> how well the model's abilities rank the children.
int print_ability_ranks(const std::string& file, const std::map<std::string, double>& known, const program::AnswerNames& names, const domain::Tracer& tracer) {
    std::vector<double> truth, found;
    for (std::size_t user = 1; user < names.users.all().size(); ++user) {
        const auto row = known.find(names.users.all()[user]);
        if (row == known.end()) continue;
        truth.push_back(row->second);
        found.push_back(tracer.ability(static_cast<std::int32_t>(user)));
    }
    if (truth.size() < 2) {
        program::Diagnostics diagnostics;
        diagnostics.error({file, 1, 1}, "answers.no_abilities");
        tell_diagnostics(diagnostics, reader_language());
        return exit_errors;
    }
    std::cout << "ability_rank_correlation " << decimals(domain::rank_correlation(truth, found)) << '\n';
    return exit_fine;
}

int evaluate_files(const EvaluateOptions& options) {
    program::AnswerNames names;
    program::Diagnostics diagnostics;
    std::optional<std::vector<domain::PastAnswer>> before{std::in_place}, answers;
    std::optional<std::map<std::string, double>> known{std::in_place};
    if (!options.after.empty()) before = program::read_answers(options.after, names, diagnostics);
    if (before) answers = program::read_answers(options.answers, names, diagnostics);
    if (answers && !options.abilities.empty()) known = program::read_abilities(options.abilities, diagnostics);  // before minutes of work
    if (!answers || !known) return tell_diagnostics(diagnostics, reader_language()), exit_errors;
    domain::Tracer tracer;
    const domain::Evaluation result = domain::evaluate(tracer, *before, *answers);
    print_score("", result.model, "\n");
    print_score("baseline_skill ", result.skill_mean, " ");
    print_score("baseline_item ", result.item_mean, " ");
    if (options.weights) print_weights(tracer.weights());
    return options.abilities.empty() ? exit_fine : print_ability_ranks(options.abilities, *known, names, tracer);
}

struct SimulateOptions {
    int children = 2000;
    int answers = 200000;
    std::uint64_t seed = 1;
    std::string out;
    std::string abilities;
};

/// Empty, or the file that could not be written.
std::string write_simulation(const domain::AnswerSimulation& simulation, const SimulateOptions& options) {
    if (!options.out.empty()) {
        std::ofstream file{options.out};
        file << "user_id,item_id,timestamp,correct,skill_id\n";
        for (const auto& answer : simulation.answers)
            file << answer.user << ',' << answer.item << ',' << answer.at << ',' << (answer.right ? 1 : 0) << ',' << answer.skill << '\n';
        file.close();
        if (!file) return options.out;
    }
    if (options.abilities.empty()) return {};
    std::ofstream file{options.abilities};
    file << "user_id,ability\n";
    for (std::size_t child = 1; child < simulation.abilities.size(); ++child) file << child << ',' << simulation.abilities[child] << '\n';
    file.close();
    return file ? std::string{} : options.abilities;
}

int simulate(const SimulateOptions& options) {
    if (const std::string why = refuse_outputs({{"--out", options.out}, {"--abilities", options.abilities}}, {}); !why.empty()) {
        std::cerr << "tutorline practice simulate: " << why << '\n';
        return exit_usage;
    }
    const auto simulation = domain::simulate_answers(options.children, options.answers, options.seed);
    if (const std::string file = write_simulation(simulation, options); !file.empty()) {
        program::Diagnostics diagnostics;
        diagnostics.error({file, 1, 1}, "answers.unwritable");
        return tell_diagnostics(diagnostics, reader_language()), exit_errors;
    }
    domain::Tracer tracer;
    const domain::Evaluation result = domain::evaluate(tracer, {}, simulation.answers);
    print_score("", result.model, "\n");
    print_score("baseline_skill ", result.skill_mean, " ");
    print_score("baseline_item ", result.item_mean, " ");
    std::vector<double> found;
    for (std::size_t child = 1; child < simulation.abilities.size(); ++child) found.push_back(tracer.ability(static_cast<std::int32_t>(child)));
    std::cout << "ability_rank_correlation " << decimals(domain::rank_correlation(std::span{simulation.abilities}.subspan(1), found)) << '\n';
    return exit_fine;
}

void add_simulate(CLI::App& practice, int& exit_code) {
    auto* command = practice.add_subcommand("simulate", "Simulate children with known abilities, and print how well the model finds them again");
    auto options = std::make_shared<SimulateOptions>();
    command->add_option("--children", options->children, "Simulated children")->check(whole_number(1, 1000000));
    command->add_option("--answers", options->answers, "Answers of all children together")->check(whole_number(1, 50000000));
    command->add_option("--seed", options->seed, "The same seed gives the same answers")->check(seed_number());
    command->add_option("--out", options->out, "Write the answers as CSV");
    command->add_option("--abilities", options->abilities, "Write the known abilities as CSV");
    command->callback([options, &exit_code] { exit_code = simulate(*options); });
}

}  // namespace

void add_practice_command(CLI::App& app, int& exit_code) {
    auto* practice = app.add_subcommand("practice", "The mastery model on files of answers");
    practice->require_subcommand(1);
    auto* evaluate = practice->add_subcommand("evaluate", "Predict each answer of a file before learning from it, and print how good that was");
    auto options = std::make_shared<EvaluateOptions>();
    evaluate->add_option("answers", options->answers, "CSV or TSV with user_id, item_id, timestamp, correct, skill_id")->required();
    evaluate->add_option("--after", options->after, "Learn from this file first");
    evaluate->add_option("--abilities", options->abilities, "CSV with user_id,ability: print the rank correlation with the model's");
    evaluate->add_flag("--weights", options->weights, "Print what the model learned about circumstances");
    evaluate->callback([options, &exit_code] { exit_code = evaluate_files(*options); });
    add_simulate(*practice, exit_code);
}

}  // namespace tutorline::app
