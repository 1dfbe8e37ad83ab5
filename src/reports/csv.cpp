#include "reports/csv.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

#include "reports/figures.hpp"

namespace tutorline::reports {
namespace {

/// What a spreadsheet runs instead of shows, also behind blanks and in their full-width forms.
bool begins_a_formula(std::string_view words) {
    while (!words.empty() && (static_cast<unsigned char>(words.front()) <= ' ' || words.front() == 0x7F)) words.remove_prefix(1);
    for (const std::string_view sign : {"=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"})
        if (words.starts_with(sign)) return true;
    return false;
}

}  // namespace

CsvSheet& CsvSheet::raw(std::string_view ready) {
    if (row_begun_) text_ += comma_ ? ';' : ',';
    row_begun_ = true;
    text_ += ready;
    return *this;
}

CsvSheet& CsvSheet::cell(std::string_view words) {
    std::string safe = begins_a_formula(words) ? "'" : "";
    for (const char c : words) safe += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    if (safe.find_first_of(";,\"") == std::string::npos) return raw(safe);
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
    std::snprintf(buffer.data(), buffer.size(), "%.*f", places, half_up(number, places));
    std::string text = buffer.data();
    if (const auto point = text.find('.'); comma_ && point != std::string::npos) text[point] = ',';
    return raw(text);
}

void CsvSheet::end_row() {
    text_ += "\r\n";
    row_begun_ = false;
}

}  // namespace tutorline::reports
