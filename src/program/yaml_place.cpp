#include "program/yaml_place.hpp"

#include <algorithm>

#include "program/diagnostics.hpp"
#include "program/read_file.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::program {

std::string yaml_place(const std::filesystem::path& file, std::span<const std::string> keys) {
    const YamlDocument document = parse_yaml(read_file(file, yaml_bytes_max).bytes);
    int line = 1, column = 1;
    const YamlNode* node = &document.root;
    for (const std::string& key : keys) {
        const auto found = std::ranges::find(node->entries, key, &YamlEntry::key);
        if (found == node->entries.end()) break;
        node = &found->value;
        const bool simple = node->kind == YamlNode::Kind::scalar;
        line = simple ? node->line : found->line;
        column = simple ? node->column : found->column;
    }
    return file.string() + ":" + std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace tutorline::program
