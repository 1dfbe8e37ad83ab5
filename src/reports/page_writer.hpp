// What the parts of the weekly page are written with. Each part is a title, figures, and a line that says what they mean.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "reports/figures.hpp"
#include "reports/text_table.hpp"
#include "reports/weekly_page.hpp"

namespace tutorline::reports {

constexpr std::size_t bar_length = 30, page_width = 100;

/// The word of `<prefix><code>` in the catalog, or the code where it has none.
std::string word_of(const Words& words, std::string_view prefix, std::string_view code);
/// "gn,es" -> "guaraní, castellano".
std::string language_words(const Words& words, std::string_view tags);

/// "gn,es" -> "guaraní, castellano"; "female" -> "Mujer"; a department's name.
std::string group_word(const Words& words, std::string_view dimension, std::string_view group);

/// The tutors whose share is shown: all, or of many both ends and the middle, the lowest share first.
struct TutorsShown {
    std::vector<TutorRow> rows;
    int all = 0;  ///< with lessons enough for a share
    int few = 0;  ///< with fewer
};
TutorsShown tutors_shown(const WeeklyReport& report);

class PageWriter {
  public:
    PageWriter(const Words& words, std::string_view language) : figures(language), words_(words) {}

    /// The words of `weekly.<key>`.
    std::string say(std::string_view key, const domain::Arguments& arguments = {}) const { return words_("weekly." + std::string{key}, arguments); }
    /// The same for a number of things: `<key>_one` where there is one, else `<key>` with {count}.
    std::string say_count(std::string_view key, std::int64_t count, domain::Arguments arguments = {}) const;
    /// A word for a code of the rows ("female", "completed"); the code itself where there is none.
    std::string word(std::string_view prefix, std::string_view code) const;

    const Words& words() const { return words_; }

    void section(std::string_view key) { text_ += "\n" + say(std::string{key} + ".title") + "\n"; }
    void definition(std::string_view key, const domain::Arguments& arguments = {}) { line("= " + say(std::string{key} + ".definition", arguments)); }
    /// A sentence: broken where it is wider than the page, the rest two blanks further in.
    void line(std::string_view words, std::size_t indent = 2);
    void table(const TextTable& table, std::size_t indent = 2) { text_ += table.text(indent); }
    /// How many rows a list left out, and the sheet that holds all.
    void more(std::size_t all, std::string_view sheet);
    /// A share as a bar; none of nothing.
    static std::string share_bar(int part, int all) { return bar(all > 0 ? part / static_cast<double>(all) : 0, bar_length); }

    const Figures figures;
    const std::string& text() const { return text_; }

  private:
    const Words& words_;
    std::string text_;
};

void write_funnel(PageWriter& page, const WeeklyReport& report);
void write_outcomes(PageWriter& page, const WeeklyReport& report);
void write_minutes(PageWriter& page, const WeeklyReport& report);
void write_attempts(PageWriter& page, const WeeklyReport& report);
void write_logs(PageWriter& page, const WeeklyReport& report);
void write_warnings(PageWriter& page, const WeeklyReport& report);
void write_numbers(PageWriter& page, const WeeklyReport& report);
void write_texts(PageWriter& page, const WeeklyReport& report);
void write_levels(PageWriter& page, const WeeklyReport& report);
void write_tutors(PageWriter& page, const WeeklyReport& report);
void write_equity(PageWriter& page, const WeeklyReport& report);
void write_cost(PageWriter& page, const WeeklyReport& report);

}  // namespace tutorline::reports
