// Sheets that open right in a coordinator's Excel: UTF-8 with BOM; in Spanish `;` between cells and decimal commas, in
// English `,` and points; CRLF; dates ISO. A cell that a spreadsheet could take for a formula gets an apostrophe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::reports {

class CsvSheet {
  public:
    explicit CsvSheet(std::string_view language) : comma_(language != "en") {}
    CsvSheet& cell(std::string_view words);
    CsvSheet& cell(std::int64_t number);
    CsvSheet& cell(double number, int places);
    CsvSheet& empty() { return raw(""); }
    void end_row();
    const std::string& text() const { return text_; }

  private:
    CsvSheet& raw(std::string_view ready);
    bool comma_;
    bool row_begun_ = false;
    std::string text_ = "\xEF\xBB\xBF";
};

}  // namespace tutorline::reports
