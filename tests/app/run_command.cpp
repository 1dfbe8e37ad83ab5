#include "app/run_command.hpp"

#include <fstream>
#include <sstream>

#include "support/golden.hpp"

namespace tutorline::test {
namespace {

std::string quoted(const std::string& word) {
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return out + "'";
}

}  // namespace

Finished run_command(const std::vector<std::string>& arguments, const std::string& input, const std::vector<std::string>& environment, const std::string& output_to) {
    const TemporaryFolder folder;
    const auto in = folder.path / "in", out = folder.path / "out", err = folder.path / "err";
    std::ofstream(in, std::ios::binary) << input;
    std::string line = "env -u LANG -u LC_ALL -u LC_MESSAGES";
    for (const auto& assignment : environment) line += " " + quoted(assignment);
    line += " " + quoted(TUTORLINE_BINARY);
    for (const auto& argument : arguments) line += " " + quoted(argument);
    line += " <" + quoted(in.string()) + " >" + quoted(output_to.empty() ? out.string() : output_to) + " 2>" + quoted(err.string());
    std::string ignored;
    Finished finished;
    finished.exit_code = run_program({"sh", "-c", line}, ignored);
    if (output_to.empty()) finished.output = read_file(out);
    finished.errors = read_file(err);
    return finished;
}

}  // namespace tutorline::test
