#include "program/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "domain/messaging/segments.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {
namespace {

/// Builds the tree; after the first fault it keeps nothing more, so that a hostile file costs no memory.
class TreeBuilder : public YAML::EventHandler {
  public:
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { leaf(node(mark, YamlNode::Kind::null)); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, "yaml.alias");
        leaf(node(mark, YamlNode::Kind::null));
    }
    void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse(mark, "yaml.alias"); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
        YamlNode scalar = node(mark, YamlNode::Kind::scalar);
        scalar.text = value;
        scalar.quoted = tag == "!";
        if (!tag.empty() && tag != "?" && tag != "!") refuse(mark, "yaml.tag");
        leaf(std::move(scalar));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        open(mark, YamlNode::Kind::list);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        open(mark, YamlNode::Kind::map);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

    YamlDocument take() { return {std::move(root_), std::move(fault_)}; }

  private:
    struct Open {
        YamlNode node;
        bool key_waits = false;  ///< of a map: its last entry has a key and no value yet
    };

    YamlNode node(const YAML::Mark& mark, YamlNode::Kind kind) {
        if (++count_ > yaml_nodes_max) refuse(mark, "yaml.too_many");
        YamlNode result;
        result.kind = kind;
        result.line = mark.line + 1;
        result.column = mark.column + 1;
        return result;
    }
    void refuse(const YAML::Mark& mark, const char* id) {
        if (!fault_) fault_ = YamlFault{mark.line + 1, mark.column + 1, id, {}};
    }
    void open(const YAML::Mark& mark, YamlNode::Kind kind) {
        if (stack_.size() >= yaml_depth_max) refuse(mark, "yaml.too_deep");
        stack_.push_back({node(mark, kind), false});
    }
    void close() {
        YamlNode done = std::move(stack_.back().node);
        stack_.pop_back();
        leaf(std::move(done));
    }
    void leaf(YamlNode value) {
        if (fault_) return;
        if (stack_.empty()) {
            root_ = std::move(value);
            return;
        }
        Open& parent = stack_.back();
        if (parent.node.kind == YamlNode::Kind::list) {
            parent.node.items.push_back(std::move(value));
        } else if (parent.key_waits) {
            parent.node.entries.back().value = std::move(value);
            parent.key_waits = false;
        } else {
            if (value.kind != YamlNode::Kind::scalar) fault_ = YamlFault{value.line, value.column, "yaml.key", {}};
            parent.node.entries.push_back({std::move(value.text), value.line, value.column, {}});
            parent.key_waits = true;
        }
    }

    YamlNode root_;
    std::vector<Open> stack_;
    std::optional<YamlFault> fault_;
    int count_ = 0;
};

/// An unclosed quote or bracket makes the parser stumble lines later: the first line up to there that leaves one open.
std::optional<YamlFault> left_open(std::string_view text, int last_line) {
    int line = 1;
    for (std::size_t at = 0; at < text.size() && line <= last_line; ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        char quote = 0;
        int depth = 0;
        int opened_at = 0;
        for (std::size_t n = at; n < end; ++n) {
            const char c = text[n];
            const bool starts_word = n == at || std::string_view(" [{,:").find(text[n - 1]) != std::string_view::npos;
            if (quote == 0 && c == '#' && starts_word) break;
            if (quote != 0) {
                if (c == '\\' && quote == '"') ++n;
                else if (c == quote) quote = 0;
            } else if ((c == '"' || c == '\'') && starts_word) {
                quote = c;
                opened_at = static_cast<int>(n - at) + 1;
            } else if (c == '[' || c == '{') {
                if (depth++ == 0) opened_at = static_cast<int>(n - at) + 1;
            } else if ((c == ']' || c == '}') && depth > 0) {
                --depth;
            }
        }
        if (quote != 0) return YamlFault{line, opened_at, "yaml.quote", {}};
        if (depth > 0) return YamlFault{line, opened_at, "yaml.bracket", {}};
        at = end + 1;
    }
    return std::nullopt;
}

