// The one loop: event -> load -> decide (pure) -> commit {state, facts, outbox} -> perform -> event.
// The engine is the only place that opens a transaction. Not thread-safe: one thread owns it (and the writing connection).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.hpp"
#include "base/result.hpp"
#include "domain/effect.hpp"
#include "domain/event.hpp"

namespace tutorline::ports {
class Store;
}

namespace tutorline::engine {

struct Resources;  ///< programme, catalogs, language packs: immutable after start

/// What one event did.
struct Handled {
    enum class Kind {
        changed,
        unchanged,  ///< a repeat, a late status, an unknown number: acknowledged, nothing more
        refused,    ///< not committed: answer 503, the gateway will try again
    };
    Kind kind = Kind::unchanged;
    domain::VoiceScript script;  ///< for events that ask what a caller should hear
    std::string_view why = {};   ///< of a coordinator's change that is `unchanged`: a code of engine/changes.hpp
    std::optional<int> cancelled = {};  ///< of a pause: lessons that found no other hour
    int moved = 0;                      ///< of a pause: lessons that found one
};

class Engine {
  public:
    Engine(ports::Store& store, const Resources& resources);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Handles all that waits in one transaction; an event that the schema refuses takes no other with it. Committed
    /// when it returns, as durable as the store's commits are (ports::Store::split_flush()).
    std::vector<Handled> handle(std::span<const domain::Event> events, base::Instant now);
    /// Why the database did not take the last handle(); empty: it did. The caller tells the log, once.
    const std::string& failure() const;
    /// Does the work that is due (sessions, texts, chases, time-outs), at most `limit` of it; true when more is due.
    bool tick(base::Instant now, int limit = 256);
    /// Takes effects from the outbox, committed as `sending` before they are returned.
    std::vector<domain::Effect> lease(base::Instant now, int limit = 256, bool only_answers = false);  ///< `only_answers`: alerts, and answers to who wrote
    /// Reports how effects ended, one transaction.
    void finish(std::span<const std::pair<domain::Effect, domain::EffectResult>> results, base::Instant now);
    /// After a start: effects that were `sending` become `unknown` (texts) or are dropped (calls); misses of an outage
    /// are booked to the programme.
    void recover(base::Instant now);
    /// When something is due next, of tick or lease; none when nothing waits.
    std::optional<base::Instant> next_due() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tutorline::engine
