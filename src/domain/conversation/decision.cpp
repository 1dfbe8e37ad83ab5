#include "domain/conversation/decision.hpp"

#include <array>
#include <utility>

namespace tutorline::domain {
namespace {

constexpr std::array<std::pair<TextKind, std::string_view>, 11> kinds{{{TextKind::item, "item"},
                                                                       {TextKind::reminder, "reminder"},
                                                                       {TextKind::follow_up, "follow_up"},
                                                                       {TextKind::feedback, "feedback"},
                                                                       {TextKind::auto_reply, "auto_reply"},
                                                                       {TextKind::notice, "notice"},
                                                                       {TextKind::stop_confirmation, "stop_confirmation"},
                                                                       {TextKind::safety, "safety"},
                                                                       {TextKind::schedule, "schedule"},
                                                                       {TextKind::alert, "alert"},
                                                                       {TextKind::staff, "staff"}}};

}  // namespace

std::string_view name(TextKind value) {
    for (const auto& [kind, text] : kinds)
        if (kind == value) return text;
    return {};
}

std::optional<TextKind> text_kind_from(std::string_view name) {
    for (const auto& [kind, text] : kinds)
        if (text == name) return kind;
    return std::nullopt;
}

}  // namespace tutorline::domain
