#include "reports/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "base/utf8.hpp"

namespace tutorline::reports {

std::size_t width(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t most) {
    std::vector<std::string> lines;
    std::istringstream paragraphs{std::string{utf8}};
    for (std::string paragraph; std::getline(paragraphs, paragraph);) {
        std::istringstream words{paragraph};
        std::string line;
        for (std::string word; words >> word;) {
            if (!line.empty() && width(line) + 1 + width(word) > most) lines.push_back(std::exchange(line, ""));
            line += (line.empty() ? "" : " ") + word;
        }
        lines.push_back(line);
    }
    return lines;
}

void TextTable::add(std::vector<std::string> cells) {
    for (auto& cell : cells) cell = base::printable(cell);
    rows_.push_back(std::move(cells));
}

std::string TextTable::text(std::size_t indent) const {
    std::vector<std::size_t> widths(alignment_.size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    std::string out;
    for (const auto& row : rows_) {
        std::string line(indent, ' ');
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
            const std::string gap(widths[i] - width(row[i]), ' ');
            line += alignment_[i] == 'r' ? gap + row[i] : row[i] + gap;
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

std::string bar(double share, std::size_t length) {
    return std::string(static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(length))), '#');
}

}  // namespace tutorline::reports
