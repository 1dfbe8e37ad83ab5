// Line numbers for the rows of the lists in a JSON object, which JSON parsers do not keep: "students[3] is on line 14".
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::program {

class JsonRows {
  public:
    /// The text need not be valid; what cannot be read has line 1.
    explicit JsonRows(std::string_view text);
    /// Line (from 1) where the row of that list begins.
    int line(const std::string& list, int index) const;

  private:
    std::map<std::string, std::vector<int>> lines_;
};

}  // namespace tutorline::program
