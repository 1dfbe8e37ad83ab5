// A parsed CSV with its columns found by name: cells by row and column key, messages with row, cell and header.
#pragma once
#include <map>
#include <span>

#include "program/csv.hpp"
#include "program/diagnostics.hpp"
#include "program/roster_columns.hpp"

namespace tutorline::program {

class Sheet {
  public:
    /// Reads the header row; reports missing, doubled and unknown columns. `usable()` is false when rows make no sense.
    Sheet(CsvSheet csv, std::span<const ColumnSpec> columns, std::string file, Diagnostics& diagnostics);

    bool usable() const { return usable_; }
    std::size_t size() const { return csv_.rows.size() > 1 ? csv_.rows.size() - 1 : 0; }
    int row_number(std::size_t row) const { return csv_.rows[row + 1].row; }
    bool has(std::string_view key) const { return columns_.contains(key); }
    /// Empty when the column is not there or the row is short, and when the value was lost (reported). One line without
    /// control characters; cells of hours and phones may hold several lines.
    std::string_view cell(std::size_t row, std::string_view key) const;
    /// The cell held something that was not to be used and is reported already.
    bool lost(std::size_t row, std::string_view key) const;
    domain::SourcePlace place(std::size_t row, std::string_view key) const;
    /// Adds {column}: the header as it stands in the file and its letter, "telefono (D)".
    void error(std::size_t row, std::string_view key, std::string id, domain::Arguments arguments = {}) const;
    void warning(std::size_t row, std::string_view key, std::string id, domain::Arguments arguments = {}) const;

  private:
    std::string shown_column(std::string_view key) const;
    domain::Arguments told(std::string_view key, domain::Arguments arguments) const;
    bool has_header(std::span<const ColumnSpec> columns);  ///< false when told why not
    void read_header(std::span<const ColumnSpec> columns);
    void check_rows();
    void check_cell(CsvRow& row, int column);

    CsvSheet csv_;
    std::string file_;
    Diagnostics* diagnostics_;
    std::map<std::string, int, std::less<>> columns_;  ///< key -> cell, 1-based
    bool usable_ = false;
};

}  // namespace tutorline::program
