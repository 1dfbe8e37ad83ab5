#include "program/text_table.hpp"

#include <algorithm>

#include "domain/messaging/segments.hpp"
#include "program/diagnostics.hpp"

namespace tutorline::program {
namespace {

std::size_t width_of(const std::string& text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size(); ++width) domain::next_character(text, at);
    return width;
}

bool numeric(const std::string& text) { return !text.empty() && text.find_first_not_of("0123456789.,- %") == std::string::npos; }

}  // namespace

std::string TextTable::text(const std::string& indent) const {
    std::vector<std::size_t> widths;
    std::vector<bool> right;
    for (const auto& row : rows_)
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (n >= widths.size()) {
                widths.push_back(0);
                right.push_back(true);
            }
            widths[n] = std::max(widths[n], width_of(row[n]));
            if (&row != &rows_.front() && !row[n].empty() && !numeric(row[n])) right[n] = false;
        }
    std::string result;
    for (const auto& row : rows_) {
        std::string line = indent;
        for (std::size_t n = 0; n < row.size(); ++n) {
            const std::string blanks(widths[n] - width_of(row[n]), ' ');
            line += (n > 0 ? "  " : "") + (right[n] ? blanks + printable(row[n]) : printable(row[n]) + blanks);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        result += line + "\n";
    }
    return result;
}

std::string grouped(long long value, std::string_view language) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), language == "es" ? "." : ",");
    return (value < 0 ? "-" : "") + digits;
}

}  // namespace tutorline::program
