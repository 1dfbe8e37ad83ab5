#pragma once
#include <filesystem>

namespace tutorline::app {

/// The folder that holds languages/ and programs/: $TUTORLINE_CONFIG, else the first `config` with `languages` beside
/// or above the running binary, else /usr/share/tutorline/config. Throws std::runtime_error that names the fix.
std::filesystem::path config_dir();

}  // namespace tutorline::app
