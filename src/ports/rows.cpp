#include "ports/rows.hpp"

#include <array>
#include <utility>

namespace tutorline::ports {
namespace {

template <class T, std::size_t N>
using Table = std::array<std::pair<T, std::string_view>, N>;

constexpr Table<MessageState, 8> states{{{MessageState::queued, "queued"},
                                         {MessageState::sending, "sending"},
                                         {MessageState::unknown, "unknown"},
                                         {MessageState::sent, "sent"},
                                         {MessageState::delivered, "delivered"},
                                         {MessageState::failed, "failed"},
                                         {MessageState::expired, "expired"},
                                         {MessageState::suppressed, "suppressed"}}};
constexpr Table<Audience, 4> audiences{{{Audience::family, "family"},
                                        {Audience::tutor, "tutor"},
                                        {Audience::staff, "staff"},
                                        {Audience::stranger, "stranger"}}};

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

std::string_view name(MessageState value) { return name_in(states, value); }
std::optional<MessageState> message_state_from(std::string_view name) { return value_in(states, name); }
std::string_view name(Audience value) { return name_in(audiences, value); }
std::optional<Audience> audience_from(std::string_view name) { return value_in(audiences, name); }

}  // namespace tutorline::ports
