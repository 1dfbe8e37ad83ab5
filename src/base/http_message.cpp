#include "base/http_message.hpp"

#include <algorithm>
#include <array>

namespace tutorline::base {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view find_header(const std::vector<std::pair<std::string, std::string>>& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (same_name(key, name)) return value;
    return {};
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
    return -1;
}

/// RFC 3986 2.3: these stand for themselves.
constexpr std::array<bool, 256> unreserved = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"}) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

/// Runs of plain characters are appended at once.
void append_encoded(std::string& out, std::string_view text, bool blank_as_plus) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (unreserved[byte]) continue;
        out.append(text, plain_from, i - plain_from);
        plain_from = i + 1;
        if (text[i] == ' ' && blank_as_plus) {
            out += '+';
        } else {
            const std::array<char, 3> coded{'%', digits[byte >> 4], digits[byte & 15]};
            out.append(coded.data(), coded.size());
        }
    }
    out.append(text, plain_from, std::string_view::npos);
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const { return find_header(headers, name); }
std::string_view HttpResponse::header(std::string_view name) const { return find_header(headers, name); }

std::string percent_decode(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%' && text[i] != '+') continue;
        if (text[i] == '+') {
            if (!plus_is_blank) continue;
            out.append(text, plain_from, i - plain_from) += ' ';
        } else {
            if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) continue;
            out.append(text, plain_from, i - plain_from) += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        }
        plain_from = i + 1;
    }
    return out.append(text, plain_from, std::string_view::npos);
}

std::string percent_encode(std::string_view text) {
    std::string out;
    append_encoded(out, text, false);
    return out;
}

FormFields parse_form(std::string_view body) {
    FormFields fields;
    fields.reserve(std::min<std::size_t>(static_cast<std::size_t>(std::ranges::count(body, '&')) + 1, 64));
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const std::string_view pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        fields.emplace_back(percent_decode(pair.substr(0, equals), true),
                            equals < pair.size() ? percent_decode(pair.substr(equals + 1), true) : std::string{});
    }
    return fields;
}

void append_field(std::string& form, std::string_view name, std::string_view value) {
    if (!form.empty()) form += '&';
    append_encoded(form, name, true);
    form += '=';
    append_encoded(form, value, true);
}

std::string encode_form(const FormFields& fields) {
    std::string out;
    for (const auto& [name, value] : fields) append_field(out, name, value);
    return out;
}

std::string_view field(const FormFields& fields, std::string_view name) {
    for (const auto& [key, value] : fields)
        if (key == name) return value;
    return {};
}

std::pair<std::string_view, std::string_view> split_target(std::string_view target) {
    const auto mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace tutorline::base
