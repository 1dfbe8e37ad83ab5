// Plays a transcript (src/simulator/TRANSCRIPTS.md) through the real engine: real catalogs and language packs, a store in
// memory, a virtual clock, and a gateway that takes every text. `tutorline chat` drives it line by line, the tests of
// tests/transcripts run whole files.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "engine/engine.hpp"
#include "engine/resources.hpp"
#include "ports/reader.hpp"
#include "ports/store.hpp"
#include "simulator/transcript.hpp"

namespace tutorline::app {

class Stage {
  public:
    /// Throws std::runtime_error with what is wrong with the scene.
    explicit Stage(simulator::Transcript script);
    /// The same talk with what the service really said, dialled and stored.
    simulator::Transcript play();

    // ---- line by line, for a talk that is not written yet
    /// Time passes until then; what is due in between happens. Never back.
    void advance(base::Instant to);
    /// A person writes; the answers stand at the end of played().
    void receive(const simulator::Transcript::Step& step);
    /// To a question of TRANSCRIPTS.md ("tasks", "item Luis", "session Luis 1", ..).
    std::string answer(const std::string& question);
    const simulator::Transcript& played() const { return played_; }
    base::Instant now() const { return now_; }
    const base::Zone& zone() const { return zone_; }

  private:
    using Step = simulator::Transcript::Step;
    void set_scene();
    void set_family(const std::string& line, struct Cast& cast, int number);
    void set_items();
    void set_state(const std::string& line);
    void work();
    void perform(const domain::Effect& effect);
    void call(const domain::PlaceCall& place);
    std::string query(const std::string& sql);
    void note_time();
    std::string number_of(const std::string& party) const;

    simulator::Transcript script_;
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
    std::size_t calls_out_ = 0;
};

}  // namespace tutorline::app
