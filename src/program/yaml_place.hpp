// Where a setting stands in a coordinator's YAML: for what is found wrong about it after the file was read.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tutorline::program {

/// "file:line:column" of the value at these keys, of the last key that is there where it stands nowhere (a default), or the
/// file's first line.
std::string yaml_place(const std::filesystem::path& file, std::span<const std::string> keys);

}  // namespace tutorline::program
