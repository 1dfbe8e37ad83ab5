#include "program/sheet.hpp"

#include <algorithm>

#include "program/nearest_word.hpp"

namespace tutorline::program {
namespace {

/// What may be somebody's phone, in the wrong column perhaps, is not repeated. Dates and hours have fewer digits.
std::string without_phone(const std::string& value) {
    constexpr int digits_min = 9;
    constexpr int run_min = 7;
    int digits = 0, run = 0, longest = 0;
    for (const char c : value) {
        const bool digit = c >= '0' && c <= '9';
        digits += digit ? 1 : 0;
        run = digit ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    if (longest < run_min && (digits < digits_min || value.find_first_of("/:") != std::string::npos)) return value;
    std::string masked = value;
    std::ranges::replace_if(masked, [](char c) { return c >= '0' && c <= '9'; }, '#');
    return masked;
}

constexpr std::size_t line_bytes_max = 500;  // of a name, an id, a school: more is a mistake
constexpr const char* lost_value = "####";  // read as a value that was lost: told once, then skipped

const ColumnSpec* column_named(std::span<const ColumnSpec> columns, const std::string& header) {
    for (const ColumnSpec& column : columns)  // the templates' own names before anything people may call them
        if (folded(column.es) == header || folded(column.en) == header || folded(column.key) == header) return &column;
    for (const ColumnSpec& column : columns)
        if (std::ranges::find(column.synonyms, header) != column.synonyms.end()) return &column;
    return nullptr;
}

}  // namespace

Sheet::Sheet(CsvSheet csv, std::span<const ColumnSpec> columns, std::string file, Diagnostics& diagnostics)
    : csv_(std::move(csv)), file_(std::move(file)), diagnostics_(&diagnostics) {
    if (csv_.fault) {
        diagnostics.error({file_, csv_.fault->row, csv_.fault->column}, csv_.fault->id, csv_.fault->arguments);
        return;
    }
    if (csv_.rows.empty()) {
        diagnostics.error({file_, 1, 1}, "csv.empty");
        return;
    }
    for (const CsvFault& fault : csv_.row_faults) diagnostics.error({file_, fault.row, fault.column}, fault.id, fault.arguments);
    read_header(columns);
    if (usable_) check_rows();
}

bool Sheet::has_header(std::span<const ColumnSpec> columns) {
    constexpr std::size_t rows_max = 20;
    const auto known = [&](const CsvRow& row) {
        return std::ranges::count_if(row.cells, [&](const std::string& cell) { return !cell.empty() && column_named(columns, folded(cell)) != nullptr; });
    };
    if (known(csv_.rows.front()) > 0) return true;
    const domain::SourcePlace place{file_, csv_.rows.front().row, 1};
    for (std::size_t n = 1; n < std::min(csv_.rows.size(), rows_max); ++n)
        if (known(csv_.rows[n]) > 1) return diagnostics_->error(place, "csv.header_below", {{"row", std::to_string(csv_.rows[n].row)}}), false;
    return diagnostics_->error(place, "csv.no_header"), false;
}

void Sheet::read_header(std::span<const ColumnSpec> columns) {
    if (!has_header(columns)) return;
    const CsvRow& header = csv_.rows.front();
    std::vector<std::string> names;
    for (const ColumnSpec& column : columns)
        for (const auto name : {column.es, column.en}) names.emplace_back(name);
    for (std::size_t n = 0; n < header.cells.size(); ++n) {
        const int cell = static_cast<int>(n) + 1;
        const domain::SourcePlace place{file_, header.row, cell};
        const std::string name = folded(header.cells[n]);
        if (name.empty()) continue;
        const ColumnSpec* column = column_named(columns, name);
        if (!column) {
            const std::string near = nearest(name, names);
            diagnostics_->warning(place, near.empty() ? "roster.column_unknown" : "roster.column_near",
                                  {{"column", quotable(header.cells[n])}, {"near", near}});
        } else if (columns_.contains(column->key)) {
            diagnostics_->error(place, "roster.column_twice",
                                {{"column", quotable(header.cells[n])}, {"other", column_letters(columns_.find(column->key)->second)}});
        } else {
            columns_.emplace(column->key, cell);
        }
    }
    usable_ = true;
    for (const ColumnSpec& column : columns) {
        if (!column.required || columns_.contains(column.key)) continue;
        diagnostics_->error({file_, header.row, 1}, "roster.column_missing", {{"es", std::string(column.es)}, {"en", std::string(column.en)}});
        usable_ = false;
    }
}

void Sheet::check_rows() {
    const std::size_t width = csv_.rows.front().cells.size();
    // Sheets that were put together from several have their first row several times.
    const std::vector<std::string> header = csv_.rows.front().cells;
    const auto repeated = std::remove_if(csv_.rows.begin() + 1, csv_.rows.end(), [&](const CsvRow& row) {
        if (row.cells != header) return false;
        diagnostics_->error({file_, row.row, 1}, "csv.header_again");
        return true;
    });
    csv_.rows.erase(repeated, csv_.rows.end());
    if (size() == 0 && csv_.row_faults.empty()) diagnostics_->error({file_, csv_.rows.front().row, 1}, "roster.no_rows");
    // The cells of a row that is too wide stand under wrong headers: it is told once and not read.
    std::erase_if(csv_.rows, [&](const CsvRow& row) {
        const auto extra = std::find_if(row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(width, row.cells.size())),
                                        row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
        if (extra == row.cells.end()) return false;
        diagnostics_->error({file_, row.row, static_cast<int>(extra - row.cells.begin()) + 1}, "csv.too_many_cells",
                            {{"columns", std::to_string(width)}});
        return true;
    });
    for (CsvRow& row : csv_.rows)
        for (std::size_t n = 0; n < row.cells.size(); ++n) check_cell(row, static_cast<int>(n) + 1);
}

/// What comes after this is one line without control characters, but for the cells that may hold a list: hours and phones.
void Sheet::check_cell(CsvRow& row, int column) {
    std::string& cell = row.cells[static_cast<std::size_t>(column) - 1];
    const domain::SourcePlace place{file_, row.row, column};
    if (spreadsheet_error(cell))
        diagnostics_->error(place, "csv.lost_value", {{"value", quotable(cell)}, {"column", column_letters(column)}});
    static constexpr std::string_view lists[] = {"windows", "phone", "phone2", "phone3"};
    const bool list = std::ranges::any_of(lists, [&](auto key) { return columns_.contains(key) && columns_.find(key)->second == column; });
    std::string line = cell;
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (!one_plain_line(line)) {
        diagnostics_->error(place, "csv.control", {{"column", column_letters(column)}});
        cell = lost_value;
    } else if (!list && line.size() > line_bytes_max) {
        diagnostics_->error(place, "csv.long", {{"column", column_letters(column)}, {"max", std::to_string(line_bytes_max)}});
        cell = lost_value;
    } else if (!list) {
        cell = std::move(line);
    }
}

bool Sheet::lost(std::size_t row, std::string_view key) const {
    const auto column = columns_.find(key);
    if (column == columns_.end()) return false;
    const auto& cells = csv_.rows[row + 1].cells;
    const auto at = static_cast<std::size_t>(column->second) - 1;
    return at < cells.size() && spreadsheet_error(cells[at]);
}

std::string_view Sheet::cell(std::size_t row, std::string_view key) const {
    const auto column = columns_.find(key);
    if (column == columns_.end()) return {};
    const auto& cells = csv_.rows[row + 1].cells;
    const auto at = static_cast<std::size_t>(column->second) - 1;
    return at < cells.size() && !spreadsheet_error(cells[at]) ? std::string_view(cells[at]) : std::string_view{};
}

domain::SourcePlace Sheet::place(std::size_t row, std::string_view key) const {
    const auto column = columns_.find(key);
    return {file_, row_number(row), column == columns_.end() ? 1 : column->second};
}

std::string Sheet::shown_column(std::string_view key) const {
    const auto column = columns_.find(key);
    if (column == columns_.end()) return std::string(key);
    return quotable(csv_.rows.front().cells[static_cast<std::size_t>(column->second) - 1]) + " (" + column_letters(column->second) + ")";
}

domain::Arguments Sheet::told(std::string_view key, domain::Arguments arguments) const {
    for (auto& [name, value] : arguments)
        if (name == "value" || name == "word") value = without_phone(value);
    arguments.emplace_back("column", shown_column(key));
    return arguments;
}

void Sheet::error(std::size_t row, std::string_view key, std::string id, domain::Arguments arguments) const {
    diagnostics_->error(place(row, key), std::move(id), told(key, std::move(arguments)));
}

void Sheet::warning(std::size_t row, std::string_view key, std::string id, domain::Arguments arguments) const {
    diagnostics_->warning(place(row, key), std::move(id), told(key, std::move(arguments)));
}

}  // namespace tutorline::program
