#include "domain/session/session.hpp"

#include <array>
#include <utility>

namespace tutorline::domain {
namespace {

template <class T, std::size_t N>
using Table = std::array<std::pair<T, std::string_view>, N>;

constexpr Table<Phase, 5> phases{{{Phase::planned, "planned"},
                                  {Phase::calling, "calling"},
                                  {Phase::talking, "talking"},
                                  {Phase::awaiting_log, "awaiting_log"},
                                  {Phase::closed, "closed"}}};
using State = Attempt::State;
constexpr Table<State, 5> states{{{State::queued, "queued"},
                                  {State::placed, "placed"},
                                  {State::tutor_joined, "tutor_joined"},
                                  {State::family_joined, "family_joined"},
                                  {State::ended, "ended"}}};
constexpr Table<Checkpoint, 3> checkpoints{
    {{Checkpoint::right, "right"}, {Checkpoint::wrong, "wrong"}, {Checkpoint::not_done, "not_done"}}};

template <class T, std::size_t N>
std::string_view name_in(const Table<T, N>& table, T value) {
    for (const auto& [entry, text] : table)
        if (entry == value) return text;
    return {};
}

template <class T, std::size_t N>
std::optional<T> value_in(const Table<T, N>& table, std::string_view text) {
    for (const auto& [entry, entry_text] : table)
        if (entry_text == text) return entry;
    return std::nullopt;
}

}  // namespace

std::string_view name(Phase value) { return name_in(phases, value); }
std::optional<Phase> phase_from(std::string_view name) { return value_in(phases, name); }
std::string_view name(State value) { return name_in(states, value); }
std::optional<State> attempt_state_from(std::string_view name) { return value_in(states, name); }
std::string_view name(Checkpoint value) { return name_in(checkpoints, value); }
std::optional<Checkpoint> checkpoint_from(std::string_view name) { return value_in(checkpoints, name); }

}  // namespace tutorline::domain
