// The sheet of figures as it is written: a figure a row, with a key that no language and no wording changes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "reports/csv.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::reports {

/// Columns: section, figure, value, share, key. A share is 0..1, where the page shows a per cent beside the figure.
class FigureRows {
  public:
    FigureRows(const Words& words, std::string_view language);

    /// What follows belongs to the page's section `key`; its words are `weekly.<key>.title`.
    void section(std::string_view key) { title_ = say(key, "title"), section_ = key; }
    /// Words of the current section, `weekly.<section>.<figure>`.
    std::string label(std::string_view figure, const domain::Arguments& arguments = {}) const;

    /// `figure` is the last part of the key, and where no label is given the words too.
    void whole(std::string_view figure, std::int64_t value, std::optional<double> share = {}) { whole(figure, label(figure), value, share); }
    void whole(std::string_view figure, std::string_view label, std::int64_t value, std::optional<double> share = {});
    void decimal(std::string_view figure, std::optional<double> value, int places = 2) { decimal(figure, label(figure), value, places); }
    void decimal(std::string_view figure, std::string_view label, std::optional<double> value, int places = 2);
    /// A share that stands for itself.
    void share(std::string_view figure, std::string_view label, std::optional<double> share);
    void text(std::string_view figure, std::string_view label, std::string_view value);

    const std::string& sheet() const { return sheet_.text(); }
    const Words& words() const { return words_; }

  private:
    std::string say(std::string_view section, std::string_view figure, const domain::Arguments& arguments = {}) const;
    void begin(std::string_view label) { sheet_.cell(title_).cell(label); }
    void end(std::string_view figure, std::optional<double> share);

    const Words& words_;
    CsvSheet sheet_;
    std::string title_, section_;
};

/// A part of a whole, empty of nothing.
std::optional<double> share_of(int part, int all);

void figures_of_reach(const WeeklyReport& report, FigureRows& rows);     ///< sections 1 to 4
void figures_of_people(const WeeklyReport& report, FigureRows& rows);    ///< sections 5 to 7
void figures_of_learning(const WeeklyReport& report, FigureRows& rows);  ///< sections 8 to 12

}  // namespace tutorline::reports
