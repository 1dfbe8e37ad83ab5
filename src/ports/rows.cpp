#include "ports/rows.hpp"

#include "base/name_table.hpp"

namespace tutorline::ports {
namespace {

using base::name_in;
using base::NameTable;
using base::value_in;

constexpr NameTable<MessageState, 8> states{{{MessageState::queued, "queued"},
                                         {MessageState::sending, "sending"},
                                         {MessageState::unknown, "unknown"},
                                         {MessageState::sent, "sent"},
                                         {MessageState::delivered, "delivered"},
                                         {MessageState::failed, "failed"},
                                         {MessageState::expired, "expired"},
                                         {MessageState::suppressed, "suppressed"}}};
constexpr NameTable<Audience, 4> audiences{{{Audience::family, "family"},
                                        {Audience::tutor, "tutor"},
                                        {Audience::staff, "staff"},
                                        {Audience::stranger, "stranger"}}};

}  // namespace

std::string_view name(MessageState value) { return name_in(states, value); }
std::optional<MessageState> message_state_from(std::string_view name) { return value_in(states, name); }
std::string_view name(Audience value) { return name_in(audiences, value); }
std::optional<Audience> audience_from(std::string_view name) { return value_in(audiences, name); }

}  // namespace tutorline::ports
