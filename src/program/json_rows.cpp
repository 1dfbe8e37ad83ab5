#include "program/json_rows.hpp"

namespace tutorline::program {

JsonRows::JsonRows(std::string_view text) {
    int line = 1, depth = 0;
    std::string key, last_string;
    bool value_starts = false;  // inside a list of the outer object, before a row
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        if (depth == 2 && value_starts && c != ']') {
            lines_[key].push_back(line);
            value_starts = false;
        }
        if (c == '"') {
            const std::size_t begin = ++i;
            while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
            if (depth == 1) last_string = std::string(text.substr(begin, i < text.size() ? i - begin : 0));
        } else if (c == '{' || c == '[') {
            ++depth;
            if (depth == 2) key = last_string, value_starts = c == '[';
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ',' && depth == 2) {
            value_starts = true;
        }
    }
}

int JsonRows::line(const std::string& list, int index) const {
    const auto found = lines_.find(list);
    if (found == lines_.end() || index < 0 || index >= static_cast<int>(found->second.size())) return 1;
    return found->second[static_cast<std::size_t>(index)];
}

}  // namespace tutorline::program
