// Sheets as people save them: UTF-8 with or without BOM, ';' ',' or tab (found from the header row), quotes, CRLF, LF or
// the old Macintosh's CR, Excel's 'sep=;' line. And the way out: a CSV that opens right in a Spanish Excel and runs no formula.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/messaging/catalog.hpp"

namespace tutorline::program {

struct CsvRow {
    int row = 0;  ///< as the spreadsheet counts: blank rows count, line breaks inside a cell do not
    /// Blanks around are cut; a leading "'" (Excel's 'this is text') and letters nobody sees (writing direction, joiners) too.
    std::vector<std::string> cells;
};

struct CsvFault {
    int row = 1;
    int column = 1;  ///< cell, 1-based
    std::string id;  ///< key of coordinator.yaml
    domain::Arguments arguments;
};

struct CsvSheet {
    std::vector<CsvRow> rows;  ///< header first; blank rows and rows whose first cell begins with '#' (remarks) are left out
    char delimiter = ';';
    std::optional<CsvFault> fault;  ///< set: the rows are not to be used
    std::vector<CsvFault> row_faults;  ///< these rows are left out, the others are good: an open quote hides its row alone, a file that was cut its last one
};

constexpr std::size_t csv_bytes_max = 64u << 20;
constexpr std::size_t csv_cell_bytes_max = 10'000;
constexpr std::size_t csv_rows_max = 200'000;
constexpr std::size_t csv_columns_max = 100;

/// "#REF!", "#¡VALOR!", "####": what a spreadsheet writes where a value was lost.
bool spreadsheet_error(std::string_view cell);

/// Never throws for what the text holds.
CsvSheet parse_csv(std::string_view text);

/// = + - @ tab CR first, also the full-width signs of East Asian keyboards.
bool runs_as_formula(std::string_view cell);

/// One row with CRLF. Cells that a spreadsheet would run as a formula are prefixed with "'".
std::string csv_line(const std::vector<std::string>& cells, char delimiter = ';');
/// What begins a file that Excel should read as UTF-8.
inline constexpr std::string_view csv_bom = "\xEF\xBB\xBF";

/// The spreadsheet's name of a column: 1 -> A, 27 -> AA.
std::string column_letters(int column);

}  // namespace tutorline::program
