#include "app/simulation/play_round.hpp"

#include <filesystem>
#include <system_error>

#include "app/service/start_cohort.hpp"
#include "reports/invariants.hpp"
#include "reports/moment.hpp"
#include "reports/weekly.hpp"
#include "simulator/simulation.hpp"
#include "store/store.hpp"

namespace tutorline::app {
namespace {

constexpr std::chrono::days enrolled_before{28};
/// Big cohorts are handled in steps of a few seconds, so that one commit carries several events.
constexpr std::size_t students_per_step_second = 2500;

void add_row_checks(PlayedRound& played, const std::vector<reports::InvariantResult>& results) {
    for (const auto& result : results) {
        played.invariants.checked += static_cast<std::uint64_t>(result.checked);
        played.invariants.violated += static_cast<std::uint64_t>(result.violated);
        if (result.violated > 0) played.violations.push_back({result.name, {}, result.violated, result.checked});
    }
}

}  // namespace

base::Result<PlayedRound> play_round(const World& world, const PlayOptions& options) {
    const domain::Program& program = world.resources.program;
    std::error_code ignored;
    if (!options.database.empty() && std::filesystem::exists(options.database, ignored))
        return base::Error{base::Error::Policy::permanent, "database", options.database + " is there already: name a new file or remove it"};
    const store::Options where{.path = {}, .durable = false, .disposable = true};
    auto store = store::open(where);
    if (!store) return store.error();
    auto reader = store::open_reader(where, **store);
    if (!reader) return reader.error();
    simulator::SimulationSettings settings;
    settings.from = base::Instant{program.starts_on} - enrolled_before;
    settings.until = simulator::round_end(program);
    settings.step = base::Seconds{1 + world.roster.students.size() / students_per_step_second};
    settings.seed = options.seed;
    start_cohort(**store, **reader, {program, world.roster}, world.resources.catalog, settings.from);
    simulator::Simulation simulation{**store, world.resources, world.roster, world.behaviour, settings};
    simulation.run(options.progress ? options.progress : [](double) {});

    PlayedRound played;
    played.ended = settings.until;
    for (const auto& violation : simulation.checkers().violations()) played.violations.push_back({violation.what, violation.at});
    played.invariants = {simulation.checkers().checked(), simulation.checkers().violated()};
    add_row_checks(played, reports::standing_invariants(**reader, program));
    add_row_checks(played, reports::final_invariants(**reader, program, settings.until));
    auto page = reports::weekly_report(**reader, program, 0, reports::last_fact(**reader));
    if (!page) return page.error();
    if (!options.database.empty()) {
        auto kept = store::copy_to_file(**store, options.database);
        if (!kept) return kept.error();
    }
    played.page = *std::move(page);
    played.round = reports::summarise_round(played.page);
    return played;
}

}  // namespace tutorline::app
