#include "app/command_help.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <sstream>

#include "app/config_dir.hpp"
#include "app/help_layout.hpp"
#include "program/nearest_word.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::app {
namespace {

void flatten(const program::YamlNode& node, const std::string& prefix, std::map<std::string, std::string>& texts) {
    for (const auto& entry : node.entries) {
        const std::string key = prefix.empty() ? entry.key : prefix + "." + entry.key;
        if (entry.value.kind == program::YamlNode::Kind::map) flatten(entry.value, key, texts);
        else texts[key] = entry.value.text;
    }
}

/// "--time-limit" -> "time-limit", "PROGRAM.yaml" -> "program_yaml".
std::string key_of(const CLI::Option& option) {
    std::string key = option.get_positional() ? option.get_name(true, false) : option.get_lnames().front();
    for (char& c : key) c = c == '.' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return key;
}

std::string path_of(const std::string& above, const CLI::App& command) { return above.empty() ? command.get_name() : above + "_" + command.get_name(); }

std::vector<CLI::App*> commands_of(CLI::App& app) {
    return app.get_subcommands([](CLI::App*) { return true; });
}

std::vector<CLI::Option*> options_of(CLI::App& app) {
    std::vector<CLI::Option*> own;
    for (CLI::Option* option : app.get_options())
        if (option != app.get_help_ptr() && option->get_name() != "--lang") own.push_back(option);
    return own;
}

std::string trimmed(std::string text) {
    while (text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
    return text;
}

std::string indented(const std::string& text) {
    std::string out;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) out += (line.empty() ? "" : "  " + line) + "\n";
    return out;
}

}  // namespace

CommandHelp::CommandHelp(std::string_view language) : language_(language) {
    try {
        std::ifstream file(config_dir() / "languages" / language_ / "command_help.yaml", std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        const program::YamlDocument document = program::parse_yaml(bytes.str());
        if (file && !document.fault) flatten(document.root, "", texts_);
    } catch (const std::exception&) {  // no configuration folder: each command that needs it says so
    }
    if (has("words.usage")) return;
    texts_ = {{"errors.unknown_command", "there is no command '{word}'"},
              {"errors.unknown_command_near", "there is no command '{word}'; did you mean '{near}'?"},
              {"errors.more", "{command} --help shows how it is used"},
              {"errors.output", "the output could not be written completely: check the free space"},
              {"errors.fault", "internal fault: {what}"}};
}

std::string CommandHelp::say(const std::string& key, const domain::Arguments& arguments) const {
    const auto found = texts_.find(key);
    std::string text = found == texts_.end() ? key : found->second;
    for (const auto& [name, value] : arguments) {
        const std::string place = "{" + name + "}";
        for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) text.replace(at, place.size(), value);
    }
    return text;
}

void CommandHelp::dress(CLI::App& app) {
    if (!has("words.usage")) return;
    app.description(has("tutorline.about") ? say("tutorline.about") : app.get_description());
    app.footer(trimmed(say("tutorline.example")));
    dress_command(app, "");
}

void CommandHelp::dress_command(CLI::App& command, const std::string& path) {
    const auto words = [this](std::string_view key) { return say("words." + std::string{key}); };
    command.formatter(std::make_shared<HelpLayout>(words));
    if (command.get_help_ptr() != nullptr) command.get_help_ptr()->description(words("help"));
    const auto commands = commands_of(command);
    if (!path.empty()) {
        if (has(path + ".about")) command.description(trimmed(say(path + ".about")));
        if (has(path + ".example")) command.footer(words("example") + ":\n" + trimmed(indented(say(path + ".example"))));
        for (CLI::Option* option : options_of(command))
            if (const std::string key = path + ".options." + key_of(*option); has(key)) option->description(say(key));
    }
    // Read before parsing (set_reader_language): here so that every command takes it.
    const std::string own_words = path + ".options.lang";
    CLI::Option* lang = command.get_option_no_throw("--lang");
    if (lang == nullptr)
        command.add_option_function<std::string>("--lang", [](const std::string&) {}, has(own_words) ? say(own_words) : words("lang"))
            ->check(CLI::IsMember({"es", "en"}));
    else if (has(own_words)) lang->description(say(own_words));
    else if (language_ != "en") lang->description(words("lang"));
    for (CLI::App* sub : commands) {
        sub->group(words("commands"));
        dress_command(*sub, path_of(path, *sub));
    }
}

