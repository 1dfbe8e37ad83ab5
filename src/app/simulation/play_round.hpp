// Enrols a world's people through the live path, plays the round and reads it off the store.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/simulation/world.hpp"
#include "reports/indicators.hpp"
#include "reports/round.hpp"

namespace tutorline::app {

struct PlayOptions {
    std::string database;  ///< new file that keeps the round's rows; empty: none
    std::uint64_t seed = 1;
    std::function<void(double)> progress;  ///< share of virtual time; may be empty
};

/// One thing that must never happen and did. Its words: `name` under invariant in config/languages/{es,en}/operator.yaml.
struct Violation {
    std::string name;               ///< "R1 a session without an outcome": without personal data
    std::optional<base::Instant> at;  ///< when it was seen on the network
    std::int64_t rows = 0, of = 0;  ///< else: how many rows break it, of how many
};

struct PlayedRound {
    base::Instant ended{};
    reports::WeeklyReport page;
    reports::RoundSummary round;
    reports::Invariants invariants;       ///< watched on the network and read off the rows
    std::vector<Violation> violations;  ///< the first of each kind
};

base::Result<PlayedRound> play_round(const World& world, const PlayOptions& options);

}  // namespace tutorline::app
