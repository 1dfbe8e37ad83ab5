#include "web/api_token.hpp"

#include <algorithm>

#include "base/hmac.hpp"
#include "web/json_answer.hpp"

namespace tutorline::web {
namespace {

/// Hashed first, so that the time tells nothing about the length either.
bool token_fits(const base::HttpRequest& request, const std::string& token) {
    std::string_view given = request.header("Authorization");
    constexpr std::string_view scheme = "Bearer ";
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == (b >= 'A' && b <= 'Z' ? b + 32 : b); };
    if (!std::equal(scheme.begin(), scheme.end(), given.begin(), given.begin() + static_cast<std::ptrdiff_t>(std::min(given.size(), scheme.size())), same)) return false;
    given.remove_prefix(scheme.size());
    return base::equal_constant_time(base::sha256_hex(given), base::sha256_hex(token));
}

}  // namespace

std::optional<base::HttpResponse> refuse_token(const base::HttpRequest& request, const std::string& token) {
    if (token.empty()) return json_error(403, "no_token", "the service has no API token configured");
    if (token_fits(request, token)) return std::nullopt;
    base::HttpResponse response = json_error(401, "token", "Authorization: Bearer <token> is missing or wrong");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace tutorline::web
