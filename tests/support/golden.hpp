// Golden files: a test compares a text with a file kept under tests/. A missing file fails;
// TUTORLINE_GOLDEN=write rewrites all of them.
#pragma once
#include <filesystem>
#include <string>

namespace tutorline::test {

/// tests/<relative> in the source tree.
std::filesystem::path test_path(const std::string& relative);
std::string read_file(const std::filesystem::path& path);
/// Empty when equal (or rewritten), else what differs, for EXPECT_EQ("", golden_difference(...)).
std::string golden_difference(const std::string& relative, const std::string& actual);

}  // namespace tutorline::test
