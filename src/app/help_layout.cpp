#include "app/help_layout.hpp"

#include <algorithm>
#include <regex>

#include "reports/text_table.hpp"

namespace tutorline::app {
namespace {

constexpr std::size_t left_width = 30, right_width = 78;

std::string two_columns(const std::string& left, const std::string& right) {
    std::string out = "  " + left;
    std::size_t at = reports::width(out);
    for (const auto& line : reports::wrapped(right, right_width)) {
        if (at + 2 > left_width) out += "\n", at = 0;
        out += std::string(left_width - at, ' ') + line;
        at = left_width + 1;
    }
    return out + "\n";
}

/// What stands for the value: the choices, a range, or nothing more than that there is one.
std::string value_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (const auto open = type.find('{'); open != std::string::npos) return type.substr(open);
    static const std::regex range{R"(\[([^ ]+) - ([^\]]+)\])"};
    if (std::smatch found; std::regex_search(type, found, range)) return "N (" + found[1].str() + "-" + found[2].str() + ")";
    return type.starts_with("TEXT") ? "..." : "N";
}

struct Pattern {
    const char* key;
    const char* regex;  ///< over CLI11 2.1's sentences; its groups are {a}, {b}, {c}, {d}
};
constexpr Pattern patterns[] = {
    {"required_command", "A subcommand is required|Requires at least 1 subcommand.*"},
    {"required", "(.*) is required"},
    {"unexpected", "The following arguments? (?:was|were) not expected: (.*)"},
    {"choice", "([^:]+): (.*) not in (\\{.*\\})"},
    {"range", "([^:]+): Value (.*) not in range (.*) to (.*)"},
    {"convert", "Could not convert: (.*?) = (.*)"},
    {"value_missing", "([^:]+): [0-9]+ required .* missing"},
    {"value_too_many", "([^:]+): At Most 1 required.*"},
    {"needs", "(.*) requires (.*)"},
    {"excludes", "(.*) excludes (.*)"},
};

}  // namespace

HelpLayout::HelpLayout(const std::function<std::string(std::string_view)>& words) : words_(words) {
    label("Usage", words("usage"));
    label("Positionals", words("positionals"));
    label("OPTIONS", words("option_badge"));
    label("SUBCOMMAND", words("command_badge"));
}

std::string HelpLayout::make_group(std::string group, bool positional, std::vector<const CLI::Option*> options) const {
    return Formatter::make_group(group == "Options" ? words_("options") : group, positional, std::move(options));
}

std::string HelpLayout::make_option(const CLI::Option* option, bool positional) const {
    return two_columns(make_option_name(option, positional) + make_option_opts(option), make_option_desc(option));
}

std::string HelpLayout::make_option_opts(const CLI::Option* option) const {
    std::string out;
    if (!option->get_type_name().empty() && !option->get_positional()) out += " " + value_of(*option);
    if (!option->get_default_str().empty()) out += " (" + words_("default") + " " + option->get_default_str() + ")";
    if (option->get_required()) out += " " + words_("required");
    const auto others = [&](const char* word, const std::set<CLI::Option*>& options) {
        if (options.empty()) return;
        out += std::string{" ("} + words_(word);
        for (const CLI::Option* other : options) out += " " + other->get_name();
        out += ")";
    };
    others("needs", option->get_needs());
    others("excludes", option->get_excludes());
    return out;
}

std::string HelpLayout::make_subcommand(const CLI::App* command) const {
    // The list of commands shows the first line; the command's own help all of them.
    const std::string about = command->get_description();
    return two_columns(command->get_name(), about.substr(0, about.find('\n')));
}

UsageFault read_usage_error(const CLI::ParseError& error) {
    const std::string said = error.what();
    for (const auto& pattern : patterns) {
        std::smatch found;
        if (!std::regex_match(said, found, std::regex{pattern.regex})) continue;
        UsageFault fault{pattern.key, {}};
        for (std::size_t i = 1; i < found.size(); ++i) fault.arguments.emplace_back(std::string(1, static_cast<char>('a' + i - 1)), found[i].str());
        return fault;
    }
    return {};
}

}  // namespace tutorline::app
