#include "gateways/twilio/signature.hpp"

#include <algorithm>
#include <vector>

#include "base/hmac.hpp"
#include "gateways/twilio/addresses.hpp"

namespace tutorline::gateways::twilio {
namespace {

/// Order of UTF-16 code units over UTF-8 bytes: as bytes, except that characters beyond U+FFFF (lead byte 0xF0 and
/// above, surrogates in UTF-16) stand before U+E000..U+FFFF (lead bytes 0xEE and 0xEF).
int code_unit_rank(char c) {
    const int byte = static_cast<unsigned char>(c);
    return byte >= 0xF0 ? 2 * 0xED + 1 : 2 * byte;
}

bool before(std::string_view a, std::string_view b) {
    const auto [x, y] = std::ranges::mismatch(a, b);
    if (x == a.end() || y == b.end()) return a.size() < b.size();
    const int rank_x = code_unit_rank(*x);
    const int rank_y = code_unit_rank(*y);
    return rank_x != rank_y ? rank_x < rank_y : static_cast<unsigned char>(*x) < static_cast<unsigned char>(*y);
}

using SignedFields = std::vector<std::pair<std::string_view, std::string_view>>;

/// Appends the fields as they are signed: sorted, repeats once.
void append_signed(std::string& text, SignedFields fields) {
    std::ranges::sort(fields, [](const auto& a, const auto& b) {
        return a.first == b.first ? before(a.second, b.second) : before(a.first, b.first);
    });
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    for (const auto& [name, value] : fields) text.append(name).append(value);
}

/// "https://host:8443/x" -> {"https://host", "8443"}; {"https://host", ""} without a port.
std::pair<std::string_view, std::string_view> split_port(std::string_view origin) {
    const auto colon = origin.rfind(':');
    const auto bracket = origin.rfind(']');  // of an IPv6 address
    if (colon == std::string_view::npos || colon < 6 || (bracket != std::string_view::npos && colon < bracket))
        return {origin, {}};
    return {origin.substr(0, colon), origin.substr(colon + 1)};
}

/// The origins Twilio may have signed: as configured, without its port, with the scheme's default port.
std::vector<std::string> origins_of(std::string_view public_url) {
    const auto scheme_end = public_url.find("://");
    const auto path = public_url.find('/', scheme_end == std::string_view::npos ? 0 : scheme_end + 3);
    const std::string_view origin = public_url.substr(0, path);
    std::string rest{path == std::string_view::npos ? std::string_view{} : public_url.substr(path)};
    while (rest.ends_with('/')) rest.pop_back();
    const auto [bare, port] = split_port(origin);
    std::vector<std::string> origins{std::string{origin} + rest};
    if (!port.empty()) {
        origins.push_back(std::string{bare} + rest);
    } else {
        origins.push_back(std::string{bare} + (bare.starts_with("https:") ? ":443" : ":80") + rest);
    }
    return origins;
}

/// The query decoded and encoded anew: a proxy or framework may have turned "a b" from %20 into + or back.
std::vector<std::string> targets_of(const std::string& target) {
    std::vector<std::string> targets{target};
    const auto [path, query] = base::split_target(target);
    if (query.empty()) return targets;
    const base::FormFields fields = base::parse_form(query);
    const std::string plus = std::string{path} + "?" + base::encode_form(fields);
    std::string percent = plus;
    for (std::size_t at = percent.find('+'); at != std::string::npos; at = percent.find('+', at)) percent.replace(at, 1, "%20");
    if (plus != target) targets.push_back(plus);
    if (percent != target && percent != plus) targets.push_back(percent);
    return targets;
}

bool is_form(const base::HttpRequest& request) {
    return request.header("Content-Type").starts_with("application/x-www-form-urlencoded");
}

bool body_hash_fits(const base::HttpRequest& request) {
    const base::Form query{base::split_target(request.target).second};
    return base::equal_constant_time(query["bodySHA256"], base::sha256_hex(request.body));
}

}  // namespace

std::string sign(std::string_view secret, std::string_view url, const base::FormFields* form) {
    std::string text{url};
    if (form) append_signed(text, SignedFields(form->begin(), form->end()));
    return base::hmac_sha1_base64(secret, text);
}

bool signature_fits(std::string_view secret, std::string_view public_url, const base::HttpRequest& request) {
    const std::string_view given = request.header("X-Twilio-Signature");
    if (secret.empty() || given.empty()) return false;
    const std::string_view query = base::split_target(request.target).second;
    if (std::ranges::count(request.body, '&') >= std::ptrdiff_t{form_fields_max} ||
        std::ranges::count(query, '&') >= std::ptrdiff_t{form_fields_max})
        return false;
    std::string fields;
    if (is_form(request)) {
        fields.reserve(request.body.size());
        const base::Form form{request.body};
        append_signed(fields, form.fields());
    } else if (!request.body.empty() && !body_hash_fits(request)) {
        return false;
    }
    const auto fits = [&](std::string_view origin, std::string_view target) {
        std::string text;
        text.reserve(origin.size() + target.size() + fields.size());
        text.append(origin).append(target).append(fields);
        return base::equal_constant_time(given, base::hmac_sha1_base64(secret, text));
    };
    if (fits(without_slash(public_url), request.target)) return true;  // nearly always: spares the others
    for (const std::string& target : targets_of(request.target))
        for (const std::string& origin : origins_of(public_url))
            if (fits(origin, target)) return true;
    return false;
}

}  // namespace tutorline::gateways::twilio
