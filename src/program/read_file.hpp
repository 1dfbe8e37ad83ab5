// A file's bytes, or why not: a folder, a device or a file of the wrong size is told as such and never read as 'empty'.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "program/diagnostics.hpp"

namespace tutorline::program {

struct FileBytes {
    std::string bytes;
    std::string fault;  ///< empty, or a key of coordinator.yaml: file.missing, .loop, .directory, .special, .unreadable, .too_big
};

/// Why the file cannot be what is looked for; empty when it is an ordinary file of at most so many bytes.
std::string file_fault(const std::filesystem::path& path, std::uintmax_t bytes_max);

/// Never blocks on a pipe and never reads more than `bytes_max`.
FileBytes read_file(const std::filesystem::path& path, std::uintmax_t bytes_max);

/// The fault as an error of line 1 of the file.
void tell_file_fault(const std::filesystem::path& path, const std::string& fault, std::uintmax_t bytes_max, Diagnostics& diagnostics);

/// Whether `path`, links followed, is in `folder` or below it.
bool stays_within(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace tutorline::program
