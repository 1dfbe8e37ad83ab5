#include "program/repeated_lines.hpp"

#include <map>

#include "program/diagnostics.hpp"

namespace tutorline::program {
namespace {

/// The line without its digits and without what stands in quotes.
std::string kind_of(const std::string& line) {
    std::string kind;
    char quote = 0;
    for (const char c : line) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c < '0' || c > '9') {
            kind += c;
        }
    }
    return kind;
}

}  // namespace

std::vector<std::string> without_repeats(const std::vector<std::string>& lines, int most) {
    constexpr int characters_max = 400;
    std::map<std::string, int> counts;
    std::vector<std::pair<std::string, std::string>> cut;  // kind and an example, in the order they come
    std::vector<std::string> told;
    for (const std::string& line : lines) {
        const std::string kind = kind_of(line);
        const int count = ++counts[kind];
        if (count <= most) told.push_back(quotable(line, characters_max));
        if (count == most + 1) cut.emplace_back(kind, line);
    }
    for (const auto& [kind, example] : cut) told.push_back("... and " + std::to_string(counts[kind] - most) + " more of this kind: " + quotable(example, 120));
    return told;
}

}  // namespace tutorline::program