std::string CommandHelp::unknown_command(CLI::App& app, const std::vector<std::string>& words) const {
    CLI::App* group = &app;
    std::string path = "tutorline";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--lang") {
            ++i;
            continue;
        }
        if (words[i].starts_with('-')) continue;
        const auto commands = commands_of(*group);
        if (commands.empty()) return {};
        const auto named = std::ranges::find(commands, words[i], [](const CLI::App* command) { return command->get_name(); });
        if (named != commands.end()) {
            group = *named;
            path += " " + words[i];
            continue;
        }
        std::vector<std::string> names;
        for (const CLI::App* command : commands) names.push_back(command->get_name());
        const std::string near = program::nearest(words[i], names);
        const domain::Arguments arguments{{"word", printable(words[i])}, {"near", near}};
        return path + ": " + say(near.empty() ? "errors.unknown_command" : "errors.unknown_command_near", arguments) + "\n" + say("errors.more", {{"command", path}}) + "\n";
    }
    return {};
}

std::string CommandHelp::unknown_option(const CLI::App& app, const std::vector<std::string>& words) {
    const auto find = [&app](const std::string& name) {
        const CLI::App* at = &app;
        const CLI::Option* found = at->get_option_no_throw(name);
        while (found == nullptr && !at->get_subcommands().empty()) {
            at = at->get_subcommands().front();
            found = at->get_option_no_throw(name);
        }
        return found;
    };
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        const std::string name = words[i].substr(0, words[i].find('='));
        const bool is_option = name.size() > 1 && name[0] == '-' && (name[1] < '0' || name[1] > '9');
        if (!is_option) continue;
        const CLI::Option* option = find(name);
        if (option == nullptr) return name;
        if (option->get_expected_min() > 0 && name.size() == words[i].size()) ++i;  // its value, whatever that looks like
    }
    return {};
}

std::string CommandHelp::usage_error(const CLI::App& app, const CLI::ParseError& error) const {
    std::string path = "tutorline";
    for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
        at = at->get_subcommands().front();
        path += " " + at->get_name();
    }
    const UsageFault fault = read_usage_error(error);
    const bool told = !fault.key.empty() && has("errors." + fault.key);
    return path + ": " + printable(told ? say("errors." + fault.key, fault.arguments) : error.what()) + "\n" + say("errors.more", {{"command", path}}) + "\n";
}

std::vector<std::string> CommandHelp::gaps(CLI::App& app) const {
    std::vector<std::string> found;
    std::map<std::string, int> known{{"tutorline.about", 1}, {"tutorline.example", 1}};
    const auto need = [&](const std::string& key) {
        known[key] = 1;
        if (!has(key)) found.push_back("missing: " + key);
    };
    const std::function<void(CLI::App&, const std::string&)> walk = [&](CLI::App& command, const std::string& path) {
        if (!path.empty()) {
            need(path + ".example");
            if (language_ != "en") need(path + ".about");
            for (const CLI::Option* option : options_of(command))
                if (language_ != "en") need(path + ".options." + key_of(*option));
            known[path + ".options.lang"] = 1;
        }
        for (CLI::App* sub : commands_of(command)) walk(*sub, path_of(path, *sub));
    };
    walk(app, "");
    for (const auto& [key, text] : texts_)
        if (!key.starts_with("words.") && !key.starts_with("errors.") && !key.starts_with("says.") && !known.contains(key)) found.push_back("nothing has: " + key);
    return found;
}

}  // namespace tutorline::app
