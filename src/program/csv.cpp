#include "program/csv.hpp"

#include <algorithm>
#include <array>

#include "domain/messaging/segments.hpp"
#include "program/yaml_tree.hpp"

namespace tutorline::program {
namespace {

/// Marks that chat programs and contact lists put around numbers and names; a no-break space is a blank.
std::string without_hidden(std::string_view text) {
    const auto special = [](char c) { return c == '\xC2' || c == '\xE2' || c == '\xEF'; };
    if (std::ranges::none_of(text, special)) return std::string(text);
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = domain::next_character(text, at);
        const bool hidden = c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
        if (c == 0xA0 || c == 0x202F) result += ' ';
        else if (!hidden) result += text.substr(start, at - start);
    }
    return result;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

/// The delimiter that stands most often outside quotes in the first row.
char find_delimiter(std::string_view text) {
    constexpr std::array<char, 3> candidates{';', ',', '\t'};
    std::array<int, 3> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) break;
        for (std::size_t n = 0; n < candidates.size(); ++n) counts[n] += !quoted && c == candidates[n] ? 1 : 0;
    }
    return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

class Scanner {
  public:
    Scanner(std::string_view text, char delimiter, int first_row) : text_(text), delimiter_(delimiter), row_(first_row) {}

    CsvSheet scan() {
        sheet_.delimiter = delimiter_;
        while (at_ < text_.size() && !sheet_.fault) read_row();
        if (!sheet_.fault && last_row_cut()) leave_cut_row();
        return std::move(sheet_);
    }

  private:
    void fail(int column, const char* id) {
        if (!row_fault_) row_fault_ = CsvFault{row_, column, id, {}};
    }
    void read_row() {
        CsvRow row{row_, {}};
        row_fault_.reset();
        for (bool more = true; more && !row_fault_;) {
            cell_start_ = at_;
            row.cells.push_back(read_cell(static_cast<int>(row.cells.size()) + 1));
            if (row.cells.size() > csv_columns_max) fail(static_cast<int>(row.cells.size()), "csv.columns");
            more = at_ < text_.size() && text_[at_] == delimiter_;
            if (more) ++at_;
        }
        open_end_ = false;
        if (row_fault_) return leave_row();
        const bool ends_open = at_ == text_.size();
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++row_;
        const bool blank = std::ranges::all_of(row.cells, [](const std::string& cell) { return cell.empty(); });
        if (blank || (row.cells.front().starts_with('#') && !spreadsheet_error(row.cells.front()))) return;
        if (sheet_.rows.size() >= csv_rows_max) sheet_.fault = CsvFault{row_ - 1, 1, "csv.rows", {}};
        sheet_.rows.push_back(std::move(row));
        open_end_ = ends_open;
    }
    /// The file ends in the middle of its last row: no line break, and fewer cells than the header and every other row have.
    /// Where people leave the last cells out, other rows are as short.
    bool last_row_cut() const {
        if (!open_end_ || sheet_.rows.size() < 2) return false;
        const auto& header = sheet_.rows.front().cells;
        const auto named = std::find_if(header.rbegin(), header.rend(), [](const std::string& cell) { return !cell.empty(); });
        const auto columns = static_cast<std::size_t>(header.rend() - named), cells = sheet_.rows.back().cells.size();
        return cells < columns && std::none_of(sheet_.rows.begin() + 1, sheet_.rows.end() - 1, [&](const CsvRow& row) { return row.cells.size() <= cells; });
    }
    void leave_cut_row() {
        const CsvRow& row = sheet_.rows.back();
        sheet_.row_faults.push_back({row.row, static_cast<int>(row.cells.size()), "csv.cut", {}});
        sheet_.rows.pop_back();
    }
    /// Goes on after the line in which the faulty cell begins. Without a header nothing that follows has a meaning.
    void leave_row() {
        if (sheet_.rows.empty()) sheet_.fault = row_fault_;
        else sheet_.row_faults.push_back(*row_fault_);
        at_ = std::min(text_.find('\n', cell_start_), text_.size() - 1) + 1;
        ++row_;
    }
    std::string read_cell(int column) {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        const bool quoted = at_ < text_.size() && text_[at_] == '"';
        std::string cell = quoted ? read_quoted(column) : read_plain();
        if (cell.size() > csv_cell_bytes_max) fail(column, "csv.cell");
        cell = trimmed(without_hidden(cell));
        if (cell.starts_with('\'')) cell.erase(0, 1);
        return cell;
    }
    bool row_ends() const { return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n')); }
    std::string read_plain() {
        const std::size_t start = at_;
        while (at_ < text_.size() && text_[at_] != delimiter_ && !row_ends()) ++at_;
        return std::string(text_.substr(start, at_ - start));
    }
    std::string read_quoted(int column) {
        std::string cell;
        for (++at_; at_ < text_.size() && cell.size() <= csv_cell_bytes_max; ++at_) {
            if (text_[at_] != '"') {
                cell += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += text_[++at_];
            } else {
                ++at_;
                // Anything between the closing quote and the delimiter means that the quote closed another cell's.
                if (!trimmed(read_plain()).empty()) fail(column, "csv.quote");
                return cell;
            }
        }
        fail(column, at_ < text_.size() ? "csv.cell" : "csv.quote");
        return cell;
    }

    std::string_view text_;
    char delimiter_;
    int row_;
    std::size_t at_ = 0;
    std::size_t cell_start_ = 0;
    std::optional<CsvFault> row_fault_;
    bool open_end_ = false;  ///< the last row has no line break
    CsvSheet sheet_;
};

/// Where the sheet stops being UTF-8, in rows and cells.
std::optional<CsvFault> encoding_fault(std::string_view text, char delimiter) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return CsvFault{1, 1, "csv.utf16", {}};
    if (text.starts_with("PK\x03\x04") || text.starts_with("\xD0\xCF\x11\xE0")) return CsvFault{1, 1, "csv.workbook", {}};
    if (!first_bad_byte(text)) return std::nullopt;
    CsvFault fault{1, 1, bad_byte_id(text), {}};
    bool quoted = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = domain::next_character(text, at);
        if (c == 0 || (c == 0xFFFD && text.substr(start, at - start) != "\xEF\xBF\xBD")) break;
        if (c == U'"') quoted = !quoted;
        if (!quoted && c == static_cast<char32_t>(delimiter)) ++fault.column;
        if (!quoted && c == U'\n') {
            ++fault.row;
            fault.column = 1;
        }
    }
    return fault;
}

}  // namespace

