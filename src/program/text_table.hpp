// Tables for a terminal: columns aligned by characters, not bytes.
#pragma once
#include <string>
#include <vector>

namespace tutorline::program {

class TextTable {
  public:
    explicit TextTable(std::vector<std::string> header) : rows_{std::move(header)} {}
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    bool empty() const { return rows_.size() == 1; }
    /// Two blanks between columns, each line after `indent`; columns that hold numbers alone are set to the right.
    /// Control characters in a cell become '?'.
    std::string text(const std::string& indent = "  ") const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// "1.234.567" in Spanish, "1,234,567" in English.
std::string grouped(long long value, std::string_view language);

}  // namespace tutorline::program
