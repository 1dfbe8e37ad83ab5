#include "app/output.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "app/command_help.hpp"
#include "app/help_layout.hpp"
#include "app/reader_language.hpp"

namespace tutorline::app {
namespace {

namespace fs = std::filesystem;

/// By device and inode where both exist, else by name. Terminals and pipes lose nothing by being written twice.
bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    if (fs::exists(a, error) && fs::exists(b, error)) return fs::is_regular_file(a, error) && fs::equivalent(a, b, error);
    const fs::path real_a = fs::weakly_canonical(fs::absolute(a, error), error), real_b = fs::weakly_canonical(fs::absolute(b, error), error);
    return !error && real_a == real_b;
}

bool holds_database(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return false;
    constexpr std::string_view header{"SQLite format 3\0", 16};
    std::string bytes(header.size(), ' ');
    std::ifstream file(path, std::ios::binary);
    return file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) && bytes == header;
}

}  // namespace

std::vector<fs::path> files_of_database(const fs::path& database) {
    std::vector<fs::path> files{database};
    for (const char* beside : {"-wal", "-shm", "-lock", "-journal"}) files.emplace_back(database.string() + beside);
    return files;
}

std::string refuse_outputs(const std::vector<OutputFile>& outputs, const std::vector<fs::path>& inputs) {
    const CommandHelp words{reader_language()};
    for (std::size_t n = 0; n < outputs.size(); ++n) {
        const OutputFile& output = outputs[n];
        if (output.path.empty()) continue;
        const domain::Arguments arguments{{"option", output.option}, {"file", printable(output.path)}};
        const auto is_it = [&](const fs::path& other) { return !other.empty() && same_file(output.path, other); };
        const auto written = [&](const OutputFile& other) { return is_it(other.path); };
        const auto before = outputs.begin() + static_cast<std::ptrdiff_t>(n);
        if (std::any_of(inputs.begin(), inputs.end(), is_it)) return words.say("errors.output_is_input", arguments);
        if (std::any_of(outputs.begin(), before, written)) return words.say("errors.output_twice", arguments);
        if (holds_database(output.path)) return words.say("errors.output_database", arguments);
    }
    return {};
}

bool write_file(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return static_cast<bool>(file);
}

bool output_complete() {
    std::cout.flush();
    const bool stream = static_cast<bool>(std::cout);
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && stream;
}

}  // namespace tutorline::app
