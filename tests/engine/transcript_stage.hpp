// Plays a transcript (src/simulator/TRANSCRIPTS.md) through the real engine: real catalogs and language packs, a store in
// memory, a virtual clock, and a gateway that takes every text.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "engine/engine.hpp"
#include "engine/resources.hpp"
#include "ports/reader.hpp"
#include "ports/store.hpp"
#include "simulator/transcript.hpp"

namespace tutorline::test {

class Stage {
  public:
    /// Throws std::runtime_error with what is wrong with the scene.
    explicit Stage(const simulator::Transcript& script);
    /// The same talk with what the service really said, dialled and stored.
    simulator::Transcript play();

  private:
    using Step = simulator::Transcript::Step;
    void set_scene();
    void set_family(const std::string& line, struct Cast& cast, int number);
    void set_items();
    void set_state(const std::string& line);
    void advance(base::Instant to);
    void work();
    void perform(const domain::Effect& effect);
    void call(const domain::PlaceCall& place);
    void receive(const Step& step);
    std::string answer(const std::string& question);
    std::string query(const std::string& sql);
    void note_time();
    std::string number_of(const std::string& party) const;

    const simulator::Transcript& script_;
    simulator::Transcript played_;
    engine::Resources resources_;
    base::Zone zone_;
    std::unique_ptr<ports::Store> store_;
    std::unique_ptr<ports::Reader> reader_;
    std::unique_ptr<engine::Engine> engine_;
    std::map<std::string, std::string> numbers_;  ///< party -> E.164
    std::map<std::string, std::string> parties_;  ///< E.164 -> party
    std::map<std::string, std::int64_t> students_;
    std::string first_party_;
    domain::CohortId cohort_;
    base::Instant now_{};
    base::Instant noted_{};
    bool on_stage_ = false;  ///< texts before the first '@' are not shown
    int texts_in_ = 0;
};

}  // namespace tutorline::test
