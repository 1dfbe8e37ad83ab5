// What commands write is there or the command fails: a full disk is no success. And nothing that a command reads is lost by
// what it writes.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tutorline::app {

/// Where an option says a result should go; an empty path: nowhere.
struct OutputFile {
    std::string option;  ///< as it is written: "--json"
    std::string path;
};

/// Why these files must not be written, one sentence in the reader's language: one is the same file (by any name) as one of
/// `inputs` or another output, or holds a database. Empty: they may. Every command that writes asks before it does anything.
std::string refuse_outputs(const std::vector<OutputFile>& outputs, const std::vector<std::filesystem::path>& inputs);
/// A database and the files beside it, as inputs.
std::vector<std::filesystem::path> files_of_database(const std::filesystem::path& database);

/// Writes a whole file; false when any byte of it could not be written.
bool write_file(const std::string& path, std::string_view bytes);

/// After a command: flushes standard output; false when something of it was lost.
bool output_complete();

}  // namespace tutorline::app
