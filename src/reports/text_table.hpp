// Columns on a terminal: widths by letters (not bytes), words to the left, figures to the right.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::reports {

/// Letters of a UTF-8 text.
std::size_t width(std::string_view utf8);

/// Breaks between words so that no line is wider than `most` letters (a longer word stands alone); its own line breaks stay.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t most);

class TextTable {
  public:
    /// One letter a column: 'l' or 'r'.
    explicit TextTable(std::string_view alignment) : alignment_(alignment) {}
    /// Control characters in a cell become '?': a sheet's odd cell must not steer a terminal.
    void add(std::vector<std::string> cells);
    /// Every row on a line of its own, indented by `indent`; no trailing blanks.
    std::string text(std::size_t indent) const;

  private:
    std::string alignment_;
    std::vector<std::vector<std::string>> rows_;
};

/// A bar of `share` (0..1) of `length` marks.
std::string bar(double share, std::size_t length);

}  // namespace tutorline::reports
