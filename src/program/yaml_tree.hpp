// YAML as a plain tree with places. yaml-cpp's events are taken, not its nodes, so that every key keeps its line and
// column, duplicate keys stay visible, and an alias (the way to a 'billion laughs') is refused instead of followed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/messaging/catalog.hpp"

namespace tutorline::program {

struct YamlEntry;

struct YamlNode {
    enum class Kind { null, scalar, list, map };
    Kind kind = Kind::null;
    std::string text;     ///< of a scalar
    bool quoted = false;  ///< "yes" in quotes is a word, not a yes
    int line = 0;
    int column = 0;
    std::vector<YamlNode> items;     ///< of a list
    std::vector<YamlEntry> entries;  ///< of a map, in file order, duplicates included
};

struct YamlEntry {
    std::string key;
    int line = 0;
    int column = 0;
    YamlNode value;
};

struct YamlFault {
    int line = 1;
    int column = 1;
    std::string id;  ///< key in coordinator.yaml
    domain::Arguments arguments;
};

struct YamlDocument {
    YamlNode root;
    std::optional<YamlFault> fault;  ///< set: the tree is not to be used
};

constexpr std::size_t yaml_bytes_max = 1 << 20;
constexpr int yaml_nodes_max = 10'000;
constexpr std::size_t yaml_depth_max = 24;

/// Reads exactly one document; never throws for what the text holds.
YamlDocument parse_yaml(std::string_view text);

/// Line and column (in characters, 1-based) of the first byte that is not UTF-8 or is a NUL; none when all is well.
std::optional<std::pair<int, int>> first_bad_byte(std::string_view text);
/// What that byte is: a key of coordinator.yaml, file.zero_byte or file.not_utf8.
std::string bad_byte_id(std::string_view text);

}  // namespace tutorline::program
