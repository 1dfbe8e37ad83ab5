#include "app/config_dir.hpp"

#include <cstdlib>
#include <stdexcept>

namespace tutorline::app {

std::filesystem::path config_dir() {
    namespace fs = std::filesystem;
    if (const char* named = std::getenv("TUTORLINE_CONFIG")) return named;
    std::error_code ignored;
    for (fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path(); folder.has_relative_path();
         folder = folder.parent_path())
        if (fs::is_directory(folder / "config" / "languages", ignored)) return folder / "config";
    const fs::path installed = "/usr/share/tutorline/config";
    if (fs::is_directory(installed / "languages", ignored)) return installed;
    throw std::runtime_error("no config folder with languages/ found: set TUTORLINE_CONFIG to it");
}

}  // namespace tutorline::app
