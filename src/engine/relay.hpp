// Between the outbox and the gateway: what may leave this very moment, and what became of it. The promise of each effect
// (domain/effect.hpp) is kept here and nowhere else.
#pragma once
#include <unordered_map>
#include <utility>

#include "engine/scope.hpp"

namespace tutorline::engine {

class Relay {
  public:
    /// Takes what is due and allowed; each is committed as `sending` by the caller before the effects are used.
    std::vector<domain::Effect> lease(Scope& scope, int limit, bool only_answers);
    void finish(Scope& scope, const domain::Effect& effect, const domain::EffectResult& result);
    /// A receipt. True when it changed anything.
    static bool receipt(Scope& scope, const domain::TextStatus& status);
    /// What was handed out when the process died: its fate is unknown.
    static void recover(Scope& scope);
    /// The gateway is broken (credentials, account): nothing leaves before this instant.
    std::optional<base::Instant> held_until() const { return held_until_; }

  private:
    std::optional<domain::Effect> take_text(Scope& scope, const ports::OutboxEntry& entry);
    std::optional<domain::Effect> take_query(Scope& scope, const ports::OutboxEntry& entry);
    std::optional<domain::Effect> take_call(Scope& scope, const ports::OutboxEntry& entry);
    void hold(Scope& scope);

    /// Phones with a text under way: texts of one conversation leave in order (O7). Memory only: after a start nothing
    /// is under way, and what was is `unknown`.
    std::unordered_map<std::int64_t, base::Instant> under_way_;
    std::optional<base::Instant> held_until_;
};

/// A text leaves at most so often (O8); then it failed.
constexpr int sends_max = 4;

}  // namespace tutorline::engine
