// "https://host:8443/path?query" taken apart.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tutorline::net {

struct Url {
    bool tls = false;
    std::string host;    ///< without the brackets of an IPv6 address
    std::string port;    ///< the scheme's default where none is written
    std::string origin;  ///< scheme://host:port, for comparison
    std::string authority;  ///< as the Host header has it
    std::string target;  ///< path and query, "/" when empty
};

/// None when it is not http or https, names no host, or carries a user.
std::optional<Url> parse_url(std::string_view text);

}  // namespace tutorline::net
