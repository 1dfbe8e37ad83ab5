#include "program/yaml_section.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "program/nearest_word.hpp"
#include "program/weekly_hours.hpp"

namespace tutorline::program {
namespace {

std::optional<double> figure_in(std::string_view text) {
    double value = 0;
    if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') return std::nullopt;  // 010 is eight to some readers of YAML
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (!(std::abs(value) <= 1e12)) return std::nullopt;  // neither infinite nor 'not a number'
    return value;
}

std::string shown(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

/// "25.000", "1.250.000": whoever groups thousands with a dot means another number than one who does not. "0.125" is clear.
bool dots_may_be_thousands(std::string_view text) {
    const auto first = text.find('.');
    if (first == std::string_view::npos || first == 0 || first > 3 || text.front() == '0') return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool dot = at >= first && (at - first) % 4 == 0;
        if (dot != (text[at] == '.') || (!dot && (text[at] < '0' || text[at] > '9'))) return false;
    }
    return (text.size() - first) % 4 == 0;
}

std::string without_dots(std::string text) {
    std::erase(text, '.');
    return text;
}

}  // namespace

YamlSection::YamlSection(const YamlNode& node, std::string path, std::string file, Diagnostics& diagnostics)
    : path_(std::move(path)), place_{std::move(file), node.line, node.column}, diagnostics_(&diagnostics) {
    if (node.kind == YamlNode::Kind::map) {
        node_ = &node;
    } else if (node.kind != YamlNode::Kind::null) {
        diagnostics.error(place_, path_.empty() ? "yaml.not_a_program" : "yaml.not_a_section", {{"key", path_}});
    }
    if (!node_) return;
    for (std::size_t n = 0; n < node.entries.size(); ++n)
        for (std::size_t earlier = 0; earlier < n; ++earlier)
            if (node.entries[earlier].key == node.entries[n].key) {
                diagnostics.error({place_.file, node.entries[n].line, node.entries[n].column}, "yaml.duplicate",
                                  {{"key", quotable(node.entries[n].key)}, {"line", std::to_string(node.entries[earlier].line)}});
                break;
            }
}

YamlSection::YamlSection(domain::SourcePlace place, std::string path, Diagnostics& diagnostics)
    : path_(std::move(path)), place_(std::move(place)), diagnostics_(&diagnostics) {}

std::string YamlSection::key_path(const char* key) const { return path_.empty() ? key : path_ + "." + key; }

bool YamlSection::has(const char* key) const {
    return node_ && std::ranges::any_of(node_->entries, [&](const YamlEntry& e) { return e.key == key; });
}

domain::SourcePlace YamlSection::place(const char* key) const {
    if (node_)
        for (const YamlEntry& entry : node_->entries)
            if (entry.key == key) {
                const bool empty = entry.value.kind == YamlNode::Kind::null;
                return {place_.file, empty ? entry.line : entry.value.line, empty ? entry.column : entry.value.column};
            }
    return place_;
}

void YamlSection::error(const char* key, std::string id, domain::Arguments arguments) {
    arguments.emplace_back("key", key_path(key));
    diagnostics_->error(place(key), std::move(id), std::move(arguments));
}

void YamlSection::missing(const char* key) {
    if (node_) error(key, "yaml.missing");
}

const YamlNode* YamlSection::take(const char* key) {
    if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
    if (!node_) return nullptr;
    for (const YamlEntry& entry : node_->entries)
        if (entry.key == key) return entry.value.kind == YamlNode::Kind::null ? nullptr : &entry.value;
    return nullptr;
}

void YamlSection::wrong(const char* key, const char* type) {
    const YamlNode* node = take(key);
    error(key, "yaml.wrong_type",
          {{"value", node && node->kind == YamlNode::Kind::scalar ? quotable(node->text) : "..."},
           {"@type", std::string("type.") + type}});
}

const YamlNode* YamlSection::scalar(const char* key) {
    const YamlNode* node = take(key);
    if (!node || node->kind == YamlNode::Kind::scalar) return node;
    wrong(key, "one_value");
    return nullptr;
}

std::string YamlSection::text(const char* key, std::string fallback) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    check_letters(key, node->text);
    return node->text;
}

/// Texts of a programme end up in messages and on terminals: one line, and no braces, which are places to be filled there.
void YamlSection::check_letters(const char* key, const std::string& text) {
    constexpr std::size_t bytes_max = 500;  // of a name, a reason, a phone
    if (!one_plain_line(text)) error(key, "yaml.control");
    else if (text.size() > bytes_max) error(key, "yaml.long", {{"max", std::to_string(bytes_max)}});
    else if (text.find_first_of("{}") != std::string::npos) error(key, "yaml.braces");
}

std::string YamlSection::required_text(const char* key) {
    const YamlNode* node = take(key);
    if (!node || (node->kind == YamlNode::Kind::scalar && folded(node->text).empty())) {
        missing(key);
        return {};
    }
    return text(key, {});
}

