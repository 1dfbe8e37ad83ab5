#include "domain/session/session.hpp"

#include "base/name_table.hpp"

namespace tutorline::domain {
namespace {

using base::name_in;
using base::NameTable;
using base::value_in;

constexpr NameTable<Phase, 5> phases{{{Phase::planned, "planned"},
                                  {Phase::calling, "calling"},
                                  {Phase::talking, "talking"},
                                  {Phase::awaiting_log, "awaiting_log"},
                                  {Phase::closed, "closed"}}};
using State = Attempt::State;
constexpr NameTable<State, 5> states{{{State::queued, "queued"},
                                  {State::placed, "placed"},
                                  {State::tutor_joined, "tutor_joined"},
                                  {State::family_joined, "family_joined"},
                                  {State::ended, "ended"}}};
constexpr NameTable<Checkpoint, 3> checkpoints{
    {{Checkpoint::right, "right"}, {Checkpoint::wrong, "wrong"}, {Checkpoint::not_done, "not_done"}}};

}  // namespace

std::string_view name(Phase value) { return name_in(phases, value); }
std::optional<Phase> phase_from(std::string_view name) { return value_in(phases, name); }
std::string_view name(State value) { return name_in(states, value); }
std::optional<State> attempt_state_from(std::string_view name) { return value_in(states, name); }
std::string_view name(Checkpoint value) { return name_in(checkpoints, value); }
std::optional<Checkpoint> checkpoint_from(std::string_view name) { return value_in(checkpoints, name); }

}  // namespace tutorline::domain
