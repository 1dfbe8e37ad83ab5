#include "app/simulation/world.hpp"

#include "app/config_dir.hpp"
#include "gateways/registry.hpp"
#include "program/catalog.hpp"
#include "program/check_report.hpp"
#include "program/summary.hpp"
#include "program/language_pack.hpp"
#include "program/load_program.hpp"
#include "simulator/cohort.hpp"
#include "simulator/simulation.hpp"

namespace tutorline::app {
namespace {

base::Error error(std::string message) { return {base::Error::Policy::permanent, "world", std::move(message)}; }

}  // namespace

base::Result<std::unique_ptr<World>> load_world(const WorldOptions& options) {
    const auto config = config_dir();
    const auto languages = config / "languages";
    const auto file = options.program.empty() ? config / "programs" / "paraguay-demo.yaml" : options.program;
    auto world = std::make_unique<World>();
    auto texts = program::CoordinatorTexts::load(config);
    if (!texts) return texts.error();
    world->texts = *std::move(texts);
    auto loaded = program::load_program(file, languages);
    const program::Words say{world->texts, program::answer_language(options.language, loaded)};
    if (!loaded.checked) return error(program::render_diagnostics(loaded.diagnostics, world->texts, say.language()) + say("report.world_failed"));
    auto packs = program::require_language_packs(languages);
    if (!packs) return packs.error();
    world->packs = *std::move(packs);
    program::Diagnostics diagnostics;
    auto behaviour = program::load_behaviour(config / "simulator" / "behaviour.yaml", options.preset, diagnostics);
    if (!behaviour) return error(program::render_diagnostics(diagnostics, world->texts, say.language()));
    world->behaviour = *std::move(behaviour);
    engine::Resources& resources = world->resources;
    resources.program = std::move(loaded.checked->program);
    resources.program.seed = options.seed;
    auto catalog = program::read_catalog(languages, program::language_tags(languages), resources.program.texts.ucs2_allowed);
    if (!catalog.usable()) return error(say("report.texts_failed"));
    resources.catalog = std::move(catalog.catalog);
    resources.packs = &world->packs;
    const auto channel = simulator::simulated_channel();
    resources.channel = channel.name;
    resources.capabilities = gateways::find(channel.gateway)->capabilities();
    const simulator::CohortSize size{options.students, options.tutors > 0 ? options.tutors : std::max(1, (options.students + 9) / 10)};
    world->roster = simulator::invent_roster(resources.program, world->behaviour, size, options.seed);
    return world;
}

reports::Words words_of(const program::CoordinatorTexts& texts, std::string language) {
    return [&texts, language = std::move(language)](std::string_view key, const domain::Arguments& arguments) { return texts.text(language, key, arguments); };
}

}  // namespace tutorline::app
