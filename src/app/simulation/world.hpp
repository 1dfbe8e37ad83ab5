// What a simulated service is started with: programme, texts, reading packs, invented people.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/command/language_packs.hpp"
#include "domain/roster/roster.hpp"
#include "engine/resources.hpp"
#include "program/behaviour.hpp"
#include "program/coordinator_texts.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::app {

struct WorldOptions {
    std::filesystem::path program;  ///< empty: config/programs/paraguay-demo.yaml
    std::string preset = "botswana_2020";
    std::string language;           ///< of errors; empty: the programme's
    int students = 0;
    int tutors = 0;   ///< 0: a tenth of the students
    std::uint64_t seed = 1;
};

struct World {
    domain::LanguagePacks packs;
    engine::Resources resources;  ///< points at `packs`
    program::Behaviour behaviour;
    program::CoordinatorTexts texts;
    domain::Roster roster;

    World() = default;
    World(const World&) = delete;
    World& operator=(const World&) = delete;
};

/// Reads the files and invents the people. An error tells what to mend.
base::Result<std::unique_ptr<World>> load_world(const WorldOptions& options);

/// The coordinator's catalog as the reports ask for it. `texts` must outlive it.
reports::Words words_of(const program::CoordinatorTexts& texts, std::string language);

}  // namespace tutorline::app