CsvSheet parse_csv(std::string_view text) {
    CsvSheet broken;
    if (text.size() > csv_bytes_max) {
        broken.fault = CsvFault{1, 1, "csv.bytes", {}};
        return broken;
    }
    while (text.starts_with(csv_bom)) text.remove_prefix(csv_bom.size());
    std::string with_line_feeds;
    if (text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos) {
        with_line_feeds = text;
        std::ranges::replace(with_line_feeds, '\r', '\n');
        text = with_line_feeds;
    }
    char delimiter = find_delimiter(text);
    if ((broken.fault = encoding_fault(text, delimiter))) return broken;
    int first_row = 1;
    if (text.starts_with("sep=")) {
        const std::string_view named = text.substr(4, 1);
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        delimiter = !named.empty() && std::string_view(";,\t|").find(named.front()) != std::string_view::npos ? named.front() : find_delimiter(text);
        first_row = 2;
    }
    return Scanner(text, delimiter, first_row).scan();
}

bool spreadsheet_error(std::string_view cell) {
    if (!cell.starts_with('#') || cell.size() < 3) return false;
    if (cell.find_first_not_of('#') == std::string_view::npos) return true;  // ####: the column was too narrow
    static constexpr std::array<std::string_view, 18> errors{"#N/A", "#N/D", "#REF!", "#¡REF!", "#NAME?", "#¿NOMBRE?", "#VALUE!",
        "#¡VALOR!", "#DIV/0!", "#¡DIV/0!", "#NUM!", "#¡NUM!", "#NULL!", "#¡NULO!", "#SPILL!", "#¡DESBORDAMIENTO!", "#CALC!", "#¡CALC!"};
    return std::ranges::find(errors, cell) != errors.end();
}

bool runs_as_formula(std::string_view cell) {
    static constexpr std::array<std::string_view, 10> starts{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    return std::ranges::any_of(starts, [&](std::string_view start) { return cell.starts_with(start); });
}

std::string csv_line(const std::vector<std::string>& cells, char delimiter) {
    std::string line;
    for (std::size_t n = 0; n < cells.size(); ++n) {
        std::string cell = cells[n];
        if (runs_as_formula(cell)) cell.insert(0, 1, '\'');
        const bool quote = cell.find_first_of("\"\r\n;,\t") != std::string::npos;
        if (n > 0) line += delimiter;
        if (!quote) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell) line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\r\n";
}

std::string column_letters(int column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

}  // namespace tutorline::program
