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

/// Never longer than the text; returns the end of what was written.
char* decode(std::string_view text, bool plus_is_blank, char* to) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plus_is_blank) {
            c = ' ';
        } else if (c == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            c = static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        }
        *to++ = c;
    }
    return to;
}

constexpr std::size_t fields_expected = 16;

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const { return find_header(headers, name); }
std::string_view HttpResponse::header(std::string_view name) const { return find_header(headers, name); }

std::string percent_decode(std::string_view text, bool plus_is_blank) {
    std::string out(text.size(), '\0');
    out.resize(static_cast<std::size_t>(decode(text, plus_is_blank, out.data()) - out.data()));
    return out;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    append_encoded(out, text, false);
    return out;
}

Form::Form(std::string_view encoded) : decoded_(new char[encoded.size() + 1]) {
    fields_.reserve(fields_expected);
    char* to = decoded_.get();
    const auto take = [&](std::string_view part) {
        const char* from = to;
        to = decode(part, true, to);
        return std::string_view{from, static_cast<std::size_t>(to - from)};
    };
    while (!encoded.empty()) {
        const auto end = std::min(encoded.find('&'), encoded.size());
        const std::string_view pair = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        const std::string_view name = take(pair.substr(0, equals));
        fields_.emplace_back(name, equals < pair.size() ? take(pair.substr(equals + 1)) : std::string_view{});
    }
}

std::string_view Form::operator[](std::string_view name) const {
    for (const auto& [key, value] : fields_)
        if (key == name) return value;
    return {};
}

FormFields parse_form(std::string_view encoded) {
    const Form form{encoded};
    return {form.fields().begin(), form.fields().end()};
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
