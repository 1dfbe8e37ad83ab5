#include "support/golden.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace tutorline::test {

std::filesystem::path test_path(const std::string& relative) {
    return std::filesystem::path(TUTORLINE_SOURCE_DIR) / "tests" / relative;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string golden_difference(const std::string& relative, const std::string& actual) {
    const auto path = test_path(relative);
    const char* mode = std::getenv("TUTORLINE_GOLDEN");
    if (mode && std::string(mode) == "write") {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << actual;
        return {};
    }
    if (!std::filesystem::exists(path)) return "no golden file " + path.string() + " (TUTORLINE_GOLDEN=write makes it)";
    const std::string expected = read_file(path);
    if (expected == actual) return {};
    std::istringstream a(expected);
    std::istringstream b(actual);
    std::string line_a;
    std::string line_b;
    for (int line = 1;; ++line) {
        const bool more_a = static_cast<bool>(std::getline(a, line_a));
        const bool more_b = static_cast<bool>(std::getline(b, line_b));
        if (more_a && more_b && line_a == line_b) continue;
        return relative + ":" + std::to_string(line) + "\n  expected: " + (more_a ? line_a : "<end>") +
               "\n  actual:   " + (more_b ? line_b : "<end>");
    }
}

}  // namespace tutorline::test
