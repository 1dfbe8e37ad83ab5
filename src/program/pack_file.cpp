#include "program/pack_file.hpp"

#include <sstream>

namespace tutorline::program {

PackFile::PackFile(const std::filesystem::path& path, std::string shown, std::vector<PackProblem>& problems)
    : shown_(std::move(shown)), problems_(problems) {
    try {
        root_ = YAML::LoadFile(path.string());
    } catch (const YAML::BadFile&) {
        fault(YAML::Mark::null_mark(), "the file is missing; copy the one of another language and translate it");
        return;
    } catch (const YAML::Exception& error) {
        fault(error.mark, "this is not valid YAML (" + error.msg + "); check quotes, colons and indentation of this line");
        return;
    }
    if (root_.IsDefined() && !root_.IsNull() && !root_.IsMap()) fault(root_.Mark(), "the file must be made of 'name: ...' entries");
}

void PackFile::fault(const YAML::Mark& mark, std::string message) {
    fine_ = false;
    problems_.push_back({shown_, mark.is_null() ? 0 : mark.line + 1, mark.is_null() ? 0 : mark.column + 1, std::move(message)});
}

std::vector<std::pair<std::string, std::int64_t>> PackFile::numbers(const char* name) {
    std::vector<std::pair<std::string, std::int64_t>> out;
    const YAML::Node node = root_[name];
    if (!node) return out;
    if (!node.IsMap()) return fault(node.Mark(), std::string("'") + name + "' must be a map of word: number"), out;
    for (const auto& entry : node) {
        std::int64_t value = 0;
        if (!entry.second.IsScalar() || !YAML::convert<std::int64_t>::decode(entry.second, value) || value < 0)
            fault(entry.second.Mark(), "the number of this word must be digits, such as ochenta: 80");
        out.emplace_back(entry.first.Scalar(), value);
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> PackFile::texts(const char* name) {
    std::vector<std::pair<std::string, std::string>> out;
    const YAML::Node node = root_[name];
    if (!node) return out;
    if (!node.IsMap()) return fault(node.Mark(), std::string("'") + name + "' must be a map of short: full"), out;
    for (const auto& entry : node) {
        if (entry.second.IsScalar()) out.emplace_back(entry.first.Scalar(), entry.second.Scalar());
        else fault(entry.second.Mark(), "a short form stands for one text");
    }
    return out;
}

std::vector<std::string> PackFile::list(const std::string& name, const YAML::Node& node) {
    std::vector<std::string> out;
    if (!node.IsSequence()) return fault(node.Mark(), "'" + name + "' must be a list: [one, two]"), out;
    for (const auto& entry : node) {
        if (entry.IsScalar()) out.push_back(entry.Scalar());
        else fault(entry.Mark(), "'" + name + "' must hold words only");
    }
    return out;
}

void PackFile::lines(const char* section, std::vector<domain::PackLine>& out) {
    const YAML::Node node = root_[section];
    if (!node || node.IsNull()) return;
    if (!node.IsMap()) return fault(node.Mark(), std::string("'") + section + "' must hold 'class: |' with one text a line");
    for (const auto& entry : node) {
        if (!entry.second.IsScalar()) {
            fault(entry.second.Mark(), "write '" + entry.first.Scalar() + ": |' and then one text a line, indented");
            continue;
        }
        std::istringstream texts(entry.second.Scalar());
        int line = entry.second.Mark().line + 1;
        for (std::string text; std::getline(texts, text);) {
            ++line;
            if (!text.empty() && text.front() != '#') out.push_back({entry.first.Scalar(), text, shown_, line});
        }
    }
}

}  // namespace tutorline::program
