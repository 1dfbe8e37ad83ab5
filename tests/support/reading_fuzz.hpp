// What the fuzz targets try, shared with the unit test that replays the corpus without a fuzzer.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::test {

/// Each runs one parser of the reader on any bytes and returns what it broke: empty when every promise held.
/// The first byte chooses who writes and what is pending; the rest is the text.
std::string try_reader(std::string_view input);
std::string try_numbers(std::string_view input);
std::string try_opt_out(std::string_view input);

/// The texts of tests/data/*.tsv, each once per way to read it (the first byte).
std::vector<std::string> fuzz_corpus();

}  // namespace tutorline::test
