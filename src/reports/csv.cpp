#include "reports/csv.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

namespace tutorline::reports {

CsvSheet& CsvSheet::raw(std::string_view ready) {
    if (row_begun_) text_ += comma_ ? ';' : ',';
    row_begun_ = true;
    text_ += ready;
    return *this;
}

CsvSheet& CsvSheet::cell(std::string_view words) {
    std::string safe;
    if (!words.empty() && std::string_view{"=+-@\t\r"}.find(words.front()) != std::string_view::npos) safe = "'";
    safe += words;
    if (safe.find_first_of(";,\"\r\n") == std::string::npos) return raw(safe);
    std::string quoted = "\"";
    for (const char c : safe) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return raw(quoted += '"');
}

CsvSheet& CsvSheet::cell(std::int64_t number) { return raw(std::to_string(number)); }

CsvSheet& CsvSheet::cell(double number, int places) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", places, number);
    std::string text = buffer.data();
    if (const auto point = text.find('.'); comma_ && point != std::string::npos) text[point] = ',';
    return raw(text);
}

void CsvSheet::end_row() {
    text_ += "\r\n";
    row_begun_ = false;
}

}  // namespace tutorline::reports
