// Rules that a program can check, each a row with its reason and its replacement. They read source text; they compile nothing.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::tidy {

struct Finding {
    std::string path;  ///< relative to the project: "src/domain/x.cpp"
    int line = 0;
    std::string rule;
    std::string words;  ///< what is wrong and what to write instead
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// All findings of one source file. `path` decides the layer: "src/<layer>/...".
std::vector<Finding> check_source(std::string_view path, std::string_view text);

/// "src/a.cpp:3: rule: words", one a line.
std::string describe(const std::vector<Finding>& findings);

}  // namespace tutorline::tidy
