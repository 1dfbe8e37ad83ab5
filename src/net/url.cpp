#include "net/url.hpp"

#include <algorithm>

namespace tutorline::net {

std::optional<Url> parse_url(std::string_view text) {
    Url url;
    url.tls = text.starts_with("https://");
    if (!url.tls && !text.starts_with("http://")) return std::nullopt;
    const std::string_view scheme = url.tls ? "https://" : "http://";
    text.remove_prefix(scheme.size());
    const auto end = std::min(text.find_first_of("/?"), text.size());
    const std::string_view authority = text.substr(0, end);
    const auto bad = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '@' || c == 0x7f; };
    if (authority.empty() || std::ranges::any_of(authority, bad)) return std::nullopt;
    url.authority = authority;
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    url.host = authority.substr(0, has_port ? colon : authority.size());
    if (url.host.size() > 2 && url.host.front() == '[' && url.host.back() == ']') url.host = url.host.substr(1, url.host.size() - 2);
    url.port = has_port ? std::string{authority.substr(colon + 1)} : url.tls ? "443" : "80";
    if (url.host.empty() || url.port.empty() || !std::ranges::all_of(url.port, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    url.origin.append(scheme).append(url.host).append(":").append(url.port);
    url.target = text.substr(end);
    if (!url.target.starts_with('/')) url.target.insert(0, "/");
    return url;
}

}  // namespace tutorline::net