/// "weeks:8" and "weeks 8" are one word to YAML, and the parser stumbles on the line below: that line, or the one above it
/// that holds text, where it has no ": ".
std::optional<YamlFault> without_colon(std::string_view text, int last_line) {
    struct Line {
        int number = 0;
        std::string_view text;
    };
    Line before, last;
    int number = 1;
    for (std::size_t at = 0; at < text.size() && number <= last_line; ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        const std::size_t first = line.find_first_not_of(' ');
        if (first != std::string_view::npos && line[first] != '#') before = std::exchange(last, Line{number, line});
        at = end + 1;
    }
    for (const Line& line : {last, before}) {
        const std::size_t first = line.text.find_first_not_of(' ');
        if (first == std::string_view::npos || line.text.find(": ") != std::string_view::npos || line.text.ends_with(':')) continue;
        if (line.text[first] == '-' || line.text[first] == ']' || line.text[first] == '}') continue;
        return YamlFault{line.number, static_cast<int>(first) + 1, "yaml.colon", {{"word", quotable(line.text.substr(first, line.text.find_first_of(" :", first) - first))}}};
    }
    return std::nullopt;
}

/// What yaml-cpp says, in the words a coordinator can act on.
std::string fault_id(const std::string& words) {
    struct Row { const char* part; const char* id; };
    static constexpr Row rows[] = {
        {"tab", "yaml.tab"},           {"EOF in scalar", "yaml.quote"}, {"illegal document indicator", "yaml.quote"},
        {"illegal map value", "yaml.indent"}, {"end of map", "yaml.indent"},   {"end of sequence", "yaml.indent"},
        {"flow", "yaml.bracket"},      {"recursion", "yaml.too_deep"},  {"escape", "yaml.escape"},
    };
    for (const Row& row : rows)
        if (words.find(row.part) != std::string::npos) return row.id;
    return "yaml.syntax";
}

}  // namespace

std::optional<std::pair<int, int>> first_bad_byte(std::string_view text) {
    int line = 1;
    int column = 1;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = domain::next_character(text, at);
        const bool replaced = c == 0xFFFD && text.substr(start, at - start) != "\xEF\xBF\xBD";
        if (c == 0 || replaced) return std::pair{line, column};
        if (c == '\n') {
            ++line;
            column = 1;
        } else {
            ++column;
        }
    }
    return std::nullopt;
}

std::string bad_byte_id(std::string_view text) {
    const auto zero = text.find('\0');
    return zero != std::string_view::npos && !first_bad_byte(text.substr(0, zero)) ? "file.zero_byte" : "file.not_utf8";
}

YamlDocument parse_yaml(std::string_view text) {
    if (text.size() > yaml_bytes_max) return {{}, YamlFault{1, 1, "yaml.too_big", {}}};
    while (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::string with_line_feeds;
    if (text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos) {  // as old Macintoshes save
        with_line_feeds = text;
        std::ranges::replace(with_line_feeds, '\r', '\n');
        text = with_line_feeds;
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return {{}, YamlFault{1, 1, "yaml.utf16", {}}};
    if (const auto bad = first_bad_byte(text)) return {{}, YamlFault{bad->first, bad->second, bad_byte_id(text), {}}};
    std::istringstream stream{std::string(text)};
    TreeBuilder builder;
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder)) return {{}, YamlFault{1, 1, "yaml.empty", {}}};
        YamlDocument document = builder.take();
        TreeBuilder second;
        if (!document.fault && parser.HandleNextDocument(second)) document.fault = YamlFault{1, 1, "yaml.documents", {}};
        return document;
    } catch (const YAML::Exception& error) {
        YamlDocument document = builder.take();
        const bool placed = error.mark.line >= 0 && error.mark.column >= 0;
        const std::string id = fault_id(error.msg);
        const bool may_be_earlier = id == "yaml.indent" || id == "yaml.quote" || id == "yaml.bracket" || id == "yaml.syntax";
        if (!document.fault && may_be_earlier) document.fault = left_open(text, placed ? error.mark.line + 1 : 1);
        if (!document.fault && id == "yaml.indent") document.fault = without_colon(text, placed ? error.mark.line + 1 : 1);
        if (!document.fault)
            document.fault = YamlFault{placed ? error.mark.line + 1 : 1, placed ? error.mark.column + 1 : 1, id, {}};
        return document;
    }
}

}  // namespace tutorline::program
