#include "app/gateway/open_phones.hpp"

#include <algorithm>

namespace tutorline::app {

HandsetMemory& OpenPhones::of(std::string_view number) {
    const auto found = memory_.find(number);
    return found != memory_.end() ? found->second : memory_.emplace(number, HandsetMemory{}).first->second;
}

std::optional<simulator::Handset> OpenPhones::handset(std::string_view number) {
    return number.starts_with('+') ? std::optional<simulator::Handset>{simulator::Handset{}} : std::nullopt;
}

void OpenPhones::text_shown(std::string_view number, std::string_view text, base::Instant at) {
    of(number).texts.push_back({at, std::string{text}});
}

simulator::Pickup OpenPhones::ring(const simulator::Ring& ring) {
    ++of(ring.number).calls;
    return {.end = simulator::Pickup::End::answered, .after = base::Seconds{5}, .sip_code = 200};
}

void OpenPhones::heard(std::string_view number, std::string_view words, std::string_view, base::Instant at) {
    of(number).heard.push_back({at, std::string{words}});
}

std::string OpenPhones::pressed(std::string_view, std::string_view, base::Instant) { return {}; }

base::Seconds OpenPhones::talk(const simulator::Bridge& bridge) { return std::min(talk_, bridge.talk_max); }

}  // namespace tutorline::app
