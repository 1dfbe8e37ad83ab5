// What is wrong in a coordinator's files, as values: place, message id and arguments. Words come later, from the
// catalog of the coordinator's language (coordinator_texts.hpp), because the language itself stands in the file.
#pragma once
#include <string>
#include <vector>

#include "domain/messaging/catalog.hpp"

namespace tutorline::program {

struct Diagnostic {
    enum class Severity { error, warning };
    Severity severity = Severity::error;
    domain::SourcePlace place;  ///< line and column 1-based; in a sheet the row and the cell as the spreadsheet counts them
    std::string id;             ///< key in coordinator.yaml
    /// An argument whose name begins with '@' is itself a key of the catalog: {"@type", "type.hour"} fills {type}.
    domain::Arguments arguments;
};

/// Collects; keeps the first `diagnostics_max` and counts the rest. The same about the same cell is kept once. Never
/// personal data in an argument: rows and column names say where it is.
class Diagnostics {
  public:
    static constexpr std::size_t diagnostics_max = 100'000;

    void error(domain::SourcePlace place, std::string id, domain::Arguments arguments = {});
    void warning(domain::SourcePlace place, std::string id, domain::Arguments arguments = {});
    /// Files are told in the order of their first naming here or in a diagnostic.
    void name_file(const std::string& file);
    bool failed() const { return errors_ > 0; }
    std::size_t errors() const { return errors_; }
    std::size_t warnings() const { return warnings_; }
    std::size_t left_off() const { return left_off_; }
    /// Errors before warnings, then by file, line and column.
    std::vector<Diagnostic> sorted() const;

  private:
    void add(Diagnostic diagnostic);

    std::vector<Diagnostic> list_;
    std::vector<std::string> files_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
    std::size_t left_off_ = 0;
};

/// No control characters, no letters that turn or hide others, valid UTF-8: fit for a terminal, a text and a CSV.
bool one_plain_line(std::string_view text);

/// The name of a file, or other words of somebody else, for a line on a terminal: what steers it, turns or hides text, or is
/// no UTF-8 becomes '?'.
std::string printable(std::string_view text);

/// What a file holds, fit for a message: control characters shown as '?', at most so many characters.
std::string quotable(std::string_view text, int characters_max = 40);

}  // namespace tutorline::program
