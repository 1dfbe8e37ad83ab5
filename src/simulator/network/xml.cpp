#include "simulator/network/xml.hpp"

#include <algorithm>
#include <optional>

namespace tutorline::simulator::xml {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ':' || c == '.';
}

void append_utf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

bool append_entity(std::string& out, std::string_view name) {
    static constexpr std::pair<std::string_view, char> named[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (const auto& [entity, letter] : named)
        if (name == entity) return out += letter, true;
    if (name.size() < 2 || name[0] != '#') return false;
    const bool hex = name[1] == 'x';
    std::uint32_t code = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0 || code > 0x10FFFF) return false;
        code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
    append_utf8(out, code);
    return true;
}

/// Character data with its entities resolved; nothing when one is unknown.
std::optional<std::string> plain(std::string_view raw) {
    std::string out;
    while (!raw.empty()) {
        const auto mark = std::min(raw.find('&'), raw.size());
        out += raw.substr(0, mark);
        raw.remove_prefix(mark);
        if (raw.empty()) break;
        const auto end = raw.find(';');
        if (end == std::string_view::npos || !append_entity(out, raw.substr(1, end - 1))) return std::nullopt;
        raw.remove_prefix(end + 1);
    }
    return out;
}

class Parser {
  public:
    explicit Parser(std::string_view rest) : rest_(rest) {}

    std::optional<Element> document() {
        skip_prolog();
        auto root = element(0);
        if (!root) return std::nullopt;
        skip_prolog();
        if (!rest_.empty()) return std::nullopt;
        return root;
    }

  private:
    bool take(std::string_view token) {
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        return true;
    }
    void skip_blanks() {
        while (!rest_.empty() && blank(rest_.front())) rest_.remove_prefix(1);
    }
    bool skip_past(std::string_view end) {
        const auto at = rest_.find(end);
        if (at == std::string_view::npos) return rest_ = {}, false;
        rest_.remove_prefix(at + end.size());
        return true;
    }
    void skip_prolog() {
        for (;;) {
            skip_blanks();
            if (rest_.starts_with("<?")) skip_past("?>");
            else if (rest_.starts_with("<!--")) skip_past("-->");
            else return;
        }
    }
    std::string name() {
        const auto end = std::ranges::find_if_not(rest_, name_char) - rest_.begin();
        std::string found{rest_.substr(0, static_cast<std::size_t>(end))};
        rest_.remove_prefix(static_cast<std::size_t>(end));
        return found;
    }
    bool attributes(Element& element) {
        for (;;) {
            skip_blanks();
            if (rest_.empty()) return false;
            if (rest_.front() == '>' || rest_.front() == '/') return true;
            std::string key = name();
            skip_blanks();
            if (key.empty() || !take("=")) return false;
            skip_blanks();
            if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) return false;
            const auto end = rest_.find(rest_.front(), 1);
            if (end == std::string_view::npos) return false;
            auto value = plain(rest_.substr(1, end - 1));
            if (!value) return false;
            element.attributes.emplace_back(std::move(key), std::move(*value));
            rest_.remove_prefix(end + 1);
        }
    }
    std::optional<Element> element(int depth) {
        if (depth > depth_max || !take("<")) return std::nullopt;
        Element found;
        found.name = name();
        if (found.name.empty() || !attributes(found)) return std::nullopt;
        if (take("/>")) return found;
        if (!take(">") || !content(found, depth)) return std::nullopt;
        return found;
    }
    bool content(Element& parent, int depth) {
        for (;;) {
            const auto mark = rest_.find('<');
            if (mark == std::string_view::npos) return false;
            const auto text = plain(rest_.substr(0, mark));
            if (!text) return false;
            parent.text += *text;
            rest_.remove_prefix(mark);
            if (take("</")) {
                const std::string closed = name();
                skip_blanks();
                return closed == parent.name && take(">");
            }
            if (rest_.starts_with("<!--")) {
                if (!skip_past("-->")) return false;
                continue;
            }
            auto child = element(depth + 1);
            if (!child) return false;
            parent.children.push_back(std::move(*child));
        }
    }

    std::string_view rest_;
};

}  // namespace

std::string_view Element::attribute(std::string_view attribute_name) const {
    for (const auto& [key, value] : attributes)
        if (key == attribute_name) return value;
    return {};
}

base::Result<Element> parse(std::string_view document) {
    if (document.size() <= document_bytes_max)
        if (auto root = Parser{document}.document()) return std::move(*root);
    return base::Error{base::Error::Policy::permanent, "xml_bad", "the document is not well-formed XML"};
}

}  // namespace tutorline::simulator::xml
