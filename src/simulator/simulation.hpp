// A whole round on a virtual clock: people and the simulated network on one side, on the other the service as it runs in
// production: web handlers, gateway codec, engine, store. The simulator replaces the network and nothing else.
//
//   people act -> network -> signed webhook -> web/ -> engine.handle -> answer -> network
//   engine.tick / lease -> gateway encode -> network.receive -> decode_result -> engine.finish
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/civil_time.hpp"
#include "domain/roster/roster.hpp"
#include "engine/resources.hpp"
#include "ports/store.hpp"
#include "program/behaviour.hpp"
#include "simulator/checkers.hpp"
#include "simulator/network/network.hpp"

namespace tutorline::simulator {

struct SimulationSettings {
    base::Instant from{};   ///< the round is enrolled here
    base::Instant until{};  ///< nothing happens later
    base::Seconds step{1};  ///< what is due within a step is handled together
    std::uint64_t seed = 1;
};

/// The channel a simulated service runs on; its account and secret are invented.
ports::Channel simulated_channel();
/// The network's settings for that channel, with the faults of the behaviour model.
NetworkSettings simulated_network(const ports::Channel& channel, const program::Behaviour& behaviour, const domain::Program& program,
                                  const SimulationSettings& settings);

/// When the last programme week of all departments has ended and its late texts and reports have come.
base::Instant round_end(const domain::Program& program);

class Simulation {
  public:
    /// The cohort is enrolled in `store` already. `resources.channel` must be simulated_channel().name. All arguments
    /// must outlive the simulation.
    Simulation(ports::Store& store, const engine::Resources& resources, const domain::Roster& roster, const program::Behaviour& behaviour,
               SimulationSettings settings);
    ~Simulation();
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;

    /// Runs to the end; `progress` hears the share of virtual time that has passed, about a thousand times.
    void run(const std::function<void(double)>& progress);
    /// Runs to that moment of the round.
    void run_to(base::Instant moment);
    /// The service's process ends and starts again over the same store, as it does when new sheets come; people and phone
    /// network go on.
    void restart();
    base::Instant now() const;
    Checkers& checkers();
    const Ledger& ledger() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::simulator
