#include "program/coordinator_texts.hpp"

#include <fstream>
#include <map>
#include <sstream>

#include "program/yaml_tree.hpp"

namespace tutorline::program {
namespace {

void flatten(const YamlNode& node, const std::string& prefix, const std::string& language, const std::string& file,
             domain::Catalog& catalog) {
    for (const YamlEntry& entry : node.entries) {
        const std::string key = prefix.empty() ? entry.key : prefix + "." + entry.key;
        if (entry.value.kind == YamlNode::Kind::map) flatten(entry.value, key, language, file, catalog);
        else catalog.add(language, key, {entry.value.text, {file, entry.line, entry.column}});
    }
}

/// "student|students" for a number: the first form for 1, the second for all others.
std::string_view form(std::string_view forms, std::string_view number) {
    const auto bar = std::min(forms.find('|'), forms.size());
    return number == "1" || bar == forms.size() ? forms.substr(0, bar) : forms.substr(bar + 1);
}

std::string filled(std::string_view text, const domain::Arguments& arguments) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) return result += text.substr(at);
        result += text.substr(at, open - at);
        const auto name = text.substr(open + 1, close - open - 1);
        const auto colon = name.find(':');  // {students:estudiante|estudiantes}
        for (const auto& [key, value] : arguments)
            if (key == name.substr(0, colon)) result += colon == std::string_view::npos ? std::string_view(value) : form(name.substr(colon + 1), value);
        at = close + 1;
    }
    return result;
}

}  // namespace

base::Result<CoordinatorTexts> CoordinatorTexts::load(const std::filesystem::path& config_dir) {
    CoordinatorTexts texts;
    constexpr std::pair<const char*, const char*> files[] = {{"en", "coordinator.yaml"}, {"en", "coordinator_report.yaml"}, {"en", "operator.yaml"},
                                                             {"es", "coordinator.yaml"}, {"es", "coordinator_report.yaml"}, {"es", "operator.yaml"}};
    for (const auto& [language, name] : files) {
        const auto path = config_dir / "languages" / language / name;
        std::ifstream file(path, std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        const YamlDocument document = parse_yaml(bytes.str());
        if (!file || document.fault || document.root.kind != YamlNode::Kind::map)
            return base::Error{base::Error::Policy::permanent, "config_missing",
                               "cannot read " + path.string() + ": the installation is incomplete, install it again"};
        flatten(document.root, "", language, path.filename().string(), texts.catalog_);
    }
    return texts;
}

std::string CoordinatorTexts::text(std::string_view language, std::string_view id, const domain::Arguments& arguments) const {
    const domain::Message* message = catalog_.find(language, id);
    if (!message) message = catalog_.find("en", id);
    if (!message) return std::string(id);
    domain::Arguments words;
    for (const auto& [name, value] : arguments) {
        if (name.starts_with('@')) words.emplace_back(name.substr(1), text(language, value));
        else words.emplace_back(name, value);
    }
    return filled(message->text, words);
}

std::string render_diagnostics(const Diagnostics& diagnostics, const CoordinatorTexts& texts, std::string_view language, bool all, std::string_view more) {
    struct Kind {
        int count = 0;
        std::string last_told;  ///< its place
    };
    std::vector<std::pair<std::string, Kind>> kinds;  // in the order they come
    std::map<std::string, std::size_t> index;
    std::string result;
    for (const Diagnostic& d : diagnostics.sorted()) {
        const bool error = d.severity == Diagnostic::Severity::error;
        const std::string place = printable(d.place.file) + ":" + std::to_string(d.place.line) + ":" + std::to_string(d.place.column);
        const std::string name = std::string(error ? "e" : "w") + d.id + "@" + d.place.file;
        const auto [known, fresh] = index.emplace(name, kinds.size());
        if (fresh) kinds.emplace_back(name, Kind{});
        Kind& kind = kinds[known->second].second;
        if (++kind.count > told_of_a_kind && !all) continue;
        kind.last_told = place;
        result += place + ": " + (error ? "" : texts.text(language, "report.warning") + ": ") + texts.text(language, d.id, d.arguments) + "\n";
    }
    for (const auto& [name, kind] : kinds)
        if (kind.count > told_of_a_kind && !all)
            result += texts.text(language, more, {{"count", std::to_string(kind.count - told_of_a_kind)}, {"place", kind.last_told}}) + "\n";
    if (diagnostics.left_off() > 0)
        result += texts.text(language, "report.left_off", {{"count", std::to_string(diagnostics.left_off())}}) + "\n";
    return result;
}

bool speaks(std::string_view language) { return language == "es" || language == "en"; }

}  // namespace tutorline::program