int YamlSection::whole(const char* key, int fallback, int min, int max) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    const auto value = figure_in(node->text);
    if (!value || *value != static_cast<double>(static_cast<long>(*value))) {
        wrong(key, "whole");
        return fallback;
    }
    if (*value < min || *value > max) {
        error(key, "yaml.range", {{"value", quotable(node->text)}, {"min", std::to_string(min)}, {"max", std::to_string(max)}});
        return fallback;
    }
    return static_cast<int>(*value);
}

double YamlSection::amount(const char* key, double fallback, double max) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    if (dots_may_be_thousands(node->text)) {
        error(key, "yaml.thousands", {{"value", quotable(node->text)}, {"whole", without_dots(node->text)}});
        return fallback;
    }
    const auto value = figure_in(node->text);
    if (!value) {
        wrong(key, "number");
        return fallback;
    }
    if (!(*value >= 0 && *value <= max)) {
        error(key, "yaml.range", {{"value", quotable(node->text)}, {"min", "0"}, {"max", shown(max)}});
        return fallback;
    }
    return *value;
}

double YamlSection::share(const char* key, double fallback, double max) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    std::string text = node->text;
    const bool percent = text.ends_with('%');
    if (percent) text.pop_back();
    while (text.ends_with(' ')) text.pop_back();
    const auto value = figure_in(text);
    const double part = value ? (percent ? *value / 100 : *value) : -1;
    if (!(part >= 0 && part <= max)) {
        error(key, "yaml.share", {{"value", quotable(node->text)}, {"max", shown(max * 100)}});
        return fallback;
    }
    return part;
}

bool YamlSection::yes_no(const char* key, bool fallback) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    const std::string word = folded(node->text);
    if (word == "yes" || word == "true" || word == "si" || word == "on") return true;
    if (word == "no" || word == "false" || word == "off") return false;
    wrong(key, "yes_no");
    return fallback;
}

int YamlSection::hour(const char* key, int fallback) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    const std::string text = node->text.size() == 4 && node->text[1] == ':' ? "0" + node->text : node->text;
    if (const auto minute = base::parse_hour(text)) return *minute;
    wrong(key, "hour");
    return fallback;
}

std::optional<std::chrono::sys_days> YamlSection::date(const char* key, bool required) {
    const YamlNode* node = scalar(key);
    if (!node) {
        if (required && !take(key)) missing(key);
        return std::nullopt;
    }
    if (const auto day = base::parse_date(node->text)) {
        const base::Date date{*day};
        if (date.year() >= std::chrono::year{2000} && date.year() <= std::chrono::year{2100}) return day;
    }
    wrong(key, "date");
    return std::nullopt;
}

std::vector<std::string> YamlSection::words(const char* key) {
    const YamlNode* node = take(key);
    std::vector<std::string> result;
    if (!node) return result;
    if (node->kind == YamlNode::Kind::scalar) {
        check_letters(key, node->text);
        return {node->text};
    }
    if (node->kind == YamlNode::Kind::map) {
        wrong(key, "list");
        return result;
    }
    for (const YamlNode& item : node->items) {
        if (item.kind == YamlNode::Kind::scalar) {
            check_letters(key, item.text);
            result.push_back(item.text);
        } else diagnostics_->error({place_.file, item.line, item.column}, "yaml.list_item", {{"key", key_path(key)}});
    }
    return result;
}

std::vector<int> YamlSection::weekdays(const char* key, std::vector<int> fallback) {
    if (!take(key)) return fallback;
    std::vector<int> result;
    for (const std::string& word : words(key)) {
        if (const auto day = weekday_named(word)) result.push_back(*day);
        else error(key, "yaml.weekday", {{"value", quotable(word)}});
    }
    return result;
}

std::optional<int> YamlSection::weekday(const char* key, int fallback) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    const auto day = weekday_named(node->text);
    if (!day) error(key, "yaml.weekday", {{"value", quotable(node->text)}});
    return day;
}

std::size_t YamlSection::choice(const char* key, std::size_t fallback, const std::vector<std::string>& choices) {
    const YamlNode* node = scalar(key);
    if (!node) return fallback;
    const auto found = std::ranges::find(choices, node->text);
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    std::string list;
    for (const std::string& word : choices) list += (list.empty() ? "" : ", ") + word;
    error(key, "yaml.choice", {{"value", quotable(node->text)}, {"choices", list}});
    return fallback;
}

YamlSection YamlSection::section(const char* key, bool required) {
    const YamlNode* node = take(key);
    if (node) return {*node, key_path(key), place_.file, *diagnostics_};
    if (required) error(key, "yaml.missing_section");
    return {place(key), key_path(key), *diagnostics_};
}

void YamlSection::finish() {
    if (!node_) return;
    for (const YamlEntry& entry : node_->entries) {
        if (std::ranges::find(known_, entry.key) != known_.end()) continue;
        const std::string near = nearest(entry.key, known_);
        const std::string where = path_.empty() ? "" : path_ + ".";
        std::string list;
        for (const std::string& word : known_) list += (list.empty() ? "" : ", ") + word;
        diagnostics_->error({place_.file, entry.line, entry.column}, near.empty() ? "yaml.unknown" : "yaml.unknown_near",
                            {{"key", where + quotable(entry.key)}, {"near", near}, {"known", list}});
    }
}

}  // namespace tutorline::program
