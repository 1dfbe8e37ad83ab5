#include "gateways/twilio/addresses.hpp"

#include <array>
#include <charconv>

namespace tutorline::gateways::twilio {
namespace {

struct Route {
    Place place;
    std::string_view noun;  ///< after /webhooks/<channel>/
    std::string_view tail;  ///< after the id
    bool has_id;
};

constexpr std::array routes{Route{Place::text, "texts", "", false},
                            Route{Place::text_status, "texts", "/status", true},
                            Route{Place::call, "calls", "", false},
                            Route{Place::call_answer, "calls", "/answer", true},
                            Route{Place::call_status, "calls", "/status", true},
                            Route{Place::family, "calls", "/family", true},
                            Route{Place::family_status, "calls", "/family/status", true},
                            Route{Place::family_end, "calls", "/family/end", true}};

constexpr std::string_view root = "/webhooks/";

/// Takes "/webhooks/<channel>/" off the path; false when it stands there not.
bool take_prefix(std::string_view& path, const ports::Channel& channel) {
    const auto size = root.size() + channel.name.size();
    if (!path.starts_with(root) || path.substr(root.size(), channel.name.size()) != channel.name || path.size() <= size || path[size] != '/') return false;
    path.remove_prefix(size + 1);
    return true;
}

}  // namespace

std::string_view without_slash(std::string_view url) {
    while (url.ends_with('/')) url.remove_suffix(1);
    return url;
}

std::string address_url(const ports::Channel& channel, Place place, std::int64_t id) {
    for (const Route& route : routes) {
        if (route.place != place) continue;
        const std::string_view origin = without_slash(channel.public_url);
        std::string url;
        url.reserve(origin.size() + root.size() + channel.name.size() + 48);
        url.append(origin).append(root).append(channel.name).append("/").append(route.noun);
        if (route.has_id) url.append("/").append(std::to_string(id)).append(route.tail);
        return url;
    }
    return {};
}

Address find_address(const ports::Channel& channel, std::string_view target) {
    std::string_view path = base::split_target(target).first;
    if (!take_prefix(path, channel)) return {};
    const auto slash = path.find('/');
    const std::string_view noun = path.substr(0, slash);
    std::int64_t id = 0;
    std::string_view tail;
    if (slash != std::string_view::npos) {
        const std::string_view rest = path.substr(slash + 1);
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), id);
        if (error != std::errc{} || id <= 0) return {};
        tail = rest.substr(static_cast<std::size_t>(end - rest.data()));
    }
    for (const Route& route : routes)
        if (route.noun == noun && route.has_id == (id != 0) && route.tail == tail) return {route.place, id};
    return {};
}

}  // namespace tutorline::gateways::twilio
